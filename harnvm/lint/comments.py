"""Comments that document: the form they have, and where they are missing."""

from __future__ import annotations

import os.path

from harnvm.lint.finding import Edit
from harnvm.lint.reading import before_on_line
from harnvm.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from harnvm.lint.place import Place

    #: Comments by the line they end on: offset of their beginning and of their end.
    LastLines = dict[int, tuple[int, int]]

#: A doc comment of one line may be this wide.
_WIDTH = 100
_DOCUMENTED = (
    nodes.EnumDecl,
    nodes.FnDecl,
    nodes.ImplBlock,
    nodes.InterfaceDecl,
    nodes.OverrideDecl,
    nodes.Pipeline,
    nodes.StructDecl,
    nodes.ToolDecl,
    nodes.TypeDecl,
)


def comments_by_line(program: nodes.Program, place: Place) -> LastLines:
    """Return the comments by the lines they end on, the last comment of each line."""
    position = place.source.position
    return {position(node.end - 1)[0]: (node.start, node.end) for node in program.comments}


def check_line_comments(program: nodes.Program, comments: LastLines, place: Place) -> None:
    """Report line comments directly above declarations, which should be doc comments."""
    if comments:
        for node in _documented(program.statements, True):
            lines = _line_comments_above(node, comments, place)
            if lines:
                _report_line_comments(lines, place)


def _documented(statements: list[nodes.Expr], outermost: bool) -> Iterator[nodes.Expr]:
    """Yield the declarations that comments above would document, outer ones first."""
    for node in statements:
        if isinstance(node, _DOCUMENTED) and (outermost or getattr(node, "pub", True)):
            yield node
        if isinstance(node, nodes.ImplBlock):
            yield from _documented([*node.methods], False)
        elif isinstance(node, nodes.FnDecl | nodes.OverrideDecl | nodes.Pipeline | nodes.ToolDecl):
            yield from _documented(node.body.statements, False)


def _line_comments_above(node: nodes.Expr, comments: LastLines, place: Place) -> list[tuple[int, int]]:
    """Return the line comments that end on the lines directly above a declaration, in order."""
    found: list[tuple[int, int]] = []
    line = place.source.position(node.start)[0] - 1
    while line in comments and place.text.startswith("//", comments[line][0]):
        found.append(comments[line])
        line -= 1
    return found[::-1]


def _report_line_comments(lines: list[tuple[int, int]], place: Place) -> None:
    texts = [place.text[start:end] for start, end in lines]
    kinds = {_is_doc(text) for text in texts}
    if len(kinds) > 1:
        which, what = "adjacent `//` / `///`", "line-comment block adjacent to the definition"
    elif True in kinds:
        which, what = "`///`", "/// lines"
    else:
        which, what = "plain `//`", "// lines adjacent to the definition"
    start, end = lines[0][0], lines[-1][1]
    place.report_line(
        "legacy-doc-comment",
        place.source.position(start)[0],
        end - start,
        f"{which} doc comment(s) above this item should use `/** */` form",
        f"rewrite the {what} as a canonical `/** ... */` block",
        _rewritten(lines, texts, place.text),
    )


def _is_doc(text: str) -> bool:
    """Tell whether a line comment has three slashes; more make a ruler, not a doc comment."""
    return text.startswith("///") and not text.startswith("////")


def _rewritten(lines: list[tuple[int, int]], texts: list[str], text: str) -> Edit | None:
    """Return the edit that makes a doc comment of lines that have nothing but comments on them."""
    if any(before_on_line(text, start).strip() for start, _ in lines):
        return None
    if any("*/" in line or "/*" in line for line in texts):
        return None
    indent = len(before_on_line(text, lines[0][0]))
    body = [line[3 if _is_doc(line) else 2 :].removeprefix(" ").rstrip() for line in texts]
    return Edit(lines[0][0] - indent, lines[-1][1], _doc_comment(body, " " * indent))


def _doc_comment(lines: list[str], indent: str) -> str:
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    if not lines:
        return f"{indent}/** */"
    short = f"{indent}/** {lines[0].strip()} */"
    if len(lines) == 1 and len(short.encode()) <= _WIDTH:
        return short
    middle = [f"{indent} * {line}".rstrip() for line in lines]
    return "\n".join([f"{indent}/**", *middle, f"{indent} */"])


def check_documentation(node: nodes.FnDecl, place: Place) -> None:
    """Report a public function without a doc comment directly above."""
    if node.pub and not _is_documented(place.source.position(node.start)[0], place):
        place.report(
            "missing-harndoc",
            node,
            f"public function `{node.name}` is missing a `/** */` doc comment",
            f"add a `/** ... */` HarnDoc block directly above `pub fn {node.name}`",
        )


def _is_documented(line: int, place: Place) -> bool:
    """Tell whether a doc comment that says something ends on the line above."""
    lines = place.lines
    last = line - 2
    if last < 0 or last >= len(lines) or not lines[last].rstrip().endswith("*/"):
        return False
    if lines[last].lstrip().startswith("/**") and len(lines[last].strip()) > 4:
        return True  # on one line, even an empty one counts
    first = last
    while not lines[first].lstrip().startswith("/**"):
        first -= 1
        if first < 0:
            return False
    return any(_said(lines[first : last + 1]))


def _said(lines: list[str]) -> Iterator[str]:
    """Yield what the lines of a doc comment say, without its frame."""
    for index, line in enumerate(lines):
        text = line.strip()
        if index == 0:
            yield text.removeprefix("/**").strip()
            continue
        if index == len(lines) - 1:
            text = text.removesuffix("*/").rstrip()
        yield text.removeprefix("*").strip()


def check_file_header(place: Place) -> None:
    """Report a file that does not begin with a doc comment."""
    if place.text.lstrip(" \t\r\n").startswith("/**"):
        return
    title = _title(place.source.name)
    place.report_line(
        "require-file-header",
        1,
        1,
        "file is missing a `/** */` header doc block",
        f"add a `/** <title> */` block at the top of the file (e.g. `{title}`)",
        Edit(0, 0, f"/**\n * {title}\n */\n\n"),
    )


def _title(path: str) -> str:
    """Return a sentence made of a file's name."""
    stem = os.path.splitext(os.path.basename(path))[0]
    words = " ".join(stem.replace("-", " ").replace("_", " ").split()) or "module"
    first = words[0].upper() if words[0].isascii() else words[0]
    sentence = first + words[1:].lower()
    return sentence if sentence[-1] in ".!?" else sentence + "."
