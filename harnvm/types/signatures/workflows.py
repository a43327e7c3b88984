"""Builtins for workflows, artifacts, run records and evaluations."""

TEXT = """
artifact(payload: dict) -> dict
    An artifact: something made or found that later steps may use.
artifact_apply_intent(target: dict, intent: string, extra?: dict) -> dict
    An artifact that says that a reviewed one is to be applied or merged.
artifact_command_result(command: string, output: any, extra?: dict) -> dict
    An artifact of what a command printed.
artifact_context(artifacts: list, policy?: dict) -> string
    Artifacts as text for a prompt.
artifact_derive(parent: dict, kind: string, extra?: dict) -> dict
    An artifact made from another.
artifact_diff(path: string, before: string, after: string, extra?: dict) -> dict
    An artifact of the difference between two texts.
artifact_diff_review(target: dict, summary?: string, extra?: dict) -> dict
    An artifact that reviews a difference.
artifact_editor_selection(path: string, text: string, extra?: dict) -> dict
    An artifact of what is selected in an editor.
artifact_git_diff(diff: string, extra?: dict) -> dict
    An artifact of what git says has changed.
artifact_patch_proposal(target: dict, patch: string, extra?: dict) -> dict
    An artifact that proposes a change of another.
artifact_review_decision(target: dict, decision: string, extra?: dict) -> dict
    An artifact that accepts or rejects another.
artifact_select(artifacts: list, policy?: dict) -> list
    The artifacts that fit a policy and its budget.
artifact_test_result(title: string, text: string, extra?: dict) -> dict
    An artifact of what tests said.
artifact_verification_bundle(title: string, checks: list, extra?: dict) -> dict
    An artifact of several checks for one review.
artifact_verification_result(title: string, text: string, extra?: dict) -> dict
    An artifact of what a check said.
artifact_workspace_file(path: string, content: string, extra?: dict) -> dict
    An artifact of a file in the workspace.
artifact_workspace_snapshot(paths: list, summary?: string, extra?: dict) -> dict
    An artifact of how the workspace looks.
eval_metric(name: string, value: any, metadata?: dict) -> nil
    Records a metric.
eval_metrics() -> list
    The recorded metrics: name, value, metadata.
eval_suite_manifest(payload: dict) -> dict
    The manifest of a suite of evaluations.
eval_suite_run(manifest: dict) -> dict
    Evaluates the saved runs of a manifest.
load_run_tree(path: string) -> dict
    A saved run with the runs it started.
run_record(payload: dict) -> dict
    A run record.
run_record_diff(left: dict, right: dict) -> dict
    How two run records differ, stage by stage.
run_record_eval(run: dict, fixture?: dict) -> dict
    Evaluates a run against a fixture.
run_record_eval_suite(cases: list) -> dict
    Evaluates several runs: run, fixture, path.
run_record_fixture(run: dict) -> dict
    A fixture made from a run.
run_record_load(path: string) -> dict
    A run record from disk.
run_record_save(run: dict, path?: string) -> dict
    Writes a run record to disk.
select_artifacts_adaptive(artifacts: list, policy: dict) ~> list
    The artifacts that fit a budget, without doubles and with long ones cut.
workflow_clone(graph: dict) -> dict
    A copy of a workflow.
workflow_commit(graph: dict, reason?: string) -> dict
    The workflow, once it is valid, with the reason noted.
workflow_diff(left: dict, right: dict) -> dict
    How two workflows differ.
workflow_execute(task: any, graph: dict, artifacts?: list, options?: dict) -> dict
    Runs a workflow and saves its run record.
workflow_graph(config: dict) -> dict
    A workflow in its full form.
workflow_insert_node(graph: dict, node: dict, edge?: dict) -> dict
    The workflow with a node added.
workflow_inspect(graph: dict, ceiling?: dict) -> dict
    A workflow and what is wrong with it.
workflow_policy_report(graph: dict, ceiling?: dict) -> dict
    What the nodes of a workflow may do.
workflow_replace_node(graph: dict, node_id: string, node: dict) -> dict
    The workflow with a node replaced.
workflow_rewire(graph: dict, source: string, target: string, branch?: string) -> dict
    The workflow with an edge moved.
workflow_set_auto_compact(graph: dict, node_id: string, policy: dict) -> dict
    The workflow with another compaction policy for a node.
workflow_set_context_policy(graph: dict, node_id: string, policy: dict) -> dict
    The workflow with another context policy for a node.
workflow_set_model_policy(graph: dict, node_id: string, policy: dict) -> dict
    The workflow with another model policy for a node.
workflow_set_output_visibility(graph: dict, node_id: string, visibility: any) -> dict
    The workflow with another visibility of a node's output.
workflow_validate(graph: dict, ceiling?: dict) -> dict
    Whether a workflow is sound, and stays below a ceiling.
"""
