"""Conversations as text: one message under the other, roles coloured, long contents folded."""

from __future__ import annotations

from harnvm.repl.style import count, folded, safe
from harnvm.values import display
from harnvm.values.view import is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harnvm.repl.style import Palette
    from harnvm.sessions import SessionInfo
    from harnvm.values.model import Value

#: A folded message shows this much at most.
FOLD_LINES = 10
FOLD_CHARACTERS = 800
_FOLD_EXTRA = 160

_ROLE_WIDTH = 9


def show_conversation(info: SessionInfo, messages: Iterable[Value], paint: Palette) -> str:
    """Return a whole conversation, long contents folded."""
    lines = [headline(info, paint)]
    for number, message in enumerate(messages, 1):
        lines += show_message(number, message, paint, f", `:show {quoted(info.id)} {number}` shows all")
    return "\n".join(lines)


def headline(info: SessionInfo, paint: Palette) -> str:
    """Return a line about a session: its id, its size, where it comes from."""
    facts = [count(info.count, "message") if info.count else "no messages"]
    if info.origin is not None:
        facts.append(came_from(info))
    if info.subscribers:
        facts.append(count(info.subscribers, "subscriber"))
    return f"{paint('bold', quoted(info.id))}: {', '.join(facts)}"


def came_from(info: SessionInfo) -> str:
    """Return where a fork was taken."""
    assert info.origin is not None
    return f"forked from {quoted(info.origin.id)} after message {info.origin.length}"


def quoted(id: str) -> str:
    """Return an id as it is typed in a command: in quotes where it would not be one word."""
    if id and not any(character in " \t\n\r\"'" for character in id):
        return safe(id)
    escaped = id.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + safe(escaped).replace("\n", "\\n") + '"'


def show_message(number: int, message: Value, paint: Palette, hint: str | None = None) -> Iterator[str]:
    """Yield the lines of a message.

    Args:
        number: Its place in the conversation, from 1.
        message: A Harn dict.
        paint: Colours.
        hint: What the fold says of how to see the rest; None shows everything.
    """
    role = display(message.get("role"))
    lines = list(_content_lines(message.get("content"), paint))
    if hint is not None:
        lines = _fold(lines, paint, hint)
    lines += _extras(message, paint, hint is not None)
    margin = f"{number:>3}  {paint(role, safe(role).ljust(_ROLE_WIDTH))}  "
    for line in lines:
        yield (margin + line).rstrip()
        margin = " " * (7 + max(_ROLE_WIDTH, len(role)))


def content_text(content: Value) -> str:
    """Return what a message says as plain text, not yet made safe to print."""
    if content is None:
        return ""
    if is_list(content):
        return "\n".join(map(_block_text, content))
    return display(content)


def _content_lines(content: Value, paint: Palette) -> Iterator[str]:
    text = content_text(content)
    if not text:
        yield paint("dim", "(empty)" if content is not None else "(no content)")
        return
    yield from safe(text).split("\n")


def _block_text(block: Value) -> str:
    """Return a part of a content: text as it is, calls and results of tools and the rest as values."""
    if type(block) is not dict:
        return display(block)
    kind = display(block.get("type", "text"))
    text = block.get("text", block.get("content"))
    if kind in ("text", "output_text") and type(text) is str:
        return text
    rest = {key: value for key, value in block.items() if key != "type"}
    return f"<{kind}> {display(rest)}"


def _fold(lines: list[str], paint: Palette, hint: str) -> list[str]:
    kept: list[str] = []
    size = 0
    for line in lines[:FOLD_LINES]:
        room = FOLD_CHARACTERS - size
        if len(line) > room + 40:
            return [*kept, line[:room] + paint("dim", f"… ({_left(lines, len(kept), room)}{hint})")]
        kept.append(line)
        size += len(line)
    if len(lines) > FOLD_LINES + 1:  # a note of one line for one line would be no gain
        kept.append(paint("dim", f"… ({_left(lines, len(kept), 0)}{hint})"))
        return kept
    return lines


def _left(lines: list[str], index: int, shown: int) -> str:
    """Say how much of the lines from `index` on is not shown."""
    rest = sum(map(len, lines[index:])) - shown
    more = len(lines) - index - (1 if shown else 0)
    characters = count(rest, "more character")
    return f"{count(more, 'more line')}, {count(rest, 'character')}" if more else characters


def _extras(message: Value, paint: Palette, fold: bool) -> Iterator[str]:
    """Yield what a message has beside role and content."""
    for key in sorted(message):
        if key not in ("role", "content"):
            text = safe(display(message[key]))
            shown = folded(text, _FOLD_EXTRA) if fold else text
            yield from f"{paint('dim', safe(key) + ':')} {shown}".split("\n")
