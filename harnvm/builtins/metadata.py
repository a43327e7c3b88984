"""Facts about the folders of a project, whether they still hold, and what is in the folders."""

from __future__ import annotations

import os

from harnvm.builtins.args import arg, fields, optional_text, text
from harnvm.builtins.execution import execution_root, state_base
from harnvm.builtins.folder_listing import ScanOptions, content_hash, scan
from harnvm.builtins.metadata_store import Facts, MetadataStore
from harnvm.builtins.registry import Area, Args
from harnvm.builtins.state_files import from_json, to_json
from harnvm.values.display import display
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("metadata")


def _store(ctx: Context) -> MetadataStore:
    store = ctx.state(MetadataStore)
    store.load(ctx)
    return store


@AREA.builtin("metadata_set")
def metadata_set(ctx: Context, args: Args) -> Value:
    """Set fields, given as a dict, of a namespace of a folder."""
    new = to_json(fields(arg(args, 2)))
    if new:
        _store(ctx).add(text(args, 0), text(args, 1), new)
    return None


@AREA.builtin("metadata_get")
def metadata_get(ctx: Context, args: Args) -> Value:
    """Return the fields of a namespace of a folder, or of all of them together, with what is inherited."""
    facts = _store(ctx).resolve(text(args, 0))
    namespace = optional_text(args, 1)
    if namespace is not None:
        return from_json(facts.get(namespace))
    together = {field: value for name in sorted(facts) for field, value in facts[name].items()}
    return from_json(together) or None


@AREA.builtin("metadata_resolve")
def metadata_resolve(ctx: Context, args: Args) -> Value:
    """Return the fields of a namespace of a folder, or all its namespaces, with what is inherited."""
    facts = _store(ctx).resolve(text(args, 0))
    namespace = optional_text(args, 1)
    return from_json(facts or None) if namespace is None else from_json(facts.get(namespace))


@AREA.builtin("metadata_entries")
def metadata_entries(ctx: Context, args: Args) -> Value:
    """Return the facts of all folders, their own and those with what is inherited."""
    store = _store(ctx)
    namespace = optional_text(args, 0)

    def shown(facts: Facts) -> Value:
        return from_json(facts if namespace is None else facts.get(namespace))

    return [
        {
            "dir": _folder_name(folder),
            "local": shown(store.folders[folder]),
            "resolved": shown(store.resolve(folder)),
        }
        for folder in sorted(store.folders)
    ]


def _folder_name(folder: str) -> str:
    return folder if folder.strip() else "."


@AREA.builtin("metadata_save")
def metadata_save(ctx: Context, args: Args) -> Value:
    """Write the facts if any has changed."""
    ctx.state(MetadataStore).save()
    return None


@AREA.builtin("metadata_stale")
def metadata_stale(ctx: Context, args: Args) -> Value:
    """Return the folders that are not as they were when their digests were noted."""
    return _stale(*_store(ctx).stale())


def _stale(structure: list[str], content: list[str]) -> Value:
    return {"any_stale": bool(structure or content), "tier1": structure, "tier2": content}


@AREA.builtin("metadata_refresh_hashes")
def metadata_refresh_hashes(ctx: Context, args: Args) -> Value:
    """Note the present digests of all folders."""
    _store(ctx).refresh()
    return None


@AREA.builtin("metadata_status")
def metadata_status(ctx: Context, args: Args) -> Value:
    """Return counts and names of folders and namespaces, and what lacks digests or is stale."""
    store = _store(ctx)
    namespace = optional_text(args, 0)
    folders = sorted(store.folders)
    namespaces = sorted({name for facts in store.folders.values() for name in facts})
    structure, content = store.stale()
    return {
        "directory_count": len(folders),
        "directories": [_folder_name(folder) for folder in folders],
        "namespace_count": len(namespaces),
        "namespaces": namespaces,
        "missing_structure_hash": _without_digest(store, namespace, "structureHash"),
        "missing_content_hash": _without_digest(store, namespace, "contentHash"),
        "stale": _stale([_folder_name(name) for name in structure], [_folder_name(name) for name in content]),
    }


def _without_digest(store: MetadataStore, namespace: str | None, digest: str) -> list[Value]:
    """Return the folders that exist and lack a digest in a namespace, or in their classification."""
    found: list[Value] = []
    for folder in sorted(store.folders):
        facts = store.folders[folder]
        noted = facts.get("classification") if namespace is None else facts.get(namespace)
        noted = facts.get("classification") if noted is None else noted
        if noted is not None and digest not in noted and os.path.exists(store.path(folder)):
            found.append(_folder_name(folder))
    return found


@AREA.builtin("compute_content_hash")
def compute_content_hash(ctx: Context, args: Args) -> Value:
    """Return the present digest of a folder of the project."""
    folder, base = text(args, 0), state_base(ctx)
    return content_hash(os.path.join(base, folder) if folder else base)


@AREA.builtin("invalidate_facts")
def invalidate_facts(ctx: Context, args: Args) -> Value:
    """Do nothing: facts are never kept apart from their files."""
    return None


@AREA.builtin("scan_directory")
def scan_directory(ctx: Context, args: Args) -> Value:
    """Return what is below a folder, the working folder by default: path, size, time of change, kind."""
    options = _scan_options(arg(args, 1), arg(args, 2))
    return [
        {"path": path, "size": found.size, "modified": found.modified, "is_dir": found.is_folder}
        for path, found in scan(execution_root(ctx), text(args, 0), options)
    ]


def _scan_options(first: Value, second: Value) -> ScanOptions:
    """Read options from a pattern or a dict, and from another dict."""
    options = (
        ScanOptions(pattern=first) if type(first) is str else _with_options(ScanOptions(), fields(first))
    )
    return _with_options(options, fields(second))


def _with_options(options: ScanOptions, given: dict[str, Value]) -> ScanOptions:
    changes: dict[str, Value] = {
        name: given[name]
        for name in ("include_hidden", "include_dirs", "include_files")
        if type(given.get(name)) is bool
    }
    pattern = display(given["pattern"]) if "pattern" in given else ""
    if pattern:
        changes["pattern"] = pattern
    depth = given.get("max_depth")
    if type(depth) is int and depth >= 0:
        changes["max_depth"] = depth
    return options._replace(**changes)
