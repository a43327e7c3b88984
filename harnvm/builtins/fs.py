"""Files and folders. Paths resolve from the working folder of the run.

Text that a run has read or written is kept, and read again without looking at the file: within one run only
the run's own writes are seen.
"""

from __future__ import annotations

import os

from harnvm.builtins.args import err, ok, text
from harnvm.builtins.execution import resolve
from harnvm.builtins.native_path import shown_name
from harnvm.builtins.registry import Area, Args
from harnvm.errors import HarnThrown, thrown
from harnvm.files import os_error_text
from harnvm.values.limits import check_text
from harnvm.values.model import Value
from harnvm.vm.context import Context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, BinaryIO

AREA = Area("fs")


class FileTexts:
    """The texts of files by path, as far as the run knows them."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}


def _known(ctx: Context) -> dict[str, str]:
    return ctx.state(FileTexts).known


def _attempt(what: str, action: Callable[[], Any]) -> Any:
    """Run `action`; if the system refuses it, throw that and `what` failed."""
    try:
        return action()
    except (OSError, ValueError) as error:
        raise thrown(f"Failed to {what}: {os_error_text(error)}") from None


def _read(path: str) -> str:
    with open(path, "rb") as file:
        return file.read().decode()


def _write(path: str, content: str) -> None:
    with open(path, "wb") as file:
        file.write(content.encode("utf-8", "replace"))


def _append(file: BinaryIO, content: str) -> None:
    with file:
        file.write(content.encode("utf-8", "replace"))


@AREA.builtin("read_file")
def read_file(ctx: Context, args: Args) -> Value:
    """Return the text of a file."""
    path = resolve(ctx, text(args, 0))
    known = _known(ctx)
    if path not in known:
        content = _attempt(f"read file {path}", lambda: _read(path))
        check_text(len(content))
        known[path] = content
    return known[path]


@AREA.builtin("read_file_result")
def read_file_result(ctx: Context, args: Args) -> Value:
    """Return the text of a file as ``Ok``, or the reason why there is none as ``Err``."""
    try:
        return ok(read_file(ctx, args))
    except HarnThrown as error:
        return err(error.value)


@AREA.builtin("write_file")
def write_file(ctx: Context, args: Args) -> Value:
    """Make a file with a text, in place of one that is there."""
    if len(args) < 2:
        return None
    path, content = resolve(ctx, text(args, 0)), text(args, 1)
    _attempt(f"write file {path}", lambda: _write(path, content))
    _known(ctx)[path] = content
    return None


@AREA.builtin("append_file")
def append_file(ctx: Context, args: Args) -> Value:
    """Add a text to the end of a file, which is made if need be."""
    if len(args) < 2:
        return None
    path, content = resolve(ctx, text(args, 0)), text(args, 1)
    file = _attempt(f"open file {path}", lambda: open(path, "ab"))  # noqa: SIM115  # closed below
    _attempt(f"append to file {path}", lambda: _append(file, content))
    _known(ctx).pop(path, None)
    return None


@AREA.builtin("copy_file")
def copy_file(ctx: Context, args: Args) -> Value:
    """Copy a file's content and permissions, in place of a file that is there."""
    if len(args) < 2:
        return None
    from harnvm.builtins.file_copy import copy

    source, target = resolve(ctx, text(args, 0)), resolve(ctx, text(args, 1))
    _attempt(f"copy {source} to {target}", lambda: copy(source, target))
    _known(ctx).pop(target, None)
    return None


@AREA.builtin("delete_file")
def delete_file(ctx: Context, args: Args) -> Value:
    """Remove a file, or a folder with all that is in it."""
    path = resolve(ctx, text(args, 0))
    if not text(args, 0):  # which would resolve to the working folder itself
        raise thrown(f"Failed to delete file {path}: the path is empty")
    if os.path.isdir(path) and not os.path.islink(path):
        from shutil import rmtree

        _attempt(f"delete directory {path}", lambda: rmtree(path))
    else:
        _attempt(f"delete file {path}", lambda: os.unlink(path))
    _known(ctx).pop(path, None)
    return None


@AREA.builtin("file_exists")
def file_exists(ctx: Context, args: Args) -> Value:
    """Tell whether there is a file or folder."""
    return os.path.exists(resolve(ctx, text(args, 0)))


@AREA.builtin("list_dir")
def list_dir(ctx: Context, args: Args) -> Value:
    """Return the names in a folder, the working folder by default, in order."""
    path = resolve(ctx, text(args, 0) if args else ".")
    names = _attempt(f"list directory {path}", lambda: os.listdir(path))
    return sorted(map(shown_name, names))


@AREA.builtin("mkdir")
def mkdir(ctx: Context, args: Args) -> Value:
    """Make a folder and those it is in, as far as they are missing."""
    path = resolve(ctx, text(args, 0))
    _attempt(f"create directory {path}", lambda: os.makedirs(path, exist_ok=True))
    return None


@AREA.builtin("path_join")
def path_join(ctx: Context, args: Args) -> Value:
    """Return paths one below the other; an absolute one starts anew."""
    path = ""
    for index in range(len(args)):
        path = os.path.join(path, text(args, index))
    return path


@AREA.builtin("temp_dir")
def temp_dir(ctx: Context, args: Args) -> Value:
    """Return the system's folder for temporary files."""
    if os.name != "posix":
        from tempfile import gettempdir

        return gettempdir()
    return os.environ.get("TMPDIR", "/tmp")


@AREA.builtin("stat")
def stat(ctx: Context, args: Args) -> Value:
    """Return size, kind, time of the last change and whether a file is read-only."""
    from stat import S_ISDIR, S_ISREG

    path = resolve(ctx, text(args, 0))
    found = _attempt(f"stat {path}", lambda: os.stat(path))
    info: dict[str, Value] = {
        "size": found.st_size,
        "is_file": S_ISREG(found.st_mode),
        "is_dir": S_ISDIR(found.st_mode),
        "readonly": found.st_mode & 0o222 == 0,
    }
    seconds, nanoseconds = divmod(found.st_mtime_ns, 1_000_000_000)
    if seconds >= 0:
        info["modified"] = seconds + nanoseconds / 1e9
    return info
