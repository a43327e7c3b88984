"""Files and folders."""

from __future__ import annotations

import os

import pytest


def test_files_are_written_and_read(script):
    """Files resolve from the working folder; other kinds are written as they are shown."""
    assert script.call("write_file", "a.txt", "one\n") is None
    assert script.call("append_file", "a.txt", [1, 2.0]) is None
    assert script.call("read_file", "a.txt") == "one\n[1, 2.0]"
    assert (script.folder / "a.txt").read_text() == "one\n[1, 2.0]"
    assert script.shown("read_file_result", "a.txt") == "Result.Ok(one\n[1, 2.0])"
    assert script.call("write_file", "only") is None
    assert not script.call("file_exists", "only")


def test_a_run_sees_its_own_writes_only(script):
    """What a run has read or written is not read again; its own changes are seen."""
    script.call("write_file", "c", "first")
    script.call("append_file", "c", "+more")
    assert script.call("read_file", "c") == "first+more"
    (script.folder / "c").write_text("outside")
    assert script.call("read_file", "c") == "first+more"
    assert script.again().call("read_file", "c") == "outside"
    script.call("delete_file", "c")
    assert "No such file" in script.message("read_file", "c")


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (("read_file", "none"), "read file {}/none"),
        (("delete_file", "none"), "delete file {}/none"),
        (("list_dir", "none"), "list directory {}/none"),
        (("stat", "none"), "stat {}/none"),
        (("copy_file", "none", "x"), "copy {}/none to {}/x"),
        (("write_file", "no/x", "y"), "write file {}/no/x"),
        (("append_file", "no/x", "y"), "open file {}/no/x"),
    ],
)
def test_missing_files_are_errors(script, call, what):
    """Errors name the operation, the whole path and the system's reason."""
    what = what.replace("{}", str(script.folder))
    assert script.message(*call) == f"Thrown: Failed to {what}: No such file or directory (os error 2)"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_a_full_disk_is_an_error(script):
    """It is told whether a file could not be opened or not be written."""
    reason = "No space left on device (os error 28)"
    assert script.message("append_file", "/dev/full", "x") == (
        f"Thrown: Failed to append to file /dev/full: {reason}"
    )
    assert script.message("write_file", "/dev/full", "x") == (
        f"Thrown: Failed to write file /dev/full: {reason}"
    )


def test_other_errors_are_the_systems(script):
    """Folders are no files, and files are text."""
    folder = script.folder
    assert script.message("read_file", "") == (
        f"Thrown: Failed to read file {folder}/: Is a directory (os error 21)"
    )
    (folder / "bin").write_bytes(b"\xff\xfe")
    assert script.message("read_file", "bin") == (
        f"Thrown: Failed to read file {folder}/bin: stream did not contain valid UTF-8"
    )
    assert script.shown("read_file_result", "nul\0") == (
        f"Result.Err(Failed to read file {folder}/nul\0: file name contained an unexpected NUL byte)"
    )
    assert script.message("mkdir", "bin") == (
        f"Thrown: Failed to create directory {folder}/bin: File exists (os error 17)"
    )


def test_folders_come_and_go(script):
    """Folders are made with their parents, listed in order, and deleted with their content."""
    script.call("mkdir", "d/e")
    script.call("mkdir", "d")
    script.call("write_file", "d/x", "1")
    script.call("write_file", "d/.h", "2")
    assert script.call("list_dir", "d") == [".h", "e", "x"]
    assert script.call("list_dir") == ["d"]
    assert script.call("delete_file", "d") is None
    assert script.call("list_dir", ".") == []


def test_deleting_nothing_deletes_nothing(script):
    """The empty path is not the working folder."""
    script.call("write_file", "keep", "")
    message = f"Thrown: Failed to delete file {script.folder}/: the path is empty"
    assert script.message("delete_file", "") == message
    assert script.message("delete_file") == message
    assert script.call("file_exists", "keep")


def test_links_are_deleted_not_followed(script):
    """Deleting a link to a folder leaves the folder."""
    script.call("mkdir", "real")
    os.symlink(script.folder / "real", script.folder / "link")
    script.call("delete_file", "link")
    assert script.call("list_dir") == ["real"]


def test_copying_takes_permissions_along(script):
    """A copy replaces the target and has the permissions of the source."""
    script.call("write_file", "s", "data")
    os.chmod(script.folder / "s", 0o640)
    script.call("write_file", "t", "old")
    assert script.call("read_file", "t") == "old"
    script.call("copy_file", "s", "t")
    assert script.call("read_file", "t") == "data"
    assert (script.folder / "t").stat().st_mode & 0o777 == 0o640


def test_copying_refuses_what_would_lose_data(script):
    """A file is not copied onto itself, and a folder is not copied at all."""
    script.call("write_file", "s", "data")
    path = f"{script.folder}/s"
    assert script.message("copy_file", "s", "./s") == (
        f"Thrown: Failed to copy {path} to {script.folder}/./s: source and target are the same file"
    )
    assert (script.folder / "s").read_text() == "data"
    script.call("mkdir", "d")
    assert script.message("copy_file", "d", "e") == (
        f"Thrown: Failed to copy {script.folder}/d to {script.folder}/e: "
        "the source path is neither a regular file nor a symlink to a regular file"
    )


def test_stat(script):
    """``stat`` tells size, kind, time and whether a file can be written."""
    script.call("write_file", "x", "añ")
    os.chmod(script.folder / "x", 0o444)
    os.utime(script.folder / "x", ns=(0, 1_500_000_000))
    assert (
        script.shown("stat", "x") == "{is_dir: false, is_file: true, modified: 1.5, readonly: true, size: 3}"
    )
    assert script.call("stat", ".")["is_dir"]


def test_path_join(script):
    """Joining starts anew at an absolute path; an empty last part leaves a slash."""
    assert script.call("path_join", "a", "b/", "c") == "a/b/c"
    assert script.call("path_join", "a", "/b") == "/b"
    assert script.call("path_join", "a", "") == "a/"
    assert script.call("path_join") == ""


def test_temp_dir_is_the_environments(script, monkeypatch):
    """The folder for temporary files is what ``TMPDIR`` says."""
    monkeypatch.setenv("TMPDIR", "/some/where/")
    assert script.call("temp_dir") == "/some/where/"
    monkeypatch.delenv("TMPDIR")
    assert script.call("temp_dir") == "/tmp"
