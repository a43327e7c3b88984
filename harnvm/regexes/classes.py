"""Character classes: what stands between brackets, with nesting and the operators ``&&``, ``--``, ``~~``.

The operators have one precedence and bind from the left; what stands side by side is united first.
"""

from __future__ import annotations

from harnvm.regexes.cursor import Cursor, Stretch
from harnvm.regexes.escape import ASCII_SETS, Token, literal, read_escape

_NAMED_SETS = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": r"\x00-\x7f",
    "blank": r"\t\x20",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": r"\!-\~",
    "lower": "a-z",
    "print": r"\x20-\~",
    "punct": r"\!-\/\:-\@\[-\`\{-\~",
    "space": ASCII_SETS["s"],
    "upper": "A-Z",
    "word": ASCII_SETS["w"],
    "xdigit": "0-9A-Fa-f",
}

_OPERATORS = ("&&", "--", "~~")
_UNCLOSED = "unclosed character class"


def read_class(cursor: Cursor) -> str:
    """Return `regex` syntax for the class whose opening bracket comes next."""
    start = cursor.at
    cursor.at += 1
    cursor.enter(start)
    cursor.skip_spaces()
    negated = cursor.take("^")
    items = _read_leading(cursor)
    if not cursor.peek():
        cursor.fail(_UNCLOSED, start, start + 1 if items and items[0] == r"\-" else cursor.at)
    whole = _read_operands(cursor, (start, cursor.at), items)
    cursor.depth -= 1
    if negated and not cursor.flags.unicode:
        cursor.dispute("pattern can match invalid UTF-8", start, cursor.at)
    return f"[^{whole}]" if negated else f"[{whole}]"


def _read_leading(cursor: Cursor) -> list[str]:
    """Read the hyphens, or the one closing bracket, that mean themselves because they stand first."""
    items: list[str] = []
    cursor.skip_spaces()
    while cursor.take("-"):
        items.append(r"\-")
        cursor.skip_spaces()
    if not items and cursor.take("]"):
        items.append(r"\]")
    return items


def _read_operands(cursor: Cursor, opening: Stretch, items: list[str]) -> str:
    """Read up to the closing bracket and return the inside of the class."""
    left: str | None = None
    operator = ""
    while True:
        cursor.skip_spaces()
        found = next((name for name in _OPERATORS if cursor.take(name)), None)
        if found is None and not cursor.take("]"):
            items.append(_read_item(cursor, opening))
            continue
        right = "".join(items) or r"[^\s\S]"
        left = right if left is None else f"[{left}]{operator}[{right}]"
        if found is None:
            return left
        operator, items = found, []


def _read_item(cursor: Cursor, opening: Stretch) -> str:
    letter = cursor.peek()
    if not letter:
        cursor.fail(_UNCLOSED, *opening)
    if letter == "[":
        return _read_named_set(cursor) or read_class(cursor)
    first_start = cursor.at
    first = _read_single(cursor)
    first_end = cursor.at
    cursor.skip_spaces()
    if not cursor.peek():
        cursor.fail(_UNCLOSED, *opening)
    if cursor.peek() != "-" or _after_hyphen(cursor) in ("]", "-"):
        return _single(cursor, first, first_start)
    cursor.at += 1
    cursor.skip_spaces()
    if not cursor.peek():
        cursor.fail(_UNCLOSED, *opening)
    last_start = cursor.at
    last = _read_single(cursor)
    low = _boundary(cursor, first, first_start, first_end)
    high = _boundary(cursor, last, last_start, cursor.at)
    if low > high:
        reason = "invalid character class range, the start must be <= the end"
        cursor.fail(reason, first_start, cursor.at)
    return _range(cursor, low, high, first_start)


def _read_named_set(cursor: Cursor) -> str | None:
    """Read ``[:name:]`` if it comes next; anything else in brackets is a nested class."""
    if not cursor.pattern.startswith("[:", cursor.at):
        return None
    end = cursor.pattern.find(":]", cursor.at + 2)
    name = cursor.pattern[cursor.at + 2 : max(end, 0)]
    inside = _NAMED_SETS.get(name.removeprefix("^"))
    if inside is None:
        return None
    if name.startswith("^") and not cursor.flags.unicode:
        cursor.dispute("pattern can match invalid UTF-8", cursor.at, end + 2)
    cursor.at = end + 2
    return f"[^{inside}]" if name.startswith("^") else f"[{inside}]"


def _read_single(cursor: Cursor) -> Token:
    return read_escape(cursor) if cursor.peek() == "\\" else Token("character", cursor.read())


def _after_hyphen(cursor: Cursor) -> str:
    """Return the character that counts after the hyphen that comes next."""
    place = cursor.at
    cursor.at += 1
    cursor.skip_spaces()
    following = cursor.peek()
    cursor.at = place
    return following


def _single(cursor: Cursor, token: Token, start: int) -> str:
    if token.kind == "condition":
        cursor.fail("invalid escape sequence found in character class", start, cursor.at)
    return _range(cursor, token.text, token.text, start) if token.kind == "character" else token.text


def _boundary(cursor: Cursor, token: Token, start: int, end: int) -> str:
    if token.kind != "character":
        cursor.fail("invalid range boundary, must be a literal", start, end)
    return token.text


def _range(cursor: Cursor, low: str, high: str, start: int) -> str:
    if not cursor.flags.unicode:
        if high > "\x7f":
            cursor.dispute("Unicode not allowed here", start, cursor.at)
        elif cursor.flags.ignore_case:
            return both_cases(low, high)
    return literal(low) if low == high else f"{literal(low)}-{literal(high)}"


def both_cases(low: str, high: str) -> str:
    """Return the inside of a class of ASCII characters and, for letters, those of the other case."""
    letters = {chr(code) for code in range(ord(low), ord(high) + 1)}
    return "".join(
        map(literal, sorted(letters | {letter.swapcase() for letter in letters if letter.isascii()}))
    )
