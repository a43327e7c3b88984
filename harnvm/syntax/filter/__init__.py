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

from harnvm.syntax.filter.punctuation import PUNCTUATION
from harnvm.syntax.filter.state import Filtered, Run
from harnvm.syntax.filter.words import WORDS

__all__ = ["Filtered", "TokenFilter"]

_HANDLERS = PUNCTUATION | WORDS


class TokenFilter(Run):
    """One run over the raw tokens of a text; see `Run` for the arguments."""

    __slots__ = ()

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
