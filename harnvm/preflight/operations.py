"""The operations a program may ask its host for: the usual ones, and how a project tells of more."""

from __future__ import annotations

from harnvm.files import read_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from harnvm.preflight.finding import Options

#: What hosts are expected to offer, by capability.
_USUAL = {
    "diagnostics": "get_causal_traces get_errors",
    "editor": "get_active_file get_selection get_visible_files",
    "git": "get_branch get_diff",
    "interaction": "ask",
    "learning": "get_learned_rules report_correction",
    "process": "exec",
    "project": "agent_instructions code_patterns compute_content_hash ide_context lessons mcp_config"
    " metadata_get metadata_refresh_hashes metadata_save metadata_set metadata_stale scan scope_test_command"
    " test_commands",
    "runtime": "approved_plan dry_run pipeline_input record_run set_result task",
    "session": "active_roots changed_paths preread_get preread_read_many",
    "template": "render",
    "workspace": "apply_edit delete exists file_exists list project_root read_text roots write_text",
}


class Operations:
    """The operations that are known while one program is looked at."""

    def __init__(self, options: Options) -> None:
        self._known = {capability: set(names.split()) for capability, names in _USUAL.items()}
        for capability, names in options.operations.items():
            self._known.setdefault(capability, set()).update(names)
        if options.operations_file is not None:
            self._add_file(options.operations_file)

    def add(self, capability: str, operation: str) -> None:
        """Make an operation known."""
        self._known.setdefault(capability, set()).add(operation)

    def __contains__(self, name: tuple[str, str]) -> bool:
        return name[1] in self._known.get(name[0], ())

    def _add_file(self, path: str) -> None:
        """Add what a file declares; one that cannot be read declares nothing, as in Harn 0.7.8."""
        declared = _parsed(path)
        root = declared.get("capabilities", declared)
        if isinstance(root, dict):
            for capability, entry in root.items():
                for operation in _declared(entry):
                    self.add(capability, operation)


def _parsed(path: str) -> dict[str, Any]:
    """Return the table that a file holds, as JSON or as TOML; an empty one if it holds none."""
    import json
    import tomllib

    try:
        text = read_text(path)
    except (OSError, ValueError):
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        try:
            found = tomllib.loads(text)
        except (ValueError, RecursionError):
            return {}
    return found if isinstance(found, dict) else {}


def _declared(entry: Any) -> list[str]:
    """Return the operations that the entry of a capability declares: a list, or a table."""
    if isinstance(entry, dict):
        listed = entry.get("operations", entry.get("ops"))
        if not isinstance(listed, list):
            return [name for name, enabled in entry.items() if enabled is not False]
        entry = listed
    return [name for name in entry if isinstance(name, str)] if isinstance(entry, list) else []
