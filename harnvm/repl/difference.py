"""What two conversations have in common, and where they part."""

from __future__ import annotations

from harnvm.repl.conversation import content_text, quoted, show_message
from harnvm.repl.style import safe
from harnvm.values.identity import structural_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from harnvm.repl.style import Palette
    from harnvm.values.model import Value

    Messages = Sequence[Value]
    _Opcode = tuple[str, int, int, int, int]

#: Lines of a changed message that are shown around each change.
_CONTEXT = 2


def show_difference(left: str, right: str, ours: Messages, theirs: Messages, paint: Palette) -> str:
    """Return how to get from the messages of session `left` to those of session `right`."""
    a, b = list(map(structural_text, ours)), list(map(structural_text, theirs))
    if a == b:
        return f"{quoted(left)} and {quoted(right)} hold the same messages"
    lines = [paint("removed", f"--- {quoted(left)}"), paint("added", f"+++ {quoted(right)}")]
    for tag, i1, i2, j1, j2 in _opcodes(a, b):
        if tag == "equal":
            lines.append(paint("dim", _same(i1 + 1, i2, j1 + 1, j2)))
        elif i2 - i1 == j2 - j1:
            for offset in range(i2 - i1):
                lines += _changed((i1 + offset, ours), (j1 + offset, theirs), paint)
        else:
            lines += _marked("-", i1, i2, ours, paint)
            lines += _marked("+", j1, j2, theirs, paint)
    return "\n".join(lines)


def _opcodes(a: list[str], b: list[str]) -> list[_Opcode]:
    """Compare what lies between the common beginning and the common end.

    Forks share their beginning, and the matcher's time grows with the square of what it is given.
    """
    from difflib import SequenceMatcher

    shortest = min(len(a), len(b))
    head = next((i for i in range(shortest) if a[i] != b[i]), shortest)
    tail = next((i for i in range(shortest - head) if a[-1 - i] != b[-1 - i]), shortest - head)
    inner = SequenceMatcher(None, a[head : len(a) - tail], b[head : len(b) - tail], autojunk=False)
    moved: list[_Opcode] = [
        (tag, i1 + head, i2 + head, j1 + head, j2 + head) for tag, i1, i2, j1, j2 in inner.get_opcodes()
    ]
    before: list[_Opcode] = [("equal", 0, head, 0, head)] if head else []
    after: list[_Opcode] = [("equal", len(a) - tail, len(a), len(b) - tail, len(b))] if tail else []
    return [*before, *moved, *after]


def _same(first: int, last: int, other_first: int, other_last: int) -> str:
    def span(start: int, end: int) -> str:
        return f"message {start}" if start == end else f"messages {start} to {end}"

    text = f"  {span(first, last)}: the same"
    return text if first == other_first else f"{text} as {span(other_first, other_last)}"


def _marked(mark: str, start: int, stop: int, messages: Messages, paint: Palette) -> Iterator[str]:
    style = "added" if mark == "+" else "removed"
    for index in range(start, stop):
        for line in show_message(index + 1, messages[index], paint, ""):
            yield f"{paint(style, mark)} {line}"


def _changed(ours: tuple[int, Messages], theirs: tuple[int, Messages], paint: Palette) -> Iterator[str]:
    """Yield what changed in a message: line by line where it says more than one, else as a whole."""
    (i, left), (j, right) = ours, theirs
    before, after = left[i], right[j]
    lines = [safe(content_text(message.get("content"))).split("\n") for message in (before, after)]
    if min(map(len, lines)) < 4 or _apart_from_content(before) != _apart_from_content(after):
        yield from _marked("-", i, i + 1, left, paint)
        yield from _marked("+", j, j + 1, right, paint)
        return
    yield f"  message {i + 1} ({safe(str(before['role']))}):"
    yield from _line_changes(lines[0], lines[1], paint)


def _apart_from_content(message: Value) -> str:
    return structural_text({key: value for key, value in message.items() if key != "content"})


def _line_changes(before: list[str], after: list[str], paint: Palette) -> Iterator[str]:
    from difflib import unified_diff

    for line in list(unified_diff(before, after, n=_CONTEXT, lineterm=""))[2:]:
        style = {"-": "removed", "+": "added", "@": "dim"}.get(line[0])
        text = f"{line[:1]} {line[1:]}" if line[0] != "@" else f"  {line}"
        yield paint(style, text) if style else text
