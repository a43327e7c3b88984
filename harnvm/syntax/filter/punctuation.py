"""Brackets, operators, line breaks: which kind of `{`, of `?`, and what begins a line."""

from __future__ import annotations

from harnvm.syntax.filter.state import (
    GENERIC,
    OPERAND_END,
    SWALLOWING,
    Frame,
    Handler,
    Run,
    after_break,
)
from harnvm.syntax.kinds import NAMES, kind_set

#: Kinds that get another name after a line break. Those the grammar does not know are errors there.
_AFTER_BREAK = kind_set(
    "COALESCE COLON COMMA EQ EQUAL GE LE MINUS MINUS_EQUAL NE PERCENT_EQUAL PLUS_EQUAL SLASH_EQUAL "
    "STAR_EQUAL VBAR"
)

#: Kinds whose operand must stand on the same line. `<`, `>`, `in` are checked by the builder.
_NEEDS_OPERAND = kind_set(
    "AND BANG COALESCE DEADLINE EQ GE IMPORT LE MINUS MINUS_NL NE NOT_IN OR PERCENT PIPE PLUS POWER RETRY "
    "SLASH STAR TO TRY_STAR"
)

#: After these raw kinds a `?` is a ternary's.
_TERNARY_START = NAMES | kind_set(
    "BANG FALSE FLOAT FN INT INTERPOLATED LBRACE LPAR LSQB MINUS NIL STRING TRUE"
)

_MORE = ("MORETHAN", "MORETHAN_NL")

#: Headers that hold no expression on the level of their body.
_NO_OPERAND = kind_set("CATCH ENUM FN IMPL INTERFACE OVERRIDE PIPELINE STRUCT TOOL")

#: Before a name, these make it something else than a value.
_NOT_VALUES = kind_set("AT DOT OPTIONAL_DOT")

#: Before a `(`, these make it a call's or a header's.
_CALLED = kind_set("CATCH FN KEYWORD_NAME NAME")

#: Words directly before a block, and those among them that a header is pending for.
_BLOCK_WORDS = kind_set("CATCH DEFAULT DEFER ELSE FINALLY MUTEX SELECT SPAWN TRY")
_PENDING_WORDS = kind_set("CATCH DEFAULT TRY")


def _newline(run: Run, index: int, kind: str) -> int:
    if run.out.kinds[-1] in _NEEDS_OPERAND:
        return run.add(kind, index)
    return index + 1


def _end(run: Run, index: int, kind: str) -> int:
    return run.add("$END", index)


# Brackets


def _open(run: Run, index: int, kind: str) -> int:
    if run.broken(index):
        kind += "_NL"
    elif kind == "LPAR" and run.out.kinds[-1] in ("WHILE", "RETRY"):
        kind = "HEADER_LPAR"
    run.frames.append(Frame(len(run.out.kinds), None, []))
    return run.add(kind, index)


def _close(run: Run, index: int, kind: str) -> int:
    frames = run.frames
    if len(frames) > 1:
        frame = frames.pop()
        if frame.braces:
            frames[-1].braces += frame.braces
        if run.out.kinds[frame.at - 1] == "FN":
            run.unnamed = len(run.out.kinds)
    return after_break(run, index, kind)


def _open_brace(run: Run, index: int, kind: str) -> int:
    previous = run.out.kinds[-1]
    if index in run.closures:
        kind = "CLOSURE_LBRACE"
    if run.structs and previous in OPERAND_END and not run.broken(index) and _names_struct(run):
        kind = "STRUCT_LBRACE"
    body = _body(run.frames[-1], previous, kind)
    at = len(run.out.kinds)
    run.frames.append(Frame(at, body, [at]))
    index = run.add(kind, index)
    if body == "TOOL":
        return _description(run, index)
    if body == "PARALLEL":
        return _variable(run, index)
    return index


def _body(frame: Frame, previous: str, kind: str) -> str | None:
    """Return the header whose body a ``{`` behind some token opens, or None."""
    pending = frame.pending
    if previous in OPERAND_END:
        operand = kind == "STRUCT_LBRACE" or previous in _MORE
        if not pending or (operand and pending[-1] not in _NO_OPERAND):
            return None
        return pending.pop()
    if previous in _BLOCK_WORDS:
        return pending.pop() if previous in _PENDING_WORDS and pending else previous
    return previous if previous == "ARROW" and frame.body == "MATCH" else None


def _names_struct(run: Run) -> bool:
    """Tell whether the name just emitted, maybe in parentheses, is that of a struct."""
    out = run.out
    at, closers = len(out.kinds) - 1, 0
    while out.kinds[at] in ("RPAR", "RPAR_NL"):
        at, closers = at - 1, closers + 1
    before = at - closers - 1
    if out.kinds[at] != "NAME" or run.text[out.starts[at] : out.ends[at]] not in run.structs or before < 0:
        return False
    opened = out.kinds[before + 1 : at]
    if opened[:1] == ["LPAR"] and _ends_callee(out.kinds, before):
        return False
    return out.kinds[before] not in _NOT_VALUES and all(kind in ("LPAR", "LPAR_NL") for kind in opened)


def _ends_callee(kinds: list[str], at: int) -> bool:
    """Tell whether a ``(`` behind a token opens arguments or a header: behind ``f``, ``.f`` or ``(f)``."""
    if kinds[at] != "RPAR":
        return kinds[at] in _CALLED
    return kinds[at - 1] == "NAME" and kinds[at - 2] in ("LPAR", "LPAR_NL") and kinds[at - 3] not in _CALLED


def _description(run: Run, index: int) -> int:
    name = run.raw.past_breaks(index)
    if run.raw.kinds[name] != "DESCRIPTION" or run.raw.kinds[run.raw.past_breaks(name + 1)] != "STRING":
        return index
    return run.add("DESCRIPTION", name)


def _variable(run: Run, index: int) -> int:
    name = run.raw.past_breaks(index)
    if run.raw.kinds[name] not in NAMES or run.raw.kinds[name + 1] != "ARROW":
        return index
    return run.add("VARIABLE", name)


def _close_brace(run: Run, index: int, kind: str) -> int:
    if len(run.frames) > 1:
        run.closed = run.frames.pop().body
    else:
        run.closed = None
        run.frames[0].braces.clear()
    if run.closed not in SWALLOWING:
        return after_break(run, index, kind)
    after = run.raw.past_breaks(index + 1)
    after_break(run, index, kind)
    run.out.lasts[-1] = after - 1
    run.out.ends[-1] = run.raw.ends[after - 1]
    run.joined = after
    return after


def _arrow(run: Run, index: int, kind: str) -> int:
    frame = run.frames[-1]
    for brace in frame.braces:
        if run.out.kinds[brace] == "LBRACE":
            run.out.kinds[brace] = "CLOSURE_LBRACE"
            run.closures.add(run.out.lasts[brace])
    if frame.pending:
        was_guard = frame.pending[-1] == "IF"
        was_type = frame.pending[-1] == "FN" and run.unnamed == len(run.out.kinds) - 1
        if was_guard or was_type:  # it has no body
            frame.pending.pop()
    return after_break(run, index, kind)


# Operators


def _question(run: Run, index: int, kind: str) -> int:
    if run.broken(index):
        return run.add("QMARK_NL", index)
    return run.add("QMARK" if run.raw.kinds[index + 1] in _TERNARY_START else "TRY_MARK", index)


def _dot(run: Run, index: int, kind: str) -> int:
    if run.raw.kinds[index + 1 : index + 3] != ["DOT", "DOT"]:
        return run.add(kind, index)
    kind = "ELLIPSIS_JOINED" if run.out.kinds[-1] in OPERAND_END else "ELLIPSIS"
    return run.add(kind + "_NL" if run.broken(index) else kind, index, index + 2)


def _less(run: Run, index: int, kind: str) -> int:
    kinds = run.out.kinds
    run.generic = kinds[-1] == "NAME" and kinds[-2] in GENERIC
    return after_break(run, index, kind)


def _more(run: Run, index: int, kind: str) -> int:
    run.generic = False
    return after_break(run, index, kind)


PUNCTUATION: dict[str, Handler] = {
    **dict.fromkeys(_AFTER_BREAK, after_break),
    **dict.fromkeys(("LPAR", "LSQB"), _open),
    **dict.fromkeys(("RPAR", "RSQB"), _close),
    "NEWLINE": _newline,
    "EOF": _end,
    "LBRACE": _open_brace,
    "RBRACE": _close_brace,
    "ARROW": _arrow,
    "QMARK": _question,
    "DOT": _dot,
    "LESSTHAN": _less,
    "MORETHAN": _more,
}
