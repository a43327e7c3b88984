"""The store and the checkpoints: values that outlive a run."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys

import pytest

from harnvm.builtins import folder_lock
from harnvm.values.model import Duration, EnumValue, PairValue, RangeValue, StructValue
from harnvm.values.sets import make_set

#: Builtins that do the same to the store and to the checkpoints, and where they do it.
KINDS = [
    ("store_set", "store_get", "store_list", "store_delete", "store_clear", "store.json"),
    (
        "checkpoint",
        "checkpoint_get",
        "checkpoint_list",
        "checkpoint_delete",
        "checkpoint_clear",
        "checkpoints/default.json",
    ),
]
each_kind = pytest.mark.parametrize(("put", "get", "names", "drop", "clear", "file"), KINDS)


@each_kind
def test_values_outlive_the_run(script, put, get, names, drop, clear, file):
    """A later run finds values as they were, floats as floats."""
    value = {"x": [1, 2.0, None, True], "y": "é"}
    assert script.call(put, "b", 1) is None
    script.call(put, "a", value)
    script.call(put, 5)
    later = script.again()
    assert later.shown(get, "a") == "{x: [1, 2.0, nil, true], y: é}"
    assert later.call(names) == ["5", "a", "b"]
    assert later.call(get, "5") is None
    assert later.call(get, "missing") is None


@each_kind
def test_values_can_be_dropped(script, put, get, names, drop, clear, file):
    """Single values and all of them can be forgotten, for later runs, too."""
    script.call(put, "a", 1)
    script.call(put, "b", 2)
    script.call(drop, "a")
    script.call(drop, "missing")
    assert script.again().call(names) == ["b"]
    script.call(clear)
    assert script.call(names) == []
    assert script.again().call(get, "b") is None


@each_kind
def test_what_json_does_not_know_is_nil(script, put, get, names, drop, clear, file):
    """Sets, structs, ranges, NaN and the like are kept as nil."""
    odd = [
        make_set([1]),
        StructValue("P", {}),
        EnumValue("E", "A"),
        RangeValue(1, 2, True),
        PairValue(1, 2),
        Duration(1),
        float("nan"),
        float("inf"),
    ]
    script.call(put, "k", odd)
    assert script.call(get, "k") == [None] * len(odd)


@each_kind
def test_stored_values_are_copies(script, put, get, names, drop, clear, file):
    """Neither the value given nor the value got shares parts with what is kept."""
    value = {"x": [1]}
    script.call(put, "k", value)
    value["x"].append(2)
    script.call(get, "k")["x"].append(3)
    assert script.call(get, "k") == {"x": [1]}


@each_kind
def test_files_are_private_and_whole(script, put, get, names, drop, clear, file):
    """Files and folders belong to the user alone, and no drafts are left behind."""
    script.call(put, "k", {"n": 1.0, "s": "é"})
    path = script.folder / ".harn" / file
    assert path.read_text() == '{\n  "k": {\n    "n": 1.0,\n    "s": "é"\n  }\n}'
    assert path.stat().st_mode & 0o777 == 0o600
    assert (script.folder / ".harn").stat().st_mode & 0o777 == 0o700
    assert os.listdir(path.parent) == [path.name]


@each_kind
@pytest.mark.parametrize("content", ["not json", "[1, 2]", "", '{"a": 1', b"\xff"])
def test_corrupt_files_are_errors_and_stay(script, put, get, names, drop, clear, file, content):
    """A file that is not ours is neither taken for an empty one nor replaced."""
    path = script.folder / ".harn" / file
    path.parent.mkdir(parents=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = path.read_bytes()
    for call in [(names,), (get, "x"), (put, "x", 1), (drop, "x")]:
        assert f"read error: {path} is corrupt and was left as it is" in script.message(*call)
    assert path.read_bytes() == before


@each_kind
def test_runs_keep_what_others_have_written(script, put, get, names, drop, clear, file):
    """A run that has read the file long ago changes only what it changes; its own view is brought up to date."""
    script.call(put, "a", 1)
    script.call(put, "b", 1)
    other = script.again()
    other.call(put, "c", 1)
    other.call(drop, "b")
    other.call(put, "a", 2)
    script.call(put, "d", 1)
    assert script.again().call(names) == script.call(names) == ["a", "c", "d"]
    assert script.call(get, "a") == 2


def test_programs_write_at_the_same_time(script):
    """Nothing is lost when two processes write to one store."""
    code = 'for i in 1 to 40 { store_set("${argv[0]}${i}", i) }'
    command = [sys.executable, "-m", "harnvm", "run", "-e", code, "--"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    programs = [subprocess.Popen([*command, name], cwd=script.folder, env=environment) for name in ("a", "b")]
    assert [program.wait(timeout=60) for program in programs] == [0, 0]
    assert len(script.call("store_list")) == 80


@each_kind
def test_drafts_of_killed_programs_are_removed(script, put, get, names, drop, clear, file):
    """What looks like one of our drafts goes with the next change, other files stay."""
    path = script.folder / ".harn" / file
    path.parent.mkdir(parents=True)
    for ending in (".123.0a1b2c3d.tmp", ".tmp", ".123.tmp", ".bak"):
        path.with_name(path.name + ending).touch()
    script.call(put, "k", 1)
    kept = {path.name, *(path.name + ending for ending in (".tmp", ".123.tmp", ".bak"))}
    assert set(os.listdir(path.parent)) == kept


@each_kind
def test_links_are_written_through(script, put, get, names, drop, clear, file):
    """A symbolic link stays, and the file that it leads to is the one that changes."""
    target = script.folder / "target.json"
    target.write_text("{}")
    path = script.folder / ".harn" / file
    path.parent.mkdir(parents=True)
    path.symlink_to(target)
    script.call(put, "k", 1)
    script.call(put, "l", 1)
    assert path.is_symlink()
    assert script.again().call(names) == ["k", "l"]
    assert target.stat().st_mode & 0o777 == 0o600
    assert os.listdir(path.parent) == [path.name]


def test_a_held_folder_is_waited_for_but_not_for_ever(script, monkeypatch):
    """A program that holds the folder and does not go on is an error, and keeps nobody from reading."""
    monkeypatch.setattr(folder_lock, "LONGEST_WAIT", 0.01)
    script.call("store_set", "k", 1)
    folder = script.folder / ".harn"
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    assert script.message("store_set", "k", 2) == (
        f"Runtime error: store write error: {folder} is held by another program"
    )
    assert script.again().call("store_get", "k") == 1
    os.close(descriptor)
    script.call("store_set", "l", 1)
    assert script.again().call("store_get", "k") == 2


def test_a_file_system_without_locks_is_good_enough(script, monkeypatch):
    """Where there are no locks, files are written all the same."""

    def refuse(descriptor, operation):
        raise OSError(95, "")

    monkeypatch.setattr(fcntl, "flock", refuse)
    script.call("store_set", "k", 1)
    assert script.again().call("store_get", "k") == 1


def test_clearing_checkpoints_removes_their_file(script):
    """``checkpoint_clear`` removes the file, even a corrupt one, and needs none."""
    script.call("checkpoint_clear")
    folder = script.folder / ".harn" / "checkpoints"
    folder.mkdir(parents=True)
    (folder / "default.json").write_text("broken")
    script.call("checkpoint_clear")
    assert os.listdir(folder) == []
    assert script.call("checkpoint_list") == []


def test_checkpoints_may_be_nil(script):
    """A checkpoint of nil exists."""
    script.call("checkpoint", "k", None)
    assert script.call("checkpoint_exists", "k")
    assert not script.call("checkpoint_exists", "other")


@pytest.mark.parametrize(
    ("program", "file"),
    [("main.harn", "main.json"), ("a.b.harn", "a.b.json"), (".harn", ".harn.json"), ("..", "default.json")],
)
def test_checkpoints_are_kept_per_program(script, program, file):
    """Each program has a file of its own, named after it."""
    script.context.program = f"{script.folder}/{program}"
    script.call("checkpoint", "k", 1)
    assert os.listdir(script.folder / ".harn" / "checkpoints") == [file]


def test_saving_first_keeps_what_is_there(script):
    """``store_save`` in a fresh run does not empty the store."""
    script.call("store_set", "k", 1)
    later = script.again()
    later.call("store_save")
    assert later.call("store_get", "k") == 1


def test_large_numbers_survive(script):
    """Numbers beyond 64 bits are floats to scripts but stay exact in the file."""
    path = script.folder / ".harn" / "store.json"
    path.parent.mkdir()
    path.write_text('{"big": 12345678901234567890, "n": -0.0}')
    assert script.shown("store_get", "big") == "12345678901234567000"
    assert script.shown("store_get", "n") == "-0.0"
    script.call("store_set", "k", 1)
    assert '"big": 12345678901234567890' in path.read_text()


def test_values_too_deep_to_read_back_are_refused(script):
    """A value nests at most as deep as the reader goes."""
    deep: list[object] = []
    for _ in range(119):
        deep = [deep]
    script.call("store_set", "deep", deep)
    assert script.again().call("store_get", "deep") == deep
    assert script.message("store_set", "deeper", [deep]) == (
        "Runtime error: value to store is nested too deeply (more than 120 levels)"
    )


def test_state_goes_where_the_environment_says(script, monkeypatch):
    """``HARN_STATE_DIR`` moves the state; a project keeps it at its root."""
    monkeypatch.setenv("HARN_STATE_DIR", "elsewhere")
    script.call("store_set", "k", 1)
    assert os.listdir(script.folder / "elsewhere") == ["store.json"]
    monkeypatch.delenv("HARN_STATE_DIR")
    script.call("write_file", "harn.toml", "")
    inner = script.again()
    inner.context.program = str(script.folder / "deep" / "er" / "main.harn")
    inner.call("store_set", "k", 2)
    assert (script.folder / ".harn" / "store.json").exists()


def test_what_cannot_be_written_is_an_error(script):
    """A file in the way of the state folder is reported in the system's words."""
    script.call("write_file", ".harn", "in the way")
    assert script.message("store_set", "k", 1).startswith("Runtime error: store mkdir error: ")
    assert script.call("store_get", "k") == 1
