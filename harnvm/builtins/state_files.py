"""Values that outlive a run: JSON files below the state folder, private to the user.

A file is written whole, beside the old one, and then takes its place, so that a crash leaves one of the two.
A file that is not what we wrote is never taken for an empty one: reading it is an error, and it stays.
"""

from __future__ import annotations

import os

from harnvm.builtins.json_read import MAX_NESTING, JsonError, read_json
from harnvm.builtins.json_write import write_json
from harnvm.errors import runtime_error
from harnvm.files import os_error_text
from harnvm.values.model import INT_MAX, Value
from harnvm.values.view import is_list

#: How deep a stored value may nest: the files add some levels, and the reader takes no more.
MAX_DEPTH = MAX_NESTING - 7


class JsonFile:
    """A JSON object in a file, read when first needed and written when asked.

    Attributes:
        path: Where the file is, or will be.
        purpose: What the file is called in errors.
    """

    def __init__(self, path: str, purpose: str) -> None:
        self.path = path
        self.purpose = purpose
        self._entries: dict[str, Value] | None = None

    @property
    def entries(self) -> dict[str, Value]:
        """The entries, JSON values by name; to be changed in place and saved."""
        if self._entries is None:
            self._entries = read_object(self.path, self.purpose)
        return self._entries

    def save(self) -> None:
        """Write all entries."""
        write_object(self.path, self.purpose, self.entries)

    def remove(self) -> None:
        """Forget all entries and remove the file, whatever is in it."""
        self._entries = {}
        try:
            os.unlink(self.path)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise runtime_error(f"{self.purpose} clear error: {os_error_text(error)}") from None


def read_object(path: str, purpose: str) -> dict[str, Value]:
    """Return the JSON object in a file, an empty one if there is no file."""
    try:
        with open(path, "rb") as file:
            content = read_json(file.read().decode(), keep_large=True)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise runtime_error(f"{purpose} read error: {path}: {os_error_text(error)}") from None
    except (JsonError, UnicodeDecodeError) as error:
        reason = str(error) if isinstance(error, JsonError) else os_error_text(error)
        raise runtime_error(
            f"{purpose} read error: {path} is corrupt and was left as it is: {reason}"
        ) from None
    if type(content) is not dict:
        raise runtime_error(
            f"{purpose} read error: {path} is corrupt and was left as it is: expected an object"
        )
    return content


def write_object(path: str, purpose: str, entries: dict[str, Value]) -> None:
    """Write a JSON object to a file, in a folder that is made if need be."""
    try:
        _make_folder(os.path.dirname(path))
    except OSError as error:
        raise runtime_error(f"{purpose} mkdir error: {os_error_text(error)}") from None
    try:
        _replace(path, write_json(entries, indent=True).encode("utf-8", "replace"))
    except OSError as error:
        raise runtime_error(f"{purpose} write error: {os_error_text(error)}") from None


def _make_folder(folder: str) -> None:
    if not folder or os.path.isdir(folder):
        return
    _make_folder(os.path.dirname(folder))
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        if not os.path.isdir(folder):
            raise


def _replace(path: str, content: bytes) -> None:
    """Put a file with `content` in the place of `path`, all at once and safely on the disk."""
    draft = f"{path}.{os.getpid()}.{os.urandom(4).hex()}.tmp"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise
    _sync_folder(os.path.dirname(path) or ".")


def _sync_folder(folder: str) -> None:
    """Make a renaming durable, where folders can be opened at all."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def to_json(value: Value, depth: int = 1) -> Value:
    """Return a copy of a value with nil in place of all that JSON does not know.

    Sets, structs, ranges and the like are among that, as are NaN and infinities.
    """
    kind = type(value)
    if kind is str or kind is int or kind is bool:
        return value
    if kind is float:
        return value if abs(value) < float("inf") else None
    if kind is not dict and not is_list(value):
        return None
    if depth > MAX_DEPTH:
        raise runtime_error(f"value to store is nested too deeply (more than {MAX_DEPTH} levels)")
    if kind is dict:
        return {key: to_json(part, depth + 1) for key, part in value.items()}
    return [to_json(item, depth + 1) for item in value]


def from_json(value: Value) -> Value:
    """Return a copy of a JSON value as a Harn value: ints beyond 64 bits become floats."""
    kind = type(value)
    if kind is int:
        return value if value <= INT_MAX else float(value)
    if kind is dict:
        return {key: from_json(part) for key, part in value.items()}
    return [from_json(item) for item in value] if kind is list else value
