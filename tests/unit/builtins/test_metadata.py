"""Facts about folders, digests, and scanning."""

from __future__ import annotations

import json
import os
import re

import pytest


def test_folders_inherit(script):
    """A folder has the facts of those above it; its own win, field by field."""
    script.call("metadata_set", "", "info", {"lang": "x", "n": 1.0})
    script.call("metadata_set", "src", "info", {"lang": "y"})
    script.call("metadata_set", "src", "other", {"z": 1})
    assert script.shown("metadata_get", "src/deep", "info") == "{lang: y, n: 1.0}"
    assert script.shown("metadata_get", "elsewhere", "info") == "{lang: x, n: 1.0}"
    assert script.call("metadata_get", "src", "none") is None
    assert script.shown("metadata_get", "src") == "{lang: y, n: 1.0, z: 1}"
    assert script.shown("metadata_resolve", "src") == "{info: {lang: y, n: 1.0}, other: {z: 1}}"
    assert script.shown("metadata_resolve", "./src/", "other") == "{z: 1}"


def test_nothing_known_is_nil(script):
    """Without facts there is nothing, and only dicts with fields set any."""
    script.call("metadata_set", "x", "ns", "text")
    script.call("metadata_set", "x", "ns", {})
    script.call("metadata_set")
    assert script.call("metadata_get", "x") is None
    assert script.call("metadata_resolve") is None
    assert script.call("metadata_entries") == []


def test_entries_show_own_and_inherited_facts(script):
    """Each folder is listed with both, for one namespace or for all."""
    script.call("metadata_set", "", "ns", {"k": 1})
    script.call("metadata_set", "a", "ns", {"k2": 2})
    assert script.shown("metadata_entries", "ns") == (
        "[{dir: ., local: {k: 1}, resolved: {k: 1}}, {dir: a, local: {k2: 2}, resolved: {k: 1, k2: 2}}]"
    )
    assert script.shown("metadata_entries", "none") == (
        "[{dir: ., local: nil, resolved: nil}, {dir: a, local: nil, resolved: nil}]"
    )
    assert script.call("metadata_entries")[1]["local"] == {"ns": {"k2": 2}}


def test_facts_are_saved_on_request(script):
    """Facts are written once there are new ones, and later runs read all files."""
    home = script.folder / ".harn" / "metadata"
    script.call("metadata_save")
    assert not home.exists()
    script.call("metadata_set", "src", "ns", {"k": [1.0, None]})
    script.call("metadata_save")
    written = json.loads((home / "root.json").read_text())
    assert written["version"] == 2
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", written["generatedAt"])
    assert written["entries"] == {"src": {"namespaces": {"ns": {"k": [1.0, None]}}}}
    assert (home / "root.json").stat().st_mode & 0o777 == 0o600
    (home / "more.json").write_text(
        '{"entries": {"lib": {"namespaces": {"ns": {"k": 2}, "odd": 5}}, "x": 1}}'
    )
    later = script.again()
    assert later.shown("metadata_get", "src", "ns") == "{k: [1.0, nil]}"
    assert later.shown("metadata_get", "lib", "ns") == "{k: 2}"


def test_runs_keep_what_others_have_saved(script):
    """A run that saves changes only the fields that it has set."""
    script.call("metadata_set", "src", "ns", {"a": 1, "b": 1})
    script.call("metadata_save")
    other = script.again()
    other.call("metadata_set", "src", "ns", {"b": 2, "c": 2})
    other.call("metadata_set", "lib", "ns", {"d": 2})
    other.call("metadata_save")
    script.call("metadata_set", "src", "ns", {"a": 3})
    script.call("metadata_save")
    for run in (script, script.again()):
        assert run.shown("metadata_get", "src") == "{a: 3, b: 2, c: 2}"
        assert run.shown("metadata_get", "lib") == "{d: 2}"


def test_corrupt_files_hold_no_facts_but_stay(script):
    """A file that cannot be read is passed over, and never replaced."""
    path = script.folder / ".harn" / "metadata" / "root.json"
    path.parent.mkdir(parents=True)
    path.write_text("nope")
    assert script.call("metadata_entries") == []
    script.call("metadata_set", "", "ns", {"a": 1})
    assert script.shown("metadata_get", "", "ns") == "{a: 1}"
    assert f"metadata read error: {path} is corrupt" in script.message("metadata_save")
    assert path.read_text() == "nope"


def test_digests_tell_what_is_stale(script):
    """A noted digest that no longer fits makes a folder stale, its listing before its content."""
    script.call("mkdir", "src")
    script.call("write_file", "src/a.txt", "hello")
    assert script.call("compute_content_hash", "missing") == "cbf29ce484222325"
    script.call("metadata_set", "src", "classification", {"structureHash": "wrong"})
    assert script.shown("metadata_stale") == "{any_stale: true, tier1: [src], tier2: []}"
    script.call("metadata_refresh_hashes")
    assert script.shown("metadata_get", "src") == "{structureHash: ee179e80071d61af}"
    assert script.shown("metadata_stale") == "{any_stale: false, tier1: [], tier2: []}"
    content = script.call("compute_content_hash", "src")
    script.call("metadata_set", "src", "classification", {"contentHash": content})
    assert not script.call("metadata_stale")["any_stale"]
    os.utime(script.folder / "src" / "a.txt", (0, 0))
    assert script.shown("metadata_stale") == "{any_stale: true, tier1: [], tier2: [src]}"
    script.call("write_file", "src/a.txt", "longer text")
    assert script.shown("metadata_stale") == "{any_stale: true, tier1: [src], tier2: []}"


def test_status_counts_and_lists(script):
    """Existing folders without digests in the namespace, or in their classification, are listed."""
    script.call("mkdir", "src")
    script.call("metadata_set", "src", "ns", {"k": 1})
    script.call("metadata_set", "gone", "ns", {"k": 1})
    assert script.shown("metadata_status", "ns") == (
        "{directories: [gone, src], directory_count: 2, missing_content_hash: [src], "
        "missing_structure_hash: [src], namespace_count: 1, namespaces: [ns], "
        "stale: {any_stale: false, tier1: [], tier2: []}}"
    )
    assert script.call("metadata_status")["missing_content_hash"] == []
    assert script.call("invalidate_facts", "src") is None


@pytest.fixture
def tree(script):
    """A script whose folder holds a few files."""
    script.call("mkdir", "p/q")
    for path, content in [("p/a.txt", "1"), ("p/b.md", "22"), ("p/q/c.txt", "333"), ("p/.h.txt", "4")]:
        script.call("write_file", path, content)
    return script


@pytest.mark.parametrize(
    ("args", "paths"),
    [
        (("p",), ["p/a.txt", "p/b.md", "p/q", "p/q/c.txt"]),
        ((), ["p", "p/a.txt", "p/b.md", "p/q", "p/q/c.txt"]),
        (("./p/",), ["p/a.txt", "p/b.md", "p/q", "p/q/c.txt"]),
        (("p", "*.txt"), ["p/a.txt", "p/q/c.txt"]),
        (("p", "**/c.txt"), ["p/q/c.txt"]),
        (("p", {"pattern": "**/*.txt"}), []),
        (("p", "p/q"), ["p/q", "p/q/c.txt"]),
        (("p", {"include_hidden": True}), ["p/.h.txt", "p/a.txt", "p/b.md", "p/q", "p/q/c.txt"]),
        (("p", {"max_depth": 0}), ["p/a.txt", "p/b.md", "p/q"]),
        (("p", "p", {"include_files": False}), ["p/q"]),
        (("p", {"include_dirs": False, "max_depth": -1}), ["p/a.txt", "p/b.md", "p/q/c.txt"]),
        (("missing",), []),
        (("p", {"pattern": None}), []),
    ],
)
def test_scanning(tree, args, paths):
    """A scan goes five levels deep, leaves out hidden files, and shows paths from the working folder."""
    assert [found["path"] for found in tree.call("scan_directory", *args)] == paths


def test_scanning_tells_sizes_and_kinds(tree):
    """Each entry has path, size, time and kind; absolute folders outside keep their path."""
    found = tree.call("scan_directory", "p", ".md")[0]
    assert (found["size"], found["is_dir"], sorted(found)) == (
        2,
        False,
        ["is_dir", "modified", "path", "size"],
    )
    inside = tree.call("scan_directory", str(tree.folder / "p"), "b.md")
    assert inside[0]["path"] == "p/b.md"
    inner = tree.elsewhere(cwd=tree.folder / "p" / "q")
    outside = inner.call("scan_directory", str(tree.folder / "p"), "b.md")
    assert outside[0]["path"] == str(tree.folder / "p" / "b.md")
