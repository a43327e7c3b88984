"""Edits to text."""

from __future__ import annotations

from harnvm.lint.reading import parses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from harnvm.lint.finding import Edit


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, int]:
    """Apply edits that leave the text a program, and return it and their number."""
    accepted = _apart(edits)
    result = _edited(text, accepted)
    if not accepted or parses(result):
        return result, len(accepted)
    accepted = _harmless(text, accepted, [])
    return _edited(text, accepted), len(accepted)


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Return edits that do not overlap, the last in the text first; what is inserted goes before what follows."""
    accepted: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (-edit.start, edit.start == edit.end)):
        if not accepted or edit.end <= accepted[-1].start:
            accepted.append(edit)
    return accepted


def _harmless(text: str, edits: list[Edit], before: list[Edit]) -> list[Edit]:
    """Return the edits of `before`, which are harmless, and those of `edits` that break nothing.

    Halves what breaks the text until the culprits are alone, so that few of them cost few parses.
    """
    if parses(_edited(text, [*before, *edits])):
        return [*before, *edits]
    if len(edits) == 1:
        return before
    middle = len(edits) // 2
    return _harmless(text, edits[middle:], _harmless(text, edits[:middle], before))


def _edited(text: str, edits: list[Edit]) -> str:
    """Apply edits that do not overlap and are in order from the last to the first."""
    pieces: list[str] = []
    end = len(text)
    for edit in edits:
        pieces += (text[edit.end : end], edit.text)
        end = edit.start
    pieces.append(text[:end])
    return "".join(reversed(pieces))
