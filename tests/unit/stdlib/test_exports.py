"""What the standard modules offer to a program that imports them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from harnvm.resources import stdlib_file
from tests.support import scripts

EXPORTS = {
    "text": """
        detect_compile_error extract_paths filter_test_cells float_to_string format_test_errors has_got_want
        int_to_string parse_cells parse_float_or parse_int_or truncate_head_tail
    """,
    "collections": "filter_nil store_refresh store_stale",
    "math": """
        _assign_points _copy_list _farthest_point _init_kmeans_centroids _insert_ranked _is_number
        _largest_error_point _nearest_centroid _rank_items _recompute_centroids
        _require_non_empty_numeric_list _require_non_negative_int _require_number _require_numeric_list
        _require_parallel_numeric_lists _require_points _require_positive_int _require_positive_number
        _require_probability _require_same_vector_dimensions _require_vector _score_item _sum_squared_deltas
        _weight_list _zero_vector argsort avg chebyshev_distance clamp correlation cosine_similarity
        covariance deg_to_rad dot ema euclidean_distance kmeans lerp manhattan_distance map_range mean median
        minmax_scale moving_avg normal_cdf normal_pdf normal_quantile percentile rad_to_deg softmax stddev sum
        top_k variance vector_norm vector_normalize weighted_choice weighted_mean zscore
    """,
    "path": "ext is_absolute list_dirs list_files normalize stem",
    "json": "merge omit pick pretty safe_parse",
    "schema": """
        from_json_schema from_openapi_schema get_typed_result get_typed_value is_type schema_all_of schema_any
        schema_array schema_bool schema_default schema_dict schema_enum schema_field schema_float schema_int
        schema_json schema_list schema_literal schema_nil schema_nullable schema_object schema_omit_keys
        schema_openapi schema_partial_deep schema_pick_keys schema_string schema_union
    """,
    "testing": """
        assert_host_call_count assert_host_called clear_host_mocks host_call_count host_call_count_for
        host_calls host_calls_for host_was_called mock_host_error mock_host_response mock_host_result
    """,
    "context": """
        clip_text context context_add context_attach context_compact context_render context_section
        prompt_compose render_section section
    """,
    "runtime": """
        interaction_ask interaction_ask_with_kind process_exec process_exec_with_timeout record_run_metadata
        runtime_approved_plan runtime_dry_run runtime_pipeline_input runtime_task
    """,
    "project": """
        metadata_local_namespace metadata_namespace project_inventory project_requires_refresh
        project_root_package project_scan project_scan_paths project_stale project_stale_dirs
    """,
    "async": "circuit_call retry_until retry_with_backoff wait_for",
    "checkpoint": "checkpoint_stage checkpoint_stage_retry",
    "worktree": """
        worktree_create worktree_default_path worktree_diff worktree_remove worktree_shell worktree_status
    """,
}


def source(module: str) -> str:
    """Return the text of a standard module."""
    path = stdlib_file(module)
    assert path is not None
    with open(path, encoding="utf-8") as stream:
        return stream.read()


@pytest.mark.parametrize("module", EXPORTS)
def test_exports_are_those_of_the_original(module: str) -> None:
    """A module exports exactly the names that Harn 0.7.8 lets scripts see."""
    assert sorted(re.findall(r"^pub fn (\w+)", source(module), re.MULTILINE)) == EXPORTS[module].split()


@pytest.mark.parametrize("module", EXPORTS)
def test_every_export_can_be_imported(module: str) -> None:
    """A wildcard import binds each exported name to a function."""
    names = EXPORTS[module].split()
    checks = "\n".join(f'assert_eq(type_of({name}), "closure")' for name in names)
    outcome = scripts.run(f'import "std/{module}"\n{checks}\n', "exports.harn")
    assert outcome.ending == "", outcome.report


@pytest.mark.parametrize("module", EXPORTS)
def test_every_export_says_what_it_does(module: str) -> None:
    """A doc comment stands right above each exported function."""
    lines = source(module).split("\n")
    bare = [line for above, line in pairwise(lines) if undocumented(above, line)]
    assert not bare


def undocumented(above: str, line: str) -> bool:
    """Tell whether a line opens an exported function that no doc comment stands above."""
    return line.startswith("pub fn ") and not above.endswith("*/")
