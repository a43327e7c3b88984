"""Writing YAML as Harn 0.7.8 does.

Collections are blocks, lists in dicts not indented, lines never folded. A string is written plainly if it
would be read as itself, as a literal block if it has several lines, else in the simplest quotes that do.
"""

from __future__ import annotations

import re

from harnvm.builtins.json_write import file_number
from harnvm.builtins.yaml_read import reads_as_text
from harnvm.values.display import display
from harnvm.values.model import Value


def write_yaml(value: Value) -> str:
    """Return nil, bools, numbers, strings, lists and dicts as a YAML document, dict keys in order."""
    return _body(value, 0 if value and type(value) in (dict, list) else _STEP)


_STEP = 2

#: Longer keys need a question mark before them.
_LONGEST_KEY = 128


def _body(value: Value, indent: int) -> str:
    """Return the text of a value: its further lines are indented, the first is not, the last is ended."""
    margin = " " * indent
    if type(value) is list and value:
        return margin.join(["- " + _body(item, indent + _STEP) for item in value])
    if type(value) is dict and value:
        return margin.join([_entry(key, value[key], indent) for key in sorted(value)])
    text = _scalar(value, margin)
    return text if text.endswith("\n") else text + "\n"


def _entry(key: str, value: Value, indent: int) -> str:
    margin = " " * indent
    inner = indent + _STEP
    if _BREAK.search(key) or len(key.encode()) > _LONGEST_KEY:
        return f"? {_body(key, inner)}{margin}: {_body(value, inner)}"
    start = _scalar(key, "") + ":"
    if type(value) is list and value:
        return f"{start}\n{margin}{_body(value, indent)}"
    if type(value) is dict and value:
        return f"{start}\n{' ' * inner}{_body(value, inner)}"
    return f"{start} {_body(value, inner)}"


def _scalar(value: Value, margin: str) -> str:
    kind = type(value)
    if kind is str:
        return _string(value, margin)
    if kind is float:
        return file_number(value).replace("e+", "e")
    if kind is list or kind is dict:
        return "[]" if kind is list else "{}"
    return "null" if value is None else display(value)


_BREAK = re.compile(r"[\r\n\x85\u2028\u2029]")

#: Characters that only double quotes can hold, and what they escape besides.
_UNPRINTABLE = "\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff"
_SPECIAL = re.compile(f"[{_UNPRINTABLE}]| [\n\u2028\u2029]")
_ESCAPED = re.compile(f'[{_UNPRINTABLE}\n\u2028\u2029"\\\\]')

#: What would make a string look like something else: at its start, at its end, or anywhere in it.
_MISLEADING = re.compile(
    r"^(?:---|\.\.\.|[#,\[\]{}&*!|>'\"%@` ]|[?:-](?: |$))| $|:(?: |$)| #|[\n\u2028\u2029]"
)
_SPACE_AFTER_BREAK = re.compile("[\n\u2028\u2029] ")
_LINE_START = re.compile("(?<=[\n\u2028\u2029])(?=[^\n\u2028\u2029])")
_BREAKS = ("\n", "\u2028", "\u2029")


def _string(text: str, margin: str) -> str:
    """Return a string in the simplest of four styles that gives it back when it is read."""
    if _SPECIAL.search(text):
        return _double_quoted(text)
    if "\n" in text:
        return _double_quoted(text) if text.endswith(" ") else _literal(text, margin)
    if not _MISLEADING.search(text) and reads_as_text(text):
        return text
    return _double_quoted(text) if _SPACE_AFTER_BREAK.search(text) else _single_quoted(text, margin)


def _literal(text: str, margin: str) -> str:
    starts_blank = text.startswith((" ", *_BREAKS))
    hint = str(_STEP) if starts_blank else ""
    if not text.endswith(_BREAKS):
        hint += "-"
    elif len(text) == 1 or text[-2] in _BREAKS:
        hint += "+"
    first = "" if text.startswith(_BREAKS) else margin
    return f"|{hint}\n{first}{_LINE_START.sub(margin, text)}"


def _single_quoted(text: str, margin: str) -> str:
    last = margin if text.endswith(_BREAKS) else ""
    quoted = _LINE_START.sub(margin, text).replace("'", "''")
    return f"'{quoted}{last}'"


def _double_quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(lambda match: _escape(match[0]), text)}"'


_SHORT_ESCAPES = {
    "\0": "0",
    "\a": "a",
    "\b": "b",
    "\t": "t",
    "\n": "n",
    "\v": "v",
    "\f": "f",
    "\r": "r",
    "\x1b": "e",
    '"': '"',
    "\\": "\\",
    "\x85": "N",
    "\u2028": "L",
    "\u2029": "P",
}


def _escape(char: str) -> str:
    short = _SHORT_ESCAPES.get(char)
    if short is not None:
        return "\\" + short
    return f"\\x{ord(char):02X}" if ord(char) < 256 else f"\\u{ord(char):04X}"
