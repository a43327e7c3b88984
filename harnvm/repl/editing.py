"""The user's own editor, for a content that is too long to type on a line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from tempfile import TemporaryDirectory

from harnvm.errors import HarnError
from harnvm.values.tagged import from_tagged, to_tagged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.values.model import Value


class EditingError(Exception):
    """Why there is nothing new; the message says it to the user."""


def edit_content(content: Value, *, terminal: bool) -> Value:
    """Let the user change a content and return the new one.

    A string is edited as it is, anything else in its tagged JSON form.

    Args:
        content: A Harn value.
        terminal: Whether the editor may have the terminal.

    Raises:
        EditingError: There is no editor, it failed, or what it left cannot be read.
    """
    if type(content) is str:
        return _edit(content, ".txt", terminal)
    try:
        text = json.dumps(to_tagged(content), ensure_ascii=False, indent=2)
        return from_tagged(json.loads(_edit(text, ".json", terminal)))
    except (HarnError, ValueError, RecursionError) as error:
        raise EditingError(f"the content cannot be edited: {error}") from error


def _edit(text: str, suffix: str, terminal: bool) -> str:
    command = _editor()
    with TemporaryDirectory(prefix="harnvm-") as folder:  # readable by the user only
        path = os.path.join(folder, "message" + suffix)
        with open(path, "w", encoding="utf-8", errors="surrogatepass", newline="") as stream:
            stream.write(text)
        _run([*command, path], terminal)
        try:
            with open(path, encoding="utf-8", newline="") as stream:
                edited = stream.read()
        except (OSError, ValueError) as error:
            raise EditingError(f"cannot read what {command[0]} wrote: {error}") from error
    # Editors end the last line, whether or not it was ended before.
    return edited if text.endswith("\n") else edited.removesuffix("\n")


def _editor() -> list[str]:
    import shlex

    for variable in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(os.environ.get(variable, ""))
        except ValueError as error:
            raise EditingError(f"{variable} cannot be understood: {error}") from error
        if command:
            return command
    raise EditingError("set EDITOR to edit the message, or give its new text: `:edit ID N TEXT`")


def _run(command: list[str], terminal: bool) -> None:
    sys.stdout.flush()
    # Without a terminal standard input holds the lines to come, which are not the editor's.
    stdin = None if terminal else subprocess.DEVNULL
    try:
        status = subprocess.run(command, stdin=stdin, check=False).returncode
    except OSError as error:
        raise EditingError(f"cannot start {command[0]}: {(error.strerror or str(error)).lower()}") from error
    if status:
        raise EditingError(f"{command[0]} ended with status {status}; nothing changed")
