"""Values that outlive a run: JSON files below the state folder, private to the user.

A file that is not what we wrote is never taken for an empty one: reading it is an error, and it stays.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from harnvm.builtins.json_read import MAX_NESTING, JsonError, read_json
from harnvm.builtins.json_write import write_json
from harnvm.builtins.whole_files import Place, make_folder, stamp_of, writing
from harnvm.errors import runtime_error
from harnvm.files import os_error_text
from harnvm.values.model import INT_MAX, Value
from harnvm.values.view import is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from harnvm.builtins.whole_files import Stamp

#: How deep a stored value may nest: the files add some levels, and the reader takes no more.
MAX_DEPTH = MAX_NESTING - 7


class JsonFile:
    """A JSON object in a file, read when first needed and written at each change.

    Programs that use the same file do not undo each other's changes: before it writes its own, each reads what
    others have written since. Reading alone does not look again.

    Attributes:
        path: Where the file is, or will be.
        purpose: What the file is called in errors.
    """

    def __init__(self, path: str, purpose: str) -> None:
        self.path = path
        self.purpose = purpose
        self._entries: dict[str, Value] | None = None
        self._stamp: Stamp | None = None
        self._is_swept = False

    @property
    def entries(self) -> dict[str, Value]:
        """The entries, JSON values by name; only `change` changes them."""
        if self._entries is None:
            self._entries, self._stamp = _read(self.path, self.purpose)
        return self._entries

    def change(self, change: Callable[[dict[str, Value]], object]) -> None:
        """Change the entries and write them all.

        Args:
            change: Changes the entries it is given; it may be called twice. What it does to them stays done in
                this run even if the file cannot be written.
        """
        change(self.entries)
        with _writing(self.path, self.purpose) as place:
            if not self._is_swept:
                place.sweep()
                self._is_swept = True
            # A file that is gone was not changed by another program: all we know goes into a new one.
            if stamp_of(self.path) not in (None, self._stamp):
                self._entries, self._stamp = _read(self.path, self.purpose)
                change(self._entries)
            self._stamp = place.fill(_content(self.entries))

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
    return _read(path, purpose)[0]


def _read(path: str, purpose: str) -> tuple[dict[str, Value], Stamp | None]:
    """Return the JSON object in a file and the file's stamp, an empty one and None if there is no file."""
    try:
        with open(path, "rb") as file:
            stamp = stamp_of(file.fileno())
            content = read_json(file.read().decode(), keep_large=True)
    except (FileNotFoundError, NotADirectoryError):
        return {}, None
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
    return content, stamp


def write_object(path: str, purpose: str, entries: Callable[[], dict[str, Value]]) -> Stamp | None:
    """Write a JSON object to a file, in a folder that is made if need be, and return the file's stamp.

    Args:
        path: The file.
        purpose: What it is called in errors.
        entries: Called when nobody else can write the file any more.
    """
    with _writing(path, purpose) as place:
        place.sweep()
        return place.fill(_content(entries()))


@contextmanager
def _writing(path: str, purpose: str) -> Iterator[Place]:
    """Keep others from writing a file, in a folder that is made if need be."""
    try:
        make_folder(os.path.dirname(path))
    except OSError as error:
        raise runtime_error(f"{purpose} mkdir error: {os_error_text(error)}") from None
    try:
        with writing(path) as place:
            yield place
    except OSError as error:
        raise runtime_error(f"{purpose} write error: {os_error_text(error)}") from None


def _content(entries: dict[str, Value]) -> bytes:
    return write_json(entries, indent=True).encode("utf-8", "replace")


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
