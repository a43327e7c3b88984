"""How comments look on lines of their own.

Documentation comments that follow each other become one ``/** */`` block. Between top-level items, bars of
dashes become section headers of one width. All other comments stay as they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from harnvm.format.trivia import Comment

#: How many dashes make a bar.
_BAR = 4
#: What ``// `` takes of the width of a bar.
_MARKER = 3


def comment_lines(comments: Iterable[Comment], pad: str, width: int) -> Iterator[str]:
    """Yield the lines of comments that stand below each other.

    Args:
        comments: What to print, in order.
        pad: The blanks each line begins with.
        width: A documentation comment that fits takes one line.
    """
    run: list[Comment] = []
    for line, group in _by_line(comments):
        document = all(comment.is_doc for comment in group)
        if run and not (document and line == run[-1].line + 1):
            yield from _document(run, pad, width)
            run = []
        if document:
            run += group
        else:
            for comment in group:
                yield from _verbatim(comment, pad)
    if run:
        yield from _document(run, pad, width)


def _by_line(comments: Iterable[Comment]) -> Iterator[tuple[int, list[Comment]]]:
    for line, group in groupby(comments, lambda comment: comment.line):
        yield line, list(group)


def _verbatim(comment: Comment, pad: str) -> Iterator[str]:
    first, *rest = comment.text.split("\n")
    yield pad + first.rstrip()
    for line in rest:
        yield line.rstrip()


# Documentation


def _document(run: Sequence[Comment], pad: str, width: int) -> Iterator[str]:
    """Yield the block that a run of documentation comments makes.

    Text with the marks of block comments in it may not fit into a block; such a run stays as it is.
    """
    lines: list[str] = []
    for comment in run:
        if comment.is_line:
            lines.append(comment.body.removeprefix(" ").rstrip())
        else:
            lines += _block_lines(comment.body)
            _drop_last_blanks(lines)
    block = _block(_without_outer_blanks(lines), len(pad), width)
    if _is_one_comment("\n".join(block)):
        yield from (pad + line for line in block)
        return
    for comment in run:
        yield from _verbatim(comment, pad)


def _block_lines(body: str) -> Iterator[str]:
    first, *rest = body.split("\n")
    if first.strip():
        yield first.strip()
    for line in rest:
        stripped = line.strip()
        starred = stripped.removeprefix("*")
        yield stripped if starred is stripped else starred.removeprefix(" ")


def _drop_last_blanks(lines: list[str]) -> None:
    while lines and not lines[-1].strip():
        lines.pop()


def _without_outer_blanks(lines: list[str]) -> list[str]:
    _drop_last_blanks(lines)
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    return lines[first:]


def _block(lines: Sequence[str], indent: int, width: int) -> list[str]:
    if not lines:
        return ["/** */"]
    if len(lines) == 1:
        line = f"/** {lines[0].strip()} */"
        if indent + len(line.encode("utf-8", "surrogatepass")) <= width:
            return [line]
    return ["/**", *(f" * {line.rstrip()}".rstrip() for line in lines), " */"]


def _is_one_comment(text: str) -> bool:
    """Tell whether a block comment ends where its text does; block comments nest."""
    depth = 0
    at = 0
    while at < len(text):
        mark = text[at : at + 2]
        if mark in ("/*", "*/"):
            depth += 1 if mark == "/*" else -1
            at += 2
            if not depth:
                break
        else:
            at += 1
    return not depth and at == len(text)


# Section headers


def section_title(comment: Comment) -> str | None:
    """Return the title in a bar such as ``// ---- Title ----``, "" for a bar without, None for no bar."""
    text = comment.body.strip()
    title = text.lstrip("-")
    if len(text) - len(title) < _BAR:
        return None
    title = title.strip()
    end = title.rstrip("-")
    if len(title) - len(end) >= _BAR:
        title = end.strip()
        return title or None
    return title


def top_level_lines(comments: Sequence[Comment], lines: list[str], width: int, bar: int) -> None:
    """Append the comments between two top-level items to the lines of a program.

    Args:
        comments: What to append.
        lines: The lines before; section headers get a blank line before and behind them.
        width: A documentation comment that fits takes one line.
        bar: How wide the bars of section headers are.
    """
    rows = [group for _, group in _by_line(comments)]
    plain: list[Comment] = []
    at = 0
    while at < len(rows):
        header, used = _header(rows[at : at + 3], "// " + "-" * max(bar - _MARKER, 0))
        if not header:
            plain += rows[at]
            at += 1
            continue
        lines += comment_lines(plain, "", width)
        plain = []
        blank_line(lines)
        lines += header
        blank_line(lines)
        at += used
    lines += comment_lines(plain, "", width)


def blank_line(lines: list[str]) -> None:
    """Append a blank line unless there is one, or nothing to part."""
    if lines and lines[-1]:
        lines.append("")


def _header(rows: Sequence[Sequence[Comment]], bar: str) -> tuple[list[str], int]:
    """Return the lines of the section header that rows of comments begin with, and how many make it."""
    title = _title(rows[0])
    if title is None:
        return [], 0
    if title:
        return [bar, f"// {title}", bar], 1
    if len(rows) == 3 and _title(rows[2]) == "" and _follow(rows):
        middle = rows[1][0]
        text = middle.body.strip()
        if _is_plain(rows[1]) and text and section_title(middle) != "":
            return [bar, f"// {text}", bar], 3
    return [bar], 1


def _title(row: Sequence[Comment]) -> str | None:
    return section_title(row[0]) if _is_plain(row) else None


def _is_plain(row: Sequence[Comment]) -> bool:
    return len(row) == 1 and row[0].is_line and not row[0].is_doc


def _follow(rows: Sequence[Sequence[Comment]]) -> bool:
    return rows[1][0].line == rows[0][0].line + 1 and rows[2][0].line == rows[0][0].line + 2
