"""Paths as text, without looking at files: backslashes count as slashes, results have slashes."""

from __future__ import annotations

from harnvm.builtins.args import text
from harnvm.builtins.registry import Area, Args
from harnvm.values.model import Value
from harnvm.vm.context import Context

AREA = Area("path")


class _Path:
    """A path in pieces; `root` is a drive, a leading slash, both or nothing."""

    __slots__ = ("absolute", "root", "segments")

    def __init__(self, root: str, segments: list[str]) -> None:
        self.root = root
        self.segments = segments
        self.absolute = root.endswith("/")

    def __str__(self) -> str:
        return self.root + "/".join(self.segments)


def _cut(path: str) -> _Path:
    posix = path.replace("\\", "/")
    drive = posix[:2] if _has_drive(posix) else ""
    rest = posix[len(drive) :]
    root = drive + "/" if rest.startswith("/") else drive
    return _Path(root, [segment for segment in rest.split("/") if segment])


def _has_drive(path: str) -> bool:
    return path[1:2] == ":" and path[0].isascii() and path[0].isalpha()


def _name(path: str) -> str:
    segments = _cut(path).segments
    return segments[-1] if segments else ""


def _split_name(path: str) -> tuple[str, str]:
    """Return the last segment up to its last dot and from there on; a leading dot begins no extension."""
    name = _name(path)
    dot = name.rfind(".")
    return (name[:dot], name[dot:]) if dot > 0 else (name, "")


def _parent(path: str) -> str:
    cut = _cut(path)
    if len(cut.segments) <= 1 and not cut.absolute:
        return ""
    return str(_Path(cut.root, cut.segments[:-1]))


def _beside(path: str, name: str) -> str:
    """Return the path of `name` in the folder that `path` is in."""
    folder = _parent(path)
    return f"{folder}/{name}" if folder not in ("", "/") else folder + name


def _normalize(path: str) -> str:
    if not path:
        return ""
    cut = _cut(path)
    kept: list[str] = []
    for segment in cut.segments:
        if segment == ".." and kept and kept[-1] != "..":
            kept.pop()
        elif segment != "." and not (segment == ".." and cut.absolute):
            kept.append(segment)
    return str(_Path(cut.root, kept)) or "."


def _relative(path: str, base: str) -> str | None:
    """Return the way from `base` to `path`, None between an absolute and a relative path."""
    to, start = _cut(_normalize(path)), _cut(_normalize(base))
    if to.absolute != start.absolute:
        return None
    shared = 0
    for ours, theirs in zip(to.segments, start.segments, strict=False):
        if ours != theirs:
            break
        shared += 1
    way = [".."] * (len(start.segments) - shared) + to.segments[shared:]
    return "/".join(way) or "."


@AREA.builtin("path_parts")
def path_parts(ctx: Context, args: Args) -> Value:
    """Return a path's folder, file name, stem, extension and segments as a dict."""
    path = text(args, 0)
    stem, suffix = _split_name(path)
    return {
        "dir": _parent(path),
        "file": _name(path),
        "stem": stem,
        "ext": suffix,
        "segments": _cut(path).segments,
    }


@AREA.builtin("path_parent")
def path_parent(ctx: Context, args: Args) -> Value:
    """Return a path without its last segment."""
    return _parent(text(args, 0))


@AREA.builtin("path_basename")
def path_basename(ctx: Context, args: Args) -> Value:
    """Return the last segment of a path."""
    return _name(text(args, 0))


@AREA.builtin("path_stem")
def path_stem(ctx: Context, args: Args) -> Value:
    """Return the last segment of a path without its extension."""
    return _split_name(text(args, 0))[0]


@AREA.builtin("path_extension")
def path_extension(ctx: Context, args: Args) -> Value:
    """Return the extension of a path with its dot."""
    return _split_name(text(args, 0))[1]


@AREA.builtin("path_with_extension")
def path_with_extension(ctx: Context, args: Args) -> Value:
    """Return a path with another extension, given with or without its dot."""
    suffix = text(args, 1)
    if suffix and not suffix.startswith("."):
        suffix = "." + suffix
    return _beside(text(args, 0), _split_name(text(args, 0))[0] + suffix)


@AREA.builtin("path_with_stem")
def path_with_stem(ctx: Context, args: Args) -> Value:
    """Return a path with another file name before the same extension."""
    return _beside(text(args, 0), text(args, 1) + _split_name(text(args, 0))[1])


@AREA.builtin("path_is_absolute")
def path_is_absolute(ctx: Context, args: Args) -> Value:
    """Tell whether a path begins with a slash or a drive."""
    return bool(_cut(text(args, 0)).root)


@AREA.builtin("path_is_relative")
def path_is_relative(ctx: Context, args: Args) -> Value:
    """Tell whether a path begins with neither slash nor drive."""
    return not _cut(text(args, 0)).root


@AREA.builtin("path_normalize")
def path_normalize(ctx: Context, args: Args) -> Value:
    """Return a path without ``.``, double slashes and, where they can be resolved, ``..``."""
    return _normalize(text(args, 0))


@AREA.builtin("path_relative_to")
def path_relative_to(ctx: Context, args: Args) -> Value:
    """Return the way from a base to a path; nil if only one of them is absolute."""
    return _relative(text(args, 0), text(args, 1))


@AREA.builtin("path_to_posix")
def path_to_posix(ctx: Context, args: Args) -> Value:
    """Return a path with slashes."""
    return text(args, 0).replace("\\", "/")


@AREA.builtin("path_to_native")
def path_to_native(ctx: Context, args: Args) -> Value:
    """Return a path with slashes, which all systems understand."""
    return text(args, 0).replace("\\", "/")


@AREA.builtin("path_segments")
def path_segments(ctx: Context, args: Args) -> Value:
    """Return the segments of a path as a list."""
    return _cut(text(args, 0)).segments
