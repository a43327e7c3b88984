"""Commands that list, show, compare, fork, edit and keep sessions."""

from __future__ import annotations

import os

from harnvm.errors import HarnError
from harnvm.repl.commands import CommandError, command
from harnvm.repl.conversation import came_from, headline, quoted, show_conversation, show_message
from harnvm.repl.style import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.repl.shell import Shell
    from harnvm.sessions import SessionInfo
    from harnvm.values.model import Value


_GROUP = "Conversations"


@command(_GROUP, ":sessions")
def sessions(shell: Shell) -> str:
    """List all sessions, the one used last first."""
    infos = [shell.store.info(id) for id in reversed(shell.store.ids())]
    if not infos:
        return "no sessions; agent_session_open() makes one"
    latest = infos[0].accessed
    heads = ("id", "messages", "last access", "")
    rows = [heads, *((quoted(i.id), str(i.count), _ago(latest - i.accessed), _remarks(i)) for i in infos)]
    width = max(len(row[0]) for row in rows)
    lines = [f"{id:<{width}}  {size:>8}  {access:<15}  {more}".rstrip() for id, size, access, more in rows]
    return "\n".join([shell.paint("dim", lines[0]), *lines[1:]])


def _ago(accesses: int) -> str:
    """Say when a session was used; the store counts accesses and has no clock."""
    return f"{count(accesses, 'access', 'es')} ago" if accesses else "latest"


def _remarks(info: SessionInfo) -> str:
    remarks = [] if info.origin is None else [came_from(info)]
    if info.in_use:
        remarks.append("at work")
    return ", ".join(remarks)


@command(_GROUP, ":show ID [N]")
def show(shell: Shell, id: str, number: int | None = None) -> str:
    """Show a conversation, long contents folded, or one message in full."""
    messages = shell.store.messages_value(id)
    if number is None:
        return show_conversation(shell.store.info(id), messages, shell.paint)
    return "\n".join(show_message(number, _message(shell, id, number), shell.paint))


@command(_GROUP, ":fork ID [NEW]")
def fork(shell: Shell, id: str, new: str | None = None) -> str:
    """Copy a session, under a given id or one numbered after its source."""
    return _forked(shell, shell.store.fork(id, shell.new_id(id, new)))


@command(_GROUP, ":at ID N [NEW]")
def at(shell: Shell, id: str, number: int, new: str | None = None) -> str:
    """Fork a session after message N, to go on from there in another way."""
    if number:  # 0 is a fork without any message
        _message(shell, id, number)
    return _forked(shell, shell.store.fork_at(id, number, shell.new_id(id, new)))


@command(_GROUP, ":diff A B")
def diff(shell: Shell, left: str, right: str) -> str:
    """Show what two conversations have in common, and where they part."""
    from harnvm.repl.difference import show_difference

    ours, theirs = shell.store.messages_value(left), shell.store.messages_value(right)
    return show_difference(left, right, ours, theirs, shell.paint)


@command(_GROUP, ":edit ID N [TEXT]")
def edit(shell: Shell, id: str, number: int, text: str | None = None) -> str:
    """Fork a session with message N changed: to a given text, or in $EDITOR."""
    message = _message(shell, id, number)
    content = text if text is not None else _from_editor(shell, message.get("content"))
    messages = list(shell.store.messages_value(id))
    messages[number - 1] = {**message, "content": content}
    new = shell.store.fork(id, shell.new_id(id, None))
    shell.store.replace_messages_value(new, messages)
    return "\n".join([_forked(shell, new), *show_message(number, messages[number - 1], shell.paint, "")])


@command(_GROUP, ":save FILE")
def save(shell: Shell, file: str) -> str:
    """Write all sessions to a file."""
    from harnvm.repl.persistence import PersistenceError
    from harnvm.repl.persistence import save as write

    try:
        saved = write(shell.store, os.path.expanduser(file))
    except PersistenceError as error:
        raise CommandError(str(error)) from error
    return f"saved {count(saved, 'session')}"


@command(_GROUP, ":load FILE [replace]")
def load(shell: Shell, file: str, replace: str | None = None) -> str:
    """Add all sessions of a file, or put them in the place of those with the same ids."""
    from harnvm.repl.persistence import PersistenceError
    from harnvm.repl.persistence import load as read

    try:
        loaded = read(shell.store, os.path.expanduser(file), replace=replace is not None)
    except PersistenceError as error:
        raise CommandError(str(error)) from error
    return f"loaded {count(len(loaded), 'session')}"


def _message(shell: Shell, id: str, number: int) -> dict[str, Value]:
    """Return a message of a session by its number, from 1."""
    messages = shell.store.messages_value(id)
    if not 1 <= number <= len(messages):
        raise CommandError(f"{quoted(id)} has {count(len(messages), 'message')}, so no message {number}")
    message: dict[str, Value] = messages[number - 1]
    return message


def _forked(shell: Shell, new: str) -> str:
    return headline(shell.store.info(new), shell.paint)


def _from_editor(shell: Shell, content: Value) -> Value:
    from harnvm.repl.editing import EditingError, edit_content

    try:
        edited = edit_content(content, terminal=shell.terminal)
    except (EditingError, HarnError) as error:
        raise CommandError(str(error)) from error
    if type(edited) is type(content) and edited == content:
        raise CommandError("nothing changed")
    return edited
