"""The comments of a source, and where they stand.

A pool of comments is handed out piece by piece: whoever prints a stretch of code takes the comments of that
stretch. What was taken does not come again, so that no comment is printed twice, and whoever prints what
surrounds the stretch takes what was left over. This module does not know how comments are laid out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from harnvm.source import SourceFile
from harnvm.syntax import nodes


class Comment:
    """A comment.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last character.
        text: The comment with its markers.
        line: The line it stands on; the last one of a block comment, as in Harn 0.7.8.
        trails: Whether code stands before it on its line.
        leads: Whether code follows it on its line.
        is_doc: Whether it begins with ``///`` or ``/**`` and no further sign of the kind.
    """

    __slots__ = ("end", "is_doc", "leads", "line", "start", "text", "trails")

    def __init__(self, start: int, end: int, text: str, line: int) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.line = line
        self.trails = False
        self.leads = False
        if self.is_line:
            self.is_doc = text.startswith("///") and not text.startswith("////")
        else:
            self.is_doc = text.startswith("/**") and text[3:4] not in ("*", "/")

    @property
    def is_inline(self) -> bool:
        """Whether it may stand between code: a block comment on one line, and not alone there."""
        return (self.trails or self.leads) and not self.is_line and "\n" not in self.text

    @property
    def is_line(self) -> bool:
        """Whether it reaches to the end of the line."""
        return self.text.startswith("//")

    @property
    def body(self) -> str:
        """What stands between the markers."""
        if self.is_line:
            return self.text[3 if self.is_doc else 2 :]
        return self.text[3 if self.is_doc else 2 : -2]


class Comments:
    """The comments of a source, each to be taken once."""

    def __init__(self, source: SourceFile, comments: Iterable[nodes.Comment]) -> None:
        self._text = source.text
        self.all = _with_places(source, comments)
        self._starts = [comment.start for comment in self.all]
        self._left = [True] * len(self.all)

    def take(self, start: int, end: int) -> list[Comment]:
        """Return the comments that begin in a stretch of text and have not been taken."""
        first, last = self._range(start, end)
        if first == last:
            return []
        found = [self.all[at] for at in range(first, last) if self._left[at]]
        self._left[first:last] = [False] * (last - first)
        return found

    def take_inline(self, start: int, end: int) -> list[Comment]:
        """Take the comments of a stretch if code may follow all of them on the line, else none."""
        first, last = self._range(start, end)
        if all(comment.is_inline for comment in self.all[first:last]):
            return self.take(start, end)
        return []

    def any(self, start: int, end: int) -> bool:
        """Tell whether a stretch of text holds a comment, taken or not."""
        first, last = self._range(start, end)
        return first < last

    def breaks(self, start: int, end: int) -> bool:
        """Tell whether a stretch of text holds a comment that code cannot follow on the line."""
        first, last = self._range(start, end)
        return not all(comment.is_inline for comment in self.all[first:last])

    def find(self, word: str, start: int) -> int:
        """Return the offset of the first place from `start` on where a text stands outside comments."""
        at = self._text.index(word, start)
        while (comment := self._around(at)) is not None:
            at = self._text.index(word, comment.end)
        return at

    def code_end(self, offset: int) -> int:
        """Return the offset behind the last code before an offset, which blanks and comments may part."""
        while True:
            while self._text[offset - 1 : offset].isspace():
                offset -= 1
            comment = self._around(offset - 1)
            if comment is None:
                return offset
            offset = comment.start

    def _around(self, offset: int) -> Comment | None:
        at = bisect_left(self._starts, offset + 1) - 1
        return self.all[at] if at >= 0 and offset < self.all[at].end else None

    def _range(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_left(self._starts, start)
        return first, max(bisect_left(self._starts, end), first)


def _with_places(source: SourceFile, comments: Iterable[nodes.Comment]) -> list[Comment]:
    text = source.text
    found = [
        Comment(each.start, each.end, each.text.rstrip(), source.position(each.end - 1)[0])
        for each in comments
    ]
    before = 0
    trails = False
    for comment in found:
        line_start = text.rfind("\n", before, comment.start) + 1
        trails = trails and not line_start
        comment.trails = trails = trails or not _is_blank(text[line_start or before : comment.start])
        before = comment.end
    after = len(text)
    leads = False
    for comment in reversed(found):
        line_end = text.find("\n", comment.end, after)
        leads = leads and line_end < 0
        between = text[comment.end : after if line_end < 0 else line_end]
        comment.leads = leads = leads or not _is_blank(between)
        after = comment.start
    return found


def _is_blank(text: str) -> bool:
    return not text or text.isspace()
