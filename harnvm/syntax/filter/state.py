"""What a run of the filter knows on its way: its output, the brackets and headers that are open."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable

from harnvm.syntax.kinds import kind_set
from harnvm.syntax.lexer import Tokens

#: Kinds with which an operand, a type or a header's operand may end.
OPERAND_END = kind_set(
    "DURATION EXCLUSIVE FALSE FLOAT INT INTERPOLATED KEYWORD_NAME MORETHAN MORETHAN_NL NAME NIL RAW_STRING "
    "RBRACE RBRACE_NL RPAR RPAR_NL RSQB RSQB_NL STRING TRUE TRY_MARK"
)

#: What `{` has become.
BRACES = kind_set("LBRACE CLOSURE_LBRACE STRUCT_LBRACE")

#: Declarations with type parameters.
GENERIC = kind_set("FN ENUM STRUCT INTERFACE TYPE")

#: Bodies that swallow the line breaks behind them, because an `else` or the like may follow.
SWALLOWING = kind_set("IF TRY CATCH")


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
    """Grammar tokens in parallel sequences. Index 0 is a sentinel; the last kind is ``$END``.

    Attributes:
        kinds: Terminal names of the grammar.
        starts: Offsets of first characters.
        ends: Offsets after last characters.
        lasts: Index of the last raw token that each token covers.
    """

    __slots__ = ("ends", "kinds", "lasts", "starts")

    def __init__(self, raw: int) -> None:
        self.kinds = [""]
        self.starts = array("I", [0])
        self.ends = array("I", [0])
        self.lasts = array("i", [raw - 1])

    def split(self, index: int) -> None:
        """Turn a ``not in`` back into a name and the keyword, which may end its line."""
        self.kinds[index : index + 1] = ["NAME", "IN"]
        self.lasts.insert(index, self.lasts[index] - 1)
        self.starts.insert(index + 1, self.ends[index] - len("in"))
        self.ends.insert(index, self.starts[index] + len("not"))
        if self.kinds[index + 2] == "NEWLINE":
            for tokens in (self.kinds, self.starts, self.ends, self.lasts):
                del tokens[index + 2]


class Run:
    """The state of one run over the raw tokens of a text.

    Args:
        text: The source.
        tokens: Its raw tokens.
        structs: Names of the structs declared before.
        first: Index of the raw token to begin with.
        closures: Raw indices of the ``{`` known to begin closures; the run adds to it.
    """

    __slots__ = (
        "closed",
        "closures",
        "frames",
        "generic",
        "joined",
        "out",
        "raw",
        "structs",
        "text",
        "unnamed",
    )

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
        self.unnamed = -1  # the `)` of the last `fn(…)`, a closure's or a type's
        self.generic = False  # inside the type parameters of a declaration

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


def after_break(run: Run, index: int, kind: str) -> int:
    """Emit a token, renamed if it begins a line."""
    return run.add(kind + "_NL" if run.broken(index) else kind, index)


#: Processes the raw token at an index, of a kind, and returns the index of the next one.
Handler = Callable[[Run, int, str], int]
