"""Writing TOML as Harn 0.7.8 does.

Keys come in order: first what fits on a line, then tables, then what is inside them. Strings are written in
whichever way needs the fewest escapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from harnvm.values.display import display, float_text
from harnvm.values.model import Value


class TomlError(ValueError):
    """A value has no form in TOML; the message says which kind it is."""


def write_toml(value: Value) -> str:
    """Return a dict of strings, numbers, bools, lists and dicts as a TOML document.

    Raises:
        TomlError: There is a nil in it, or it is no dict.
    """
    if _holds_nil(value):
        raise TomlError("unsupported unit type")
    if type(value) is not dict:
        raise TomlError(f"unsupported {_KIND_NAMES[type(value)]} type")
    return "\n".join(_blocks(value, "", ""))


_KIND_NAMES = {bool: "bool", int: "i64", float: "f64", str: "str", list: "array"}


def _holds_nil(value: Value) -> bool:
    if type(value) is dict:
        return any(map(_holds_nil, value.values()))
    return any(map(_holds_nil, value)) if type(value) is list else value is None


def _blocks(table: dict[str, Value], path: str, header: str) -> Iterator[str]:
    """Yield a table with its header, if it needs one, and all tables inside it."""
    lines: list[str] = []
    inner: list[tuple[dict[str, Value], str, str]] = []
    for key in sorted(table):
        value, name = table[key], _key(key)
        inner_path = f"{path}.{name}" if path else name
        if type(value) is dict:
            inner.append((value, inner_path, f"[{inner_path}]\n"))
        elif type(value) is list and value and all(type(item) is dict for item in value):
            inner += [(item, inner_path, f"[[{inner_path}]]\n") for item in value]
        else:
            lines.append(f"{name} = {_inline(value)}\n")
    if lines or header.startswith("[[") or (header and not inner):
        yield header + "".join(lines)
    for part in inner:
        yield from _blocks(*part)


def _inline(value: Value) -> str:
    kind = type(value)
    if kind is str:
        return _string(value)
    if kind is float:
        text = float_text(value)
        return text if "." in text else text + ".0"
    if kind is list:
        return f"[{', '.join(map(_inline, value))}]"
    if kind is dict:
        entries = [f"{_key(key)} = {_inline(value[key])}" for key in sorted(value)]
        return f"{{ {', '.join(entries)} }}" if entries else "{}"
    return display(value)


_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def _key(key: str) -> str:
    if _BARE_KEY.fullmatch(key):
        return key
    controls = "\n" in key or _CONTROLS.search(key) is not None
    literal = ('"' in key or "\\" in key) and "'" not in key and not controls
    return f"'{key}'" if literal else _basic(key)


def _string(text: str) -> str:
    """Return a string in the first of five notations that shows it well."""
    lines = "\n" in text
    if _CONTROLS.search(text) is not None:
        return _long_basic(text) if lines else _basic(text)
    if not lines and '"' not in text and "\\" not in text:
        return _basic(text)
    if not lines and "'" not in text:
        return f"'{text}'"
    if "\\" not in text and '"""' not in text:
        return _long_basic(text)
    if "'''" not in text:
        return "'''" + ("\n" if lines else "") + f"{text}'''"
    return _long_basic(text) if lines else _basic(text)


_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(32), 127)}
_ESCAPES |= {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", ord("\\"): "\\\\"}
_LONG_ESCAPES = {code: text for code, text in _ESCAPES.items() if code != 10}


def _basic(text: str) -> str:
    return '"' + text.translate(_ESCAPES).replace('"', '\\"') + '"'


def _long_basic(text: str) -> str:
    start = '"""\n' if "\n" in text else '"""'
    return start + text.translate(_LONG_ESCAPES).replace('"""', '""\\"') + '"""'
