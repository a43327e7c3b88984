"""What of Harn 0.7.8's library there is, and that all of it is exercised by scripts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from harnvm.builtins.index import AREA_OF
from harnvm.values.methods import TABLES
from harnvm.values.model import Generator, Iter, Opaque, RangeValue, SetValue

SCRIPTS = Path(__file__).parent / "scripts"

#: The builtins that Harn 0.7.8 registers, by area, read from its sources. Internal names start with ``__``.
HARN_078 = """
agent_session_close agent_session_compact agent_session_exists agent_session_fork agent_session_inject
agent_session_length agent_session_open agent_session_reset agent_session_snapshot agent_session_trim
agent_subscribe
agent agent_config agent_name close_agent list_agents resume_agent send_input spawn_agent wait_agent
checkpoint checkpoint_clear checkpoint_delete checkpoint_exists checkpoint_get checkpoint_list
__select_list __select_timeout __select_try atomic atomic_add atomic_cas atomic_get atomic_set channel
circuit_breaker circuit_check circuit_record_failure circuit_record_success circuit_reset close_channel
receive select send sleep timer_end timer_start try_receive
base64_decode base64_encode hash_value md5 sha224 sha256 sha384 sha512 sha512_256 url_decode url_encode
date_format date_now date_parse
append_file copy_file delete_file file_exists list_dir mkdir path_join read_file read_file_result stat
temp_dir write_file
host_call host_capabilities host_has host_mock host_mock_calls host_mock_clear
http_delete http_get http_mock http_mock_calls http_mock_clear http_patch http_post http_put
http_request
bold color dim log log_debug log_error log_info log_json log_set_level log_warn print println progress
prompt_user uuid
iter pair
is_type json_extract json_parse json_stringify json_validate schema_check schema_expect schema_extend
schema_from_json_schema schema_from_openapi_schema schema_is schema_of schema_omit schema_parse
schema_partial schema_pick schema_to_json_schema schema_to_openapi_schema toml_parse toml_stringify
yaml_parse yaml_stringify
agent_inject_feedback agent_loop agent_trace agent_trace_summary llm_budget llm_budget_remaining
llm_call llm_call_safe llm_completion llm_config llm_cost llm_healthcheck llm_infer_provider llm_mock
llm_mock_calls llm_mock_clear llm_model_tier llm_pick_model llm_providers llm_rate_limit
llm_resolve_model llm_session_cost llm_stream provider_register with_rate_limit
__range__ abs acos asin atan atan2 ceil cos exp floor is_infinite is_nan ln log10 log2 max min pow
random random_int range round sign sin sqrt tan
mcp_call mcp_connect mcp_disconnect mcp_get_prompt mcp_list_prompts mcp_list_resource_templates
mcp_list_resources mcp_list_tools mcp_prompt mcp_read_resource mcp_resource mcp_resource_template
mcp_serve mcp_server_info mcp_tools
compute_content_hash invalidate_facts metadata_entries metadata_get metadata_refresh_hashes
metadata_resolve metadata_save metadata_set metadata_stale metadata_status scan_directory
path_basename path_extension path_is_absolute path_is_relative path_normalize path_parent path_parts
path_relative_to path_segments path_stem path_to_native path_to_posix path_with_extension path_with_stem
arch asset_root cwd date_iso elapsed env env_or exec exec_at execution_root exit home_dir hostname pid
platform project_root runtime_paths shell shell_at source_dir timestamp username
artifact artifact_apply_intent artifact_command_result artifact_context artifact_derive artifact_diff
artifact_diff_review artifact_editor_selection artifact_git_diff artifact_patch_proposal
artifact_review_decision artifact_select artifact_test_result artifact_verification_bundle
artifact_verification_result artifact_workspace_file artifact_workspace_snapshot eval_metric
eval_metrics eval_suite_manifest eval_suite_run load_run_tree run_record run_record_diff run_record_eval
run_record_eval_suite run_record_fixture run_record_load run_record_save
regex_captures regex_match regex_replace regex_replace_all
set set_add set_contains set_difference set_intersect set_is_disjoint set_is_subset set_is_superset
set_remove set_symmetric_difference set_union
__assert_dict __assert_interface __assert_list __assert_schema __assert_shape __dict_rest __make_struct
entries keys values
store_clear store_delete store_get store_list store_save store_set
basename camel_to_kebab camel_to_pascal camel_to_snake contains dirname ends_with extname format join
kebab_to_camel kebab_to_snake lowercase lowercase_first pascal_to_camel pascal_to_snake render
render_prompt replace snake_to_camel snake_to_kebab snake_to_pascal split starts_with substring
title_case trim uppercase uppercase_first
assert assert_eq assert_ne error_category is_rate_limited is_timeout throw_error
tool_bind tool_count tool_def tool_define tool_describe tool_find tool_format_result tool_list
tool_parse_call tool_prompt tool_ref tool_registry tool_remove tool_schema tool_select
enable_tracing llm_info llm_usage trace_end trace_id trace_spans trace_start trace_summary
add_assistant add_message add_system add_tool_result add_user conversation transcript transcript_abandon
transcript_add_asset transcript_archive transcript_assets transcript_compact transcript_events
transcript_events_by_kind transcript_export transcript_fork transcript_from_messages transcript_id
transcript_import transcript_messages transcript_render_full transcript_render_visible transcript_reset
transcript_resume transcript_stats transcript_summarize transcript_summary
Err Ok addr_of is_err is_ok is_same len to_float to_int to_list to_string type_of unreachable unwrap
unwrap_err unwrap_or
clear_tool_hooks estimate_tokens microcompact register_tool_hook select_artifacts_adaptive
transcript_auto_compact workflow_clone workflow_commit workflow_diff workflow_execute workflow_graph
workflow_insert_node workflow_inspect workflow_policy_report workflow_replace_node workflow_rewire
workflow_set_auto_compact workflow_set_context_policy workflow_set_model_policy
workflow_set_output_visibility workflow_validate
""".split()

#: What is not here yet, by the reason.
MISSING = {
    "workers, which run agents": """
        agent agent_config agent_name close_agent list_agents resume_agent send_input spawn_agent wait_agent
    """,
    "they talk to a model, or are about talking to one": """
        agent_inject_feedback agent_loop agent_trace agent_trace_summary llm_budget llm_budget_remaining
        llm_call llm_call_safe llm_completion llm_config llm_cost llm_healthcheck llm_infer_provider
        llm_mock llm_mock_calls llm_mock_clear llm_model_tier llm_pick_model llm_providers llm_rate_limit
        llm_resolve_model llm_session_cost llm_stream provider_register with_rate_limit
    """,
    "the Model Context Protocol: client and server": """
        mcp_call mcp_connect mcp_disconnect mcp_get_prompt mcp_list_prompts mcp_list_resource_templates
        mcp_list_resources mcp_list_tools mcp_prompt mcp_read_resource mcp_resource mcp_resource_template
        mcp_serve mcp_server_info mcp_tools
    """,
    "artifacts, run records and evaluations, which workflows make": """
        artifact artifact_apply_intent artifact_command_result artifact_context artifact_derive
        artifact_diff artifact_diff_review artifact_editor_selection artifact_git_diff
        artifact_patch_proposal artifact_review_decision artifact_select artifact_test_result
        artifact_verification_bundle artifact_verification_result artifact_workspace_file
        artifact_workspace_snapshot eval_metric eval_metrics eval_suite_manifest eval_suite_run
        load_run_tree run_record run_record_diff run_record_eval run_record_eval_suite run_record_fixture
        run_record_load run_record_save
    """,
    "transcripts of conversations outside the session store": """
        add_assistant add_message add_system add_tool_result add_user conversation transcript
        transcript_abandon transcript_add_asset transcript_archive transcript_assets transcript_compact
        transcript_events transcript_events_by_kind transcript_export transcript_fork
        transcript_from_messages transcript_id transcript_import transcript_messages transcript_render_full
        transcript_render_visible transcript_reset transcript_resume transcript_stats transcript_summarize
        transcript_summary
    """,
    "workflows, tool hooks and what compacts their transcripts": """
        clear_tool_hooks estimate_tokens microcompact register_tool_hook select_artifacts_adaptive
        transcript_auto_compact workflow_clone workflow_commit workflow_diff workflow_execute workflow_graph
        workflow_insert_node workflow_inspect workflow_policy_report workflow_replace_node workflow_rewire
        workflow_set_auto_compact workflow_set_context_policy workflow_set_model_policy
        workflow_set_output_visibility workflow_validate
    """,
}

#: Folder under ``scripts/methods`` and receiver type. A name that ends in ``?`` cannot be called: it reads as
#: the start of a ternary.
KINDS: dict[str, type] = {
    "string": str,
    "list": list,
    "dict": dict,
    "set": SetValue,
    "range": RangeValue,
    "generator": Generator,
    "iter": Iter,
    "handle": Opaque,
}


@cache
def code(folder: str = ".") -> str:
    """Return the text of all scripts of a folder, without comments."""
    texts = [p.read_text(encoding="utf-8") for p in sorted((SCRIPTS / folder).rglob("*.harn")) if p.is_file()]
    return re.sub(r"// .*", "", "\n".join(texts))


def test_every_builtin_occurs_in_a_script() -> None:
    """A builtin that no script uses is not tested as scripts see it."""
    used = set(re.findall(r"\w+", code()))
    assert not [name for name in AREA_OF if not name.startswith("__") and name not in used]


@pytest.mark.parametrize("kind", KINDS)
def test_every_method_is_called_by_a_script_of_its_kind(kind: str) -> None:
    """The scripts of a kind call all of its methods."""
    callable = [name for name in TABLES[KINDS[kind]] if not name.endswith("?")]
    assert not [name for name in callable if f".{name}(" not in code(f"methods/{kind}")]


def test_what_is_missing_is_listed() -> None:
    """The builtins of 0.7.8 are those that are here and those listed as missing."""
    missing = [name for names in MISSING.values() for name in names.split()]
    assert sorted(missing) == sorted(set(HARN_078).difference(AREA_OF))


def test_there_are_no_builtins_of_our_own() -> None:
    """Nothing is registered that 0.7.8 lacks, but the four calls that it does not treat as builtins."""
    assert set(AREA_OF).difference(HARN_078) == {"await", "cancel", "cancel_graceful", "is_cancelled"}
