"""What stops the reading of a text, before it is worded for people."""

from __future__ import annotations

#: What a builder action returns to say that its rule does not apply, and the one to fall back to does.
REFUSED = object()


class LexError(Exception):
    """No token begins here. The message lacks the position, which `harnvm.syntax.diagnostics` adds.

    Attributes:
        offset: Where.
        unfinished: Whether more text could mend it.
    """

    def __init__(self, message: str, offset: int, unfinished: bool = False) -> None:
        super().__init__(message)
        self.offset = offset
        self.unfinished = unfinished

    @classmethod
    def unexpected(cls, character: str, offset: int) -> LexError:
        """Make the error of a character that begins no token."""
        return cls(f"Unexpected character '{character}'", offset)

    @classmethod
    def unterminated(cls, offset: int, unfinished: bool = False) -> LexError:
        """Make the error of a string that does not end."""
        return cls("Unterminated string", offset, unfinished)


class ParseError(Exception):
    """The parser wants something else here.

    Attributes:
        expected: What it wants, in words.
        raw: Index of the raw token that is in the way, which is also where recovery starts.
        found: What it found, when that is not the token itself.
        at: Offsets to point at, when they are not those of the token.
        name: Whether it wants a name, so that a keyword is called reserved.
    """

    def __init__(
        self,
        expected: str,
        raw: int,
        found: str | None = None,
        at: tuple[int, int] | None = None,
        name: bool = False,
    ) -> None:
        super().__init__(expected)
        self.expected = expected
        self.raw = raw
        self.found = found
        self.at = at
        self.name = name


class NestingError(Exception):
    """The text is nested too deeply."""

    def __init__(self, offset: int) -> None:
        super().__init__("too deeply nested")
        self.offset = offset


class CutShort(Exception):
    """The parser came to where the filter had stopped."""
