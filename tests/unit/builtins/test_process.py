"""Processes and surroundings."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from harnvm.builtins import subprocesses
from harnvm.builtins.execution import Execution, find_project_root
from harnvm.errors import HarnExit
from harnvm.values import limits

MISSING = "No such file or directory (os error 2)"


def test_programs_run_to_their_end(script):
    """Output, status and success come back; nothing is on standard input."""
    assert (
        script.shown("exec", "printf", "%s|", "a b", 5)
        == "{status: 0, stderr: , stdout: a b|5|, success: true}"
    )
    assert script.shown("shell", "printf out; printf err >&2; exit 3") == (
        "{status: 3, stderr: err, stdout: out, success: false}"
    )
    assert script.call("exec", "cat")["stdout"] == ""
    assert script.call("exec", "printf", "a\\377b")["stdout"] == "a\ufffdb"
    assert script.call("shell", "kill -9 $$")["status"] == -1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (("exec",), "exec: command is required"),
        (("exec", "no-such-program-xyz"), f"exec failed: {MISSING}"),
        (("exec", ""), f"exec failed: {MISSING}"),
        (("exec", "a\0"), "exec failed: nul byte found in provided data"),
        (("exec_at", "."), "exec_at: directory and command are required"),
        (("exec_at", "no-such-dir", "true"), f"exec failed: {MISSING}"),
        (("shell", ""), "shell: command string is required"),
        (("shell",), "shell: command string is required"),
        (("shell_at", "."), "shell_at: directory and command string are required"),
        (("shell_at", ".", ""), "shell_at: command string is required"),
        (("shell_at", "no-such-dir", "true"), f"shell failed: {MISSING}"),
    ],
)
def test_what_cannot_run_is_an_error(script, call, message):
    """Missing programs, folders and arguments are thrown."""
    assert script.message(*call) == f"Thrown: {message}"


@pytest.mark.parametrize("line", ["exec sleep 60", "sleep 60; true", "sleep 60 & exit"])
def test_interrupted_tasks_kill_their_program(script, monkeypatch, line):
    """A program and what it has started do not go on when nobody waits for it any more."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*args, **options):
        started.append(subprocess.Popen(*args, **options))
        return started[-1]

    monkeypatch.setattr(subprocesses, "Popen", start)
    script.tasks.interruption = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        script.call("shell", line)
    output, _ = started[0].communicate(timeout=10)  # ends when all that hold the pipes have ended
    assert output == b""


@pytest.mark.parametrize(("stream", "redirection"), [("stdout", ""), ("stderr", " >&2")])
def test_programs_that_write_too_much_are_killed(script, monkeypatch, stream, redirection):
    """Output that no string can hold is not read to its end, which may never come."""
    monkeypatch.setattr(limits, "MAX_TEXT", 1000)
    assert len(script.call("shell", "head -c 1000 /dev/zero" + redirection)[stream]) == 1000
    assert script.message("shell", "head -c 1001 /dev/zero" + redirection) == (
        "Runtime error: string too long: 1001 characters"
    )
    assert "string too long" in script.message("shell", "yes" + redirection)


def test_programs_run_in_the_working_folder(script):
    """Programs start in the working folder of the run, or in a folder below it."""
    script.call("mkdir", "sub")
    assert script.call("shell", "pwd -P")["stdout"] == f"{script.folder.resolve()}\n"
    assert script.call("shell_at", "sub", "pwd -P")["stdout"] == f"{script.folder.resolve()}/sub\n"


def test_folders_given_resolve_from_the_source_without_a_working_folder(script):
    """A run without a working folder of its own goes to folders beside its source."""
    script.call("mkdir", "sub")
    loose = script.elsewhere()
    assert loose.call("exec_at", "sub", "pwd")["stdout"] == f"{script.folder.resolve()}/sub\n"
    assert loose.call("exec", "pwd")["stdout"] == f"{os.getcwd()}\n"


def test_exit_ends_the_program(script):
    """``exit`` takes an int, cut to 32 bits, or nothing."""
    for args, code in [((3,), 3), ((), 0), (("7",), 0), ((-1,), -1), (((1 << 32) + 5,), 5)]:
        with pytest.raises(HarnExit) as caught:
            script.call("exit", *args)
        assert caught.value.code == code


def test_environment(script, monkeypatch):
    """Variables of the run stand before those of the system; what is not set or no text is nil."""
    monkeypatch.setenv("HARN_TEST_X", "outer")
    monkeypatch.setitem(os.environ, "HARN_TEST_RAW", os.fsdecode(b"\xff"))
    assert script.call("env", "HARN_TEST_X") == "outer"
    assert script.call("env", "HARN_TEST_RAW") is None
    assert script.call("env", "HARN_TEST_NOT_SET") is None
    assert script.call("env_or", "HARN_TEST_NOT_SET", [1]) == [1]
    assert script.call("env_or", "HARN_TEST_NOT_SET") is None
    script.context.state(Execution).env["HARN_TEST_X"] = "inner"
    assert script.call("env", "HARN_TEST_X") == "inner"
    assert script.call("shell", "printf $HARN_TEST_X")["stdout"] == "inner"
    assert script.call("shell_at", ".", "printf $HARN_TEST_X")["stdout"] == "outer"


def test_names_of_the_user_and_machine(script, monkeypatch):
    """The environment decides; without it names are empty, or asked of the system."""
    monkeypatch.setenv("USER", "ada")
    monkeypatch.setenv("HOSTNAME", "box")
    assert (script.call("username"), script.call("hostname")) == ("ada", "box")
    for variable in ("USER", "USERNAME", "HOSTNAME", "COMPUTERNAME", "HOME", "USERPROFILE"):
        monkeypatch.delenv(variable, raising=False)
    assert (script.call("username"), script.call("home_dir")) == ("", "")
    assert script.call("hostname")
    assert script.call("platform") in ("linux", "darwin", "windows")
    assert script.call("arch") in ("x86_64", "aarch64", "x86", "arm")
    assert script.call("pid") == os.getpid()


def test_clocks(script):
    """``elapsed`` counts from its first call; time stamps are floats and ISO texts."""
    assert script.call("elapsed") == 0
    assert script.call("elapsed") >= 0
    assert type(script.call("timestamp")) is float
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", script.call("date_iso"))


def test_folders_of_the_run(script, monkeypatch):
    """State and run records are kept in the project, or where the environment says."""
    root = str(script.folder)
    assert script.call("cwd") == script.call("execution_root") == root
    assert script.call("source_dir") == script.call("asset_root") == root
    assert script.call("runtime_paths") == {
        "execution_root": root,
        "asset_root": root,
        "state_root": f"{root}/.harn",
        "run_root": f"{root}/.harn-runs",
        "worktree_root": f"{root}/.harn/worktrees",
    }
    monkeypatch.setenv("HARN_STATE_DIR", "state")
    monkeypatch.setenv("HARN_RUN_DIR", "/runs")
    monkeypatch.setenv("HARN_WORKTREE_DIR", " ")
    paths = script.call("runtime_paths")
    assert paths["state_root"] == f"{root}/state"
    assert paths["run_root"] == "/runs"
    assert paths["worktree_root"] == f"{root}/state/worktrees"


def test_paths_stay_as_they_were_given(script):
    """Relative source folders are shown as they are."""
    loose = script.elsewhere(source=Path("no/where"))
    assert loose.call("source_dir") == loose.call("asset_root") == "no/where"
    assert loose.call("runtime_paths")["state_root"] == "no/where/.harn"
    assert script.elsewhere(source=None).call("source_dir") == os.getcwd()


def test_projects_are_found_upwards(script):
    """The nearest folder with a ``harn.toml`` is the project."""
    assert script.call("project_root") is None
    script.call("mkdir", "p/q")
    script.call("write_file", "p/harn.toml", "")
    inner = script.elsewhere(cwd=script.folder / "p" / "q")
    assert inner.call("project_root") == f"{script.folder}/p"
    assert find_project_root("relative/without/one") is None
