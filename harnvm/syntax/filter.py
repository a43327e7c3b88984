"""Raw tokens to grammar tokens.

Harn is not context-free, but nearly: line breaks end some constructs and not others, commas and
separators are optional, and some names are keywords in one place. This pass decides all that in one
run over the tokens, so that the grammar can stay LALR(1):

* A line break is dropped. Where it matters, the token behind it is renamed (``MINUS`` to ``MINUS_NL``);
  the grammar lists the new name where the break is allowed. After an operator it is kept, as an error.
* ``{`` is told apart: a closure (an ``->`` follows inside, at its level), a struct literal, the rest.
* ``?`` is the ternary's or the postfix operator, by the token that follows.
* Keywords become plain names after a dot and as dict keys; ``with``, ``each``, … become keywords.
* Line breaks after an ``if`` without ``else`` belong to it: so ``if c {1}`` and ``-5`` on the next line
  subtract, where an operand is wanted.

It knows brackets and headers, no grammar; what it takes for a header in a broken program may be none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from harnvm.syntax.kinds import KEYWORDS, MEMBER_NAMES, NAMES
from harnvm.syntax.lexer import Tokens

#: Kinds that get another name after a line break. Those the grammar does not know are errors there.
_AFTER_BREAK = frozenset(
    "ARROW COALESCE COLON COMMA EQ EQUAL EXCLUSIVE EXTENDS GE IN LE LESSTHAN LPAR LSQB MINUS MINUS_EQUAL "
    "MORETHAN NE PERCENT_EQUAL PLUS_EQUAL QMARK RBRACE RPAR RSQB SLASH_EQUAL STAR_EQUAL TO VBAR".split()
)

#: Kinds whose operand must stand on the same line. `<`, `>`, `in` are checked by the builder.
_NEEDS_OPERAND = frozenset(
    "AND BANG COALESCE DEADLINE EQ GE IMPORT LE MINUS MINUS_NL NE NOT_IN OR PERCENT PIPE PLUS POWER RETRY "
    "SLASH STAR TO TRY_STAR".split()
)

#: Kinds with which an operand, a type or a header's operand may end.
_OPERAND_END = frozenset(
    "DURATION EXCLUSIVE FALSE FLOAT INT INTERPOLATED KEYWORD_NAME MORETHAN NAME NIL RAW_STRING RBRACE RBRACE_NL "
    "RPAR RPAR_NL RSQB RSQB_NL STRING TRUE TRY_MARK".split()
)

#: After these raw kinds a `?` is a ternary's.
_TERNARY_START = NAMES | frozenset(
    "BANG FALSE FLOAT FN INT INTERPOLATED LBRACE LPAR LSQB MINUS NIL STRING TRUE".split()
)

#: Headers that hold no expression on the level of their body.
_NO_OPERAND = frozenset("CATCH ENUM FN IMPL INTERFACE OVERRIDE PIPELINE STRUCT TOOL".split())

#: Before a `(`, these make it a call's or a header's.
_CALLED = frozenset(("CATCH", "FN", "KEYWORD_NAME", "NAME"))

_OPENERS = frozenset(("LBRACE", "CLOSURE_LBRACE", "STRUCT_LBRACE"))
_GENERIC = frozenset(("FN", "ENUM", "STRUCT", "INTERFACE", "TYPE"))

#: Words directly before a block, and those among them that a header is pending for.
_BLOCK_WORDS = frozenset("CATCH DEFAULT DEFER ELSE FINALLY MUTEX SELECT SPAWN TRY".split())
_PENDING_WORDS = ("CATCH", "DEFAULT", "TRY")

#: Bodies that swallow the line breaks behind them, because an `else` or the like may follow.
_SWALLOWING = frozenset(("IF", "TRY", "CATCH"))


class Frame:
    """An open bracket.

    Attributes:
        at: Index of its token.
        body: The header whose body it opens, or None.
        pending: Headers inside it whose bodies are still to come.
        braces: The ``{`` that an ``->`` at this level makes closures: itself, and those inside that a
            bracket of another kind has closed, for Harn 0.7.8 counts without looking at kinds.
    """

    __slots__ = ("at", "body", "braces", "pending")

    def __init__(self, at: int, body: str | None, braces: list[int]) -> None:
        self.at = at
        self.body = body
        self.braces = braces
        self.pending: list[str] = []


class Filtered:
    """Grammar tokens in parallel lists. Index 0 is a sentinel; the last kind is ``$END``.

    Attributes:
        kinds: Terminal names of the grammar.
        starts: Offsets of first characters.
        ends: Offsets after last characters.
        lasts: Index of the last raw token that each token covers.
    """

    __slots__ = ("ends", "kinds", "lasts", "starts")

    def __init__(self, raw: int) -> None:
        self.kinds = [""]
        self.starts = [0]
        self.ends = [0]
        self.lasts = [raw - 1]

    def split(self, index: int) -> None:
        """Turn a ``not in`` back into a name and the keyword."""
        start, end, last = self.starts[index], self.ends[index], self.lasts[index]
        self.kinds[index : index + 1] = ["NAME", "IN"]
        self.starts[index : index + 1] = [start, end - 2]
        self.ends[index : index + 1] = [start + 3, end]
        self.lasts[index : index + 1] = [last - 1, last]


class TokenFilter:
    """One run over the raw tokens of a text.

    Args:
        text: The source.
        tokens: Its raw tokens.
        structs: Names of the structs declared before.
        first: Index of the raw token to begin with.
        closures: Raw indices of the ``{`` known to begin closures; the run adds to it.
    """

    __slots__ = ("closed", "closures", "frames", "generic", "joined", "out", "raw", "structs", "text")

    def __init__(
        self,
        text: str,
        tokens: Tokens,
        structs: Iterable[str] = (),
        first: int = 0,
        closures: set[int] | None = None,
    ) -> None:
        self.text = text
        self.raw = tokens
        self.structs = set(structs)
        self.closures: set[int] = set() if closures is None else closures
        self.out = Filtered(first)
        self.frames = [Frame(0, None, [])]
        self.closed: str | None = None  # the header whose body the last `}` closed
        self.joined = first  # the raw token whose leading line break does not count
        self.generic = False  # inside the type parameters of a declaration

    def run(self, stop: int | None = None) -> Filtered:
        """Filter the tokens, up to some raw token or all. What is cut off ends with the kind ``CUT``."""
        raw, out = self.raw.kinds, self.out
        starts, ends = self.raw.starts, self.raw.ends
        add_kind, add_start = out.kinds.append, out.starts.append
        add_end, add_last = out.ends.append, out.lasts.append
        handlers = _HANDLERS
        index, count = self.joined, len(raw)
        if stop is not None:
            count = min(stop, count)
        while index < count:
            kind = raw[index]
            handler = handlers.get(kind)
            if handler is None:
                add_kind(kind)
                add_start(starts[index])
                add_end(ends[index])
                add_last(index)
                index += 1
            else:
                index = handler(self, index, kind)
        if index < len(raw):
            self.add("CUT", index)
        return out

    def add(self, kind: str, index: int, last: int | None = None) -> int:
        """Emit a token that covers the raw tokens from `index` to `last`; return the next index."""
        if last is None:
            last = index
        out = self.out
        out.kinds.append(kind)
        out.starts.append(self.raw.starts[index])
        out.ends.append(self.raw.ends[last])
        out.lasts.append(last)
        return last + 1

    def broken(self, index: int) -> bool:
        """Tell whether a line break that counts precedes a raw token."""
        return self.raw.kinds[index - 1] == "NEWLINE" and index != self.joined


def _newline(run: TokenFilter, index: int, kind: str) -> int:
    if run.out.kinds[-1] in _NEEDS_OPERAND:
        return run.add(kind, index)
    return index + 1


def _after_break(run: TokenFilter, index: int, kind: str) -> int:
    return run.add(kind + "_NL" if run.broken(index) else kind, index)


def _end(run: TokenFilter, index: int, kind: str) -> int:
    return run.add("$END", index)


# Brackets


def _open(run: TokenFilter, index: int, kind: str) -> int:
    if run.broken(index):
        kind += "_NL"
    elif kind == "LPAR" and run.out.kinds[-1] in ("WHILE", "RETRY"):
        kind = "HEADER_LPAR"
    run.frames.append(Frame(len(run.out.kinds), None, []))
    return run.add(kind, index)


def _close(run: TokenFilter, index: int, kind: str) -> int:
    frames = run.frames
    if len(frames) > 1:
        braces = frames.pop().braces
        if braces:
            frames[-1].braces += braces
    return _after_break(run, index, kind)


def _open_brace(run: TokenFilter, index: int, kind: str) -> int:
    kinds = run.out.kinds
    previous = kinds[-1]
    pending = run.frames[-1].pending
    body = None
    if index in run.closures:
        kind = "CLOSURE_LBRACE"
    if previous in _OPERAND_END:
        if run.structs and not run.broken(index) and _names_struct(run):
            kind = "STRUCT_LBRACE"
            if pending and pending[-1] in _NO_OPERAND and pending[-1] != "FN":
                body = pending.pop()
        elif pending and (previous != "MORETHAN" or pending[-1] in _NO_OPERAND):
            body = pending.pop()
    elif previous in _BLOCK_WORDS:
        body = pending.pop() if previous in _PENDING_WORDS and pending else previous
    elif previous == "ARROW" and run.frames[-1].body == "MATCH":
        body = previous
    run.frames.append(Frame(len(kinds), body, [len(kinds)]))
    index = run.add(kind, index)
    if body == "TOOL":
        return _description(run, index)
    if body == "PARALLEL":
        return _variable(run, index)
    return index


def _names_struct(run: TokenFilter) -> bool:
    """Tell whether the name just emitted, maybe in parentheses, is that of a struct."""
    out = run.out
    at, closers = len(out.kinds) - 1, 0
    while out.kinds[at] == "RPAR":
        at, closers = at - 1, closers + 1
    if out.kinds[at] != "NAME" or run.text[out.starts[at] : out.ends[at]] not in run.structs:
        return False
    before, *opened = out.kinds[at - closers - 1 : at]
    if opened[:1] == ["LPAR"]:
        called = _ends_callee(out.kinds, at - closers - 1)
        return not called and all(kind in ("LPAR", "LPAR_NL") for kind in opened)
    return before not in ("AT", "DOT", "OPTIONAL_DOT") and all(kind == "LPAR_NL" for kind in opened)


def _ends_callee(kinds: list[str], at: int) -> bool:
    """Tell whether a ``(`` behind a token opens arguments or a header: behind ``f``, ``.f`` or ``(f)``."""
    if kinds[at] != "RPAR":
        return kinds[at] in _CALLED
    return kinds[at - 1] == "NAME" and kinds[at - 2] in ("LPAR", "LPAR_NL") and kinds[at - 3] not in _CALLED


def _description(run: TokenFilter, index: int) -> int:
    name = run.raw.past_breaks(index)
    if run.raw.kinds[name] != "DESCRIPTION" or run.raw.kinds[run.raw.past_breaks(name + 1)] != "STRING":
        return index
    return run.add("DESCRIPTION", name)


def _variable(run: TokenFilter, index: int) -> int:
    name = run.raw.past_breaks(index)
    if run.raw.kinds[name] not in NAMES or run.raw.kinds[name + 1] != "ARROW":
        return index
    return run.add("VARIABLE", name)


def _close_brace(run: TokenFilter, index: int, kind: str) -> int:
    if len(run.frames) > 1:
        run.closed = run.frames.pop().body
    else:
        run.closed = None
        run.frames[0].braces.clear()
    if run.closed not in _SWALLOWING:
        return _after_break(run, index, kind)
    after = run.raw.past_breaks(index + 1)
    _after_break(run, index, kind)
    run.out.lasts[-1] = after - 1
    run.out.ends[-1] = run.raw.ends[after - 1]
    run.joined = after
    return after


def _arrow(run: TokenFilter, index: int, kind: str) -> int:
    frame = run.frames[-1]
    for brace in frame.braces:
        if run.out.kinds[brace] == "LBRACE":
            run.out.kinds[brace] = "CLOSURE_LBRACE"
            run.closures.add(run.out.lasts[brace])
    if frame.pending and frame.pending[-1] == "IF":  # it was the guard of a match arm
        frame.pending.pop()
    return _after_break(run, index, kind)


# Operators and punctuation


def _question(run: TokenFilter, index: int, kind: str) -> int:
    if run.broken(index):
        return run.add("QMARK_NL", index)
    return run.add("QMARK" if run.raw.kinds[index + 1] in _TERNARY_START else "TRY_MARK", index)


def _dot(run: TokenFilter, index: int, kind: str) -> int:
    if run.raw.kinds[index + 1 : index + 3] != ["DOT", "DOT"]:
        return run.add(kind, index)
    kind = "ELLIPSIS_JOINED" if run.out.kinds[-1] in _OPERAND_END else "ELLIPSIS"
    return run.add(kind + "_NL" if run.broken(index) else kind, index, index + 2)


def _less(run: TokenFilter, index: int, kind: str) -> int:
    kinds = run.out.kinds
    run.generic = kinds[-1] == "NAME" and kinds[-2] in _GENERIC
    return _after_break(run, index, kind)


def _more(run: TokenFilter, index: int, kind: str) -> int:
    run.generic = False
    return _after_break(run, index, kind)


# Words


def _is_name(run: TokenFilter, index: int, kind: str) -> bool:
    """Tell whether a keyword is a plain name here: a member, or the key of a dict entry."""
    previous = run.out.kinds[-1]
    if previous in ("DOT", "OPTIONAL_DOT"):
        return kind in MEMBER_NAMES
    if run.raw.kinds[run.raw.past_breaks(index + 1)] != "COLON" or kind not in MEMBER_NAMES:
        return False
    frame = run.frames[-1]
    if frame.body is not None or run.out.kinds[frame.at] not in ("LBRACE", "STRUCT_LBRACE"):
        return False
    if previous not in _OPERAND_END:
        return previous in _OPENERS or previous in ("COMMA", "COMMA_NL")
    if kind in ("ELSE", "CATCH") and previous.startswith("RBRACE") and run.closed in _SWALLOWING:
        return False
    return kind not in ("IN", "TO", "EXCLUSIVE") or run.broken(index)


def _keyword(run: TokenFilter, index: int, kind: str) -> int:
    return run.add("KEYWORD_NAME" if _is_name(run, index, kind) else kind, index)


def _infix_word(run: TokenFilter, index: int, kind: str) -> int:
    if _is_name(run, index, kind):
        return run.add("KEYWORD_NAME", index)
    return _after_break(run, index, kind)


def _header(run: TokenFilter, index: int, kind: str) -> int:
    if _is_name(run, index, kind):
        return run.add("KEYWORD_NAME", index)
    run.frames[-1].pending.append(kind)
    return run.add(kind, index)


def _if(run: TokenFilter, index: int, kind: str) -> int:
    if _is_name(run, index, kind):
        return run.add("KEYWORD_NAME", index)
    run.frames[-1].pending.append(kind)
    if run.broken(index):
        return run.add("IF_NL", index)
    return run.add("ELSE_IF" if run.out.kinds[-1] == "ELSE" else kind, index)


def _try(run: TokenFilter, index: int, kind: str) -> int:
    if run.raw.kinds[index + 1] == "STAR" and not _is_name(run, index, kind):
        return run.add("TRY_STAR", index, index + 1)
    return _header(run, index, kind)


def _catch(run: TokenFilter, index: int, kind: str) -> int:
    following = _header(run, index, kind)
    name = run.raw.past_breaks(following)
    if run.out.kinds[-1] == "CATCH" and name > following and run.raw.kinds[name] in NAMES:
        return run.add("NAME_NL", name)
    return following


def _from(run: TokenFilter, index: int, kind: str) -> int:
    if run.frames[-1].body == "SELECT":
        run.frames[-1].pending.append("ARM")
    return _keyword(run, index, kind)


def _struct(run: TokenFilter, index: int, kind: str) -> int:
    following = _header(run, index, kind)
    name = run.raw.past_breaks(following)
    if run.out.kinds[-1] == "STRUCT" and run.raw.kinds[name] in NAMES:
        run.structs.add(run.text[run.raw.starts[name] : run.raw.ends[name]])
    return following


def _result(run: TokenFilter, index: int, kind: str) -> int:
    """`return` and `yield` take a value when something follows on their line."""
    if _is_name(run, index, kind):
        return run.add("KEYWORD_NAME", index)
    bare = run.raw.kinds[index + 1] in ("NEWLINE", "RBRACE", "EOF")
    return run.add(kind if bare else kind + "_VALUE", index)


# Names that are keywords in one place


def _mode(run: TokenFilter, index: int, kind: str) -> int:
    here = run.out.kinds[-1] == "PARALLEL" and not run.broken(index)
    return run.add(kind if here else "NAME", index)


def _clause(run: TokenFilter, index: int, kind: str) -> int:
    owner = "PARALLEL" if kind == "WITH" else "FN"
    here = (
        not run.generic
        and run.out.kinds[-1] in _OPERAND_END
        and run.frames[-1].pending[-1:] == [owner]
        and not run.broken(index)
    )
    return run.add(kind if here else "NAME", index)


def _select_word(run: TokenFilter, index: int, kind: str) -> int:
    frame = run.frames[-1]
    at_arm = frame.at == len(run.out.kinds) - 1 or (
        run.out.kinds[-1] in ("RBRACE", "RBRACE_NL") and run.closed == "ARM"
    )
    if frame.body != "SELECT" or not at_arm:
        return run.add("NAME", index)
    frame.pending.append("ARM")
    return run.add(kind, index)


def _out(run: TokenFilter, index: int, kind: str) -> int:
    here = (
        run.generic
        and run.raw.kinds[index + 1] in NAMES
        and (run.out.kinds[-1] in ("LESSTHAN", "COMMA") or not run.broken(index))
    )
    return run.add(kind if here else "NAME", index)


def _never(run: TokenFilter, index: int, kind: str) -> int:
    """A type that takes no arguments: the ``<`` behind it compares, or is an error."""
    here = run.raw.kinds[index + 1] == "LESSTHAN" and run.out.kinds[-1] not in _GENERIC
    return run.add(kind if here else "NAME", index)


def _not(run: TokenFilter, index: int, kind: str) -> int:
    if run.raw.kinds[index + 1] == "IN" and run.out.kinds[-1] in _OPERAND_END and not run.broken(index):
        return run.add("NOT_IN", index, index + 1)
    return run.add("NAME", index)


def _name(run: TokenFilter, index: int, kind: str) -> int:
    return run.add("NAME", index)


_Handler = Callable[[TokenFilter, int, str], int]

_HANDLERS: dict[str, _Handler] = (
    dict.fromkeys(_AFTER_BREAK, _after_break)
    | dict.fromkeys(KEYWORDS.values(), _keyword)
    | dict.fromkeys("DEADLINE ENUM FN FOR IMPL INTERFACE MATCH OVERRIDE PARALLEL PIPELINE RETRY TOOL WHILE".split(), _header)
    | dict.fromkeys(("EXCLUSIVE", "EXTENDS", "IN", "TO"), _infix_word)
    | dict.fromkeys(("EACH", "SETTLE"), _mode)
    | dict.fromkeys(("WITH", "WHERE"), _clause)
    | dict.fromkeys(("TIMEOUT", "DEFAULT"), _select_word)
    | dict.fromkeys(("RETURN", "YIELD"), _result)
    | dict.fromkeys(("LPAR", "LSQB"), _open)
    | dict.fromkeys(("RPAR", "RSQB"), _close)
    | {
        "NEWLINE": _newline,
        "EOF": _end,
        "LBRACE": _open_brace,
        "RBRACE": _close_brace,
        "ARROW": _arrow,
        "QMARK": _question,
        "DOT": _dot,
        "LESSTHAN": _less,
        "MORETHAN": _more,
        "IF": _if,
        "TRY": _try,
        "CATCH": _catch,
        "FROM": _from,
        "STRUCT": _struct,
        "OUT": _out,
        "NEVER": _never,
        "NOT": _not,
        "DESCRIPTION": _name,
    }
)
