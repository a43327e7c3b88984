"""What a backslash in a regular expression begins, in the terms of Python's `regex` module."""

from __future__ import annotations

from typing import Literal, NamedTuple

from harnvm.regexes.cursor import Cursor
from harnvm.regexes.engine import EngineError, compile_pattern

#: What ``\\w``, ``\\d`` and ``\\s`` are without Unicode.
ASCII_SETS = {"w": "0-9A-Za-z_", "d": "0-9", "s": r"\t\n\x0b\x0c\r\x20"}

_CONTROLS = {"a": "\a", "f": "\f", "t": "\t", "n": "\n", "r": "\r", "v": "\v"}

_INCOMPLETE = "incomplete escape sequence, reached end of pattern prematurely"


class Token(NamedTuple):
    """A piece of a pattern: a character, a set of characters, or a condition on the place.

    The text is the character itself, but `regex` syntax for the other two. A set is in a form that can stand
    alone and in a class.
    """

    kind: Literal["character", "set", "condition"]
    text: str


def literal(character: str) -> str:
    """Return `regex` syntax for a character, in and out of classes."""
    code = ord(character)
    if character.isalnum() or character == "_" or code >= 160:
        return character
    return "\\" + character if 33 <= code < 127 else f"\\x{code:02x}"


def read_escape(cursor: Cursor) -> Token:
    """Read an escape sequence; the cursor is at its backslash."""
    start = cursor.at
    cursor.at += 1
    letter = cursor.read()
    if not letter:
        cursor.fail(_INCOMPLETE, start, cursor.at)
    if "0" <= letter <= "9":
        cursor.fail("backreferences are not supported", start, cursor.at)
    if letter in "xuU":
        return Token("character", _read_code(cursor, {"x": 2, "u": 4, "U": 8}[letter]))
    if letter in "pP":
        return _read_property(cursor, start, negated=letter == "P")
    if letter.lower() in ASCII_SETS:
        return _perl_set(cursor, start, letter)
    if letter in _CONTROLS:
        return Token("character", _CONTROLS[letter])
    if letter in "AzbB<>":
        return Token("condition", _condition(cursor, start, letter))
    if not letter.isascii() or letter.isalnum():
        cursor.fail("unrecognized escape sequence", start, cursor.at)
    return Token("character", letter)


def _read_code(cursor: Cursor, digits: int) -> str:
    cursor.skip_spaces()
    opened = cursor.at
    if cursor.take("{"):
        return _read_braced_code(cursor, opened)
    found = ""
    while len(found) < digits:
        cursor.skip_spaces()
        found += _hex_digit(cursor, cursor.at)
    return _character(cursor, found, opened, cursor.at)


def _read_braced_code(cursor: Cursor, opened: int) -> str:
    found, start = "", cursor.at
    while cursor.peek() != "}":
        found += _hex_digit(cursor, opened)
        cursor.skip_spaces()
    end = cursor.at
    cursor.at += 1
    if not found:
        cursor.fail("hexadecimal literal empty", opened, cursor.at)
    return _character(cursor, found, start, end)


def _hex_digit(cursor: Cursor, unfinished: int) -> str:
    """Read a digit; if the pattern ends instead, blame it from `unfinished` on."""
    place = cursor.at
    digit = cursor.read()
    if not digit:
        cursor.fail(_INCOMPLETE, unfinished, place)
    if digit not in "0123456789abcdefABCDEF":
        cursor.fail("invalid hexadecimal digit", place, cursor.at)
    return digit


def _character(cursor: Cursor, digits: str, start: int, end: int) -> str:
    code = int(digits, 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        cursor.fail("hexadecimal literal is not a Unicode scalar value", start, end)
    return chr(code)


def _read_property(cursor: Cursor, start: int, negated: bool) -> Token:
    cursor.skip_spaces()
    name = cursor.read()
    if name == "{":
        end = cursor.pattern.find("}", cursor.at)
        if end < 0:
            cursor.fail(_INCOMPLETE, len(cursor.pattern), len(cursor.pattern))
        name = cursor.pattern[cursor.at : end]
        cursor.at = end + 1
    elif not name:
        cursor.fail(_INCOMPLETE, cursor.at, cursor.at)
    elif name == "\\":
        cursor.fail("invalid Unicode character class", cursor.at - 1, cursor.at)
    if not cursor.flags.unicode:
        cursor.dispute("Unicode not allowed here", start, cursor.at)
    return Token("set", _property(cursor, name, start, negated))


def _property(cursor: Cursor, name: str, start: int, negated: bool) -> str:
    """Return `regex` syntax for a Unicode property, given as ``name``, ``name=value`` or the like."""
    name, operator, value = name.replace("!=", "\0=").replace(":", "=").partition("=")
    if name.endswith("\0"):
        name, negated = name[:-1], not negated
    known = {"gc": "gc", "generalcategory": "gc", "sc": "sc", "script": "sc", "scx": "scx"}
    if operator and name.replace("_", "").replace(" ", "").lower() not in (*known, "scriptextensions"):
        cursor.dispute("Unicode property not found", start, cursor.at)
    syntax = f"\\{'P' if negated else 'p'}{{{name}{operator}{value}}}"
    if not _is_known(syntax):
        reason = "Unicode property value not found" if operator else "Unicode property not found"
        cursor.dispute(reason, start, cursor.at)
    return syntax


def _is_known(syntax: str) -> bool:
    try:
        compile_pattern(syntax)
    except EngineError:
        return False
    return True


def _perl_set(cursor: Cursor, start: int, letter: str) -> Token:
    if cursor.flags.unicode:
        return Token("set", "\\" + letter)
    if letter.isupper():
        cursor.dispute("pattern can match invalid UTF-8", start, cursor.at)
    return Token("set", f"[{ASCII_SETS[letter.lower()]}]")


def _condition(cursor: Cursor, start: int, letter: str) -> str:
    if letter == "A":
        return r"\A"
    if letter == "z":
        return r"\Z"
    word = r"\w" if cursor.flags.unicode else f"[{ASCII_SETS['w']}]"
    begins, ends = f"(?:(?<!{word})(?={word}))", f"(?:(?<={word})(?!{word}))"
    if letter == "B":
        return f"(?:(?<={word})(?={word})|(?<!{word})(?!{word}))"
    if letter == "b":
        special = _special_boundary(cursor, start)
        halves = {"start": begins, "end": ends, "start-half": f"(?<!{word})", "end-half": f"(?!{word})"}
        if special is not None:
            return halves[special]
        return r"\b" if cursor.flags.unicode else f"(?:{begins}|{ends})"
    return begins if letter == "<" else ends


def _special_boundary(cursor: Cursor, start: int) -> str | None:
    """Read what follows ``\\b`` if it is a name in braces; numbers in braces repeat the boundary."""
    opened = cursor.at
    if not cursor.take("{"):
        return None
    cursor.skip_spaces()
    if not cursor.peek():
        reason = (
            "found either the beginning of a special word boundary or a bounded repetition on a \\b with an"
            " opening brace, but no closing brace"
        )
        cursor.fail(reason, start, cursor.at)
    name_start = cursor.at
    while (letter := cursor.peek()) == "-" or (letter.isascii() and letter.isalpha()):
        cursor.at += 1
    if cursor.at == name_start:
        cursor.at = opened
        return None
    name = cursor.pattern[name_start : cursor.at]
    if cursor.peek() != "}":
        reason = "special word boundary assertion is either unclosed or contains an invalid character"
        cursor.fail(reason, opened, cursor.at)
    if name not in ("start", "end", "start-half", "end-half"):
        valid = "valid choices are: start, end, start-half or end-half"
        cursor.fail(f"unrecognized special word boundary assertion, {valid}", name_start, cursor.at)
    cursor.at += 1
    return name
