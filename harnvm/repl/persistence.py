"""Sessions to a file and back, with nothing lost on the way.

The file is JSON: the name of the format, its version, and the transcript of each session on a line, least
recently used first, in the tagged form of values (`harnvm.values.tagged`). It is replaced in one step and
private to the user. What is read is checked as a whole before the first session changes. Subscribers are not
kept, nor where a fork came from.
"""

from __future__ import annotations

import json
import os
import stat
from tempfile import mkstemp

from harnvm.errors import HarnError, HarnRuntimeError, SessionError
from harnvm.sessions import SessionStore
from harnvm.values.tagged import from_tagged, to_tagged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from harnvm.values.model import Value

    Transcripts = dict[str, dict[str, Value]]

FORMAT = "harnvm-sessions"
VERSION = 1

#: Enough to recognise a file of ours by.
_HEAD = f'{{"format": "{FORMAT}"'.encode()


class PersistenceError(Exception):
    """Why sessions could not be saved or loaded; the message says it to the user."""


def save(store: SessionStore, path: str) -> int:
    """Write all sessions to a file and return their number.

    An existing file is replaced only if it holds sessions.

    Raises:
        PersistenceError: A session holds what cannot be stored, or the file cannot be written. An older
            file is still there then.
    """
    lines = [_packed(store, id) for id in store.ids()]
    text = f'{{"format": "{FORMAT}", "version": {VERSION}, "sessions": [\n' + ",\n".join(lines) + "\n]}\n"
    try:
        _refuse_foreign(path)
        _write(path, text.encode("utf-8", "surrogatepass"))
    except (OSError, ValueError) as error:
        raise PersistenceError(f"cannot write {path}: {_reason(error)}") from error
    return len(lines)


def load(store: SessionStore, path: str, *, replace: bool = False) -> list[str]:
    """Add all sessions of a file to a store and return their ids.

    Args:
        store: Where they go.
        path: The file.
        replace: Whether sessions of the file take the place of those with the same id.

    Raises:
        PersistenceError: The file cannot be read, or is not right throughout; or an id is taken; or the store
            has no room. No session has changed then.
    """
    transcripts = _read(path)
    taken = [id for id in transcripts if store.exists(id)]
    if taken and not replace:
        raise PersistenceError(f"already there: {_listed(taken)}; `:load FILE replace` would replace it")
    total = len(set(store.ids()) | set(transcripts))
    if total > store.cap:
        raise PersistenceError(f"{total} sessions are more than the {store.cap} that are kept; close some")
    for id, transcript in transcripts.items():
        store.open(id)
        store.store_value(id, transcript)
    return list(transcripts)


def _packed(store: SessionStore, id: str) -> str:
    try:
        return json.dumps(to_tagged(store.snapshot_value(id)), ensure_ascii=False, allow_nan=False)
    except HarnError as error:
        raise PersistenceError(f"session '{id}' cannot be saved: {_detail(error)}") from error


# --- Writing ----------------------------------------------------------------------------------------------


def _refuse_foreign(path: str) -> None:
    """Keep a slip of the fingers from replacing somebody's notes."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("it is not a file")
    if status.st_size:
        with open(path, "rb") as stream:
            if stream.read(len(_HEAD)) != _HEAD:
                raise ValueError("it exists and does not hold sessions")


def _write(path: str, data: bytes) -> None:
    """Replace a file in one step; the new one is readable by its owner only."""
    target = os.path.realpath(path)
    descriptor, temporary = mkstemp(prefix=".harnvm-", dir=os.path.dirname(target))
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(descriptor)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


# --- Reading ----------------------------------------------------------------------------------------------


def _read(path: str) -> Transcripts:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise ValueError("it is not a file")
        with open(path, "rb") as stream:
            text = stream.read().decode("utf-8", "surrogatepass")
        document = json.loads(text, parse_constant=_refuse_constant)
    except (OSError, ValueError, RecursionError) as error:
        raise PersistenceError(f"cannot read {path}: {_reason(error)}") from error
    sessions = _sessions_of(document, path)
    transcripts: Transcripts = {}
    for number, data in enumerate(sessions, 1):
        try:
            id, transcript = _unpacked(data)
            if id in transcripts:
                raise SessionError(f"session '{id}' occurs twice")
        except HarnError as error:
            raise PersistenceError(f"cannot read {path}: session {number}: {_detail(error)}") from error
        transcripts[id] = transcript
    return transcripts


def _sessions_of(document: Any, path: str) -> list[Any]:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise PersistenceError(f"cannot read {path}: it does not hold sessions")
    version = document.get("version")
    if version != VERSION:
        raise PersistenceError(f"cannot read {path}: its version is {version!r}, this harnvm reads {VERSION}")
    sessions = document.get("sessions")
    if not isinstance(sessions, list):
        raise PersistenceError(f"cannot read {path}: its list of sessions is missing")
    return sessions


def _unpacked(data: Any) -> tuple[str, dict[str, Value]]:
    """Return id and transcript of a session, as far as a store takes them."""
    transcript = from_tagged(data)
    if type(transcript) is not dict or type(transcript.get("id")) is not str:
        raise SessionError("it is not a transcript with an id")
    id = transcript["id"]
    trial = SessionStore(cap=1)
    trial.open(id)
    trial.store_value(id, transcript)
    return id, transcript


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _detail(error: HarnError) -> str:
    """Return the message without the prefix that scripts see."""
    return error.detail if isinstance(error, HarnRuntimeError) else error.message


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        return f"it is not JSON: {error.msg} at line {error.lineno}"
    return str(error)


def _listed(ids: list[str]) -> str:
    shown = ", ".join(f"'{id}'" for id in ids[:3])
    return shown if len(ids) <= 3 else f"{shown} and {len(ids) - 3} more"
