"""How comments look on lines of their own.

Documentation comments that follow each other become one ``/** */`` block. Between top-level items, bars of
dashes become section headers of one width. All other comments stay as they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
    for comment in comments:
        if run and not (comment.is_doc and _joins(run, comment, pad, width)):
            yield from _document(run, pad, width)
            run = []
        if comment.is_doc:
            run.append(comment)
        else:
            yield from _verbatim(comment, pad)
    if run:
        yield from _document(run, pad, width)


def _joins(run: Sequence[Comment], comment: Comment, pad: str, width: int) -> bool:
    """Tell whether a documentation comment goes into the block of those before it.

    It does if it follows on the next line. If it takes one line itself, it would follow when it is formatted
    the next time.
    """
    if comment.line - run[-1].line in (0, 1):
        return True
    return len(list(_document([comment], pad, width))) == 1


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
    if not _is_plain(comment):
        return None
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
    plain: list[Comment] = []
    at = 0
    while at < len(comments):
        header, used = _header(comments[at : at + 3], "// " + "-" * max(bar - _MARKER, _BAR))
        if not header:
            plain.append(comments[at])
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


def _header(comments: Sequence[Comment], bar: str) -> tuple[list[str], int]:
    """Return the lines of the section header that comments begin with, and how many of them make it."""
    title = section_title(comments[0])
    if title is None:
        return [], 0
    if title:
        return [bar, f"// {title}", bar], 1
    if len(comments) == 3 and section_title(comments[2]) == "" and _follow(comments):
        middle = comments[1]
        title = middle.body.strip()
        if title and _is_plain(middle) and section_title(middle) != "":
            return [bar, f"// {title}", bar], 3
    return [bar], 1


def _is_plain(comment: Comment) -> bool:
    return comment.is_line and not comment.is_doc


def _follow(comments: Sequence[Comment]) -> bool:
    return all(comment.line == comments[0].line + at for at, comment in enumerate(comments))
