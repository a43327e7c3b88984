"""Reading YAML as Harn 0.7.8 does.

PyYAML splits the text into events; what a scalar means is decided here, by the rules of YAML 1.2: ``yes``
and ``010`` are strings. A local tag makes a dict of one key, the tag. The result is what JSON can hold, so
infinite floats are nil and keys become strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from harnvm.builtins.json_write import file_number
from harnvm.errors import runtime_error
from harnvm.values.display import display
from harnvm.values.model import INT_MAX, INT_MIN, Value

#: Containers that may stand inside one another.
_MAX_NESTING = 128

#: How often aliases may be used for each event of the text: enough for all but texts made to explode.
_MAX_REPEATS = 100


class YamlError(ValueError):
    """A text is not YAML; the message says what is wrong and where."""


class YamlKeyError(ValueError):
    """A text is YAML, but has a key that cannot be a string."""


def _library() -> Any:
    """Return PyYAML, or say that it is missing.

    Its parser in C is required: the one in Python lets lone surrogates and unknown directives pass.
    """
    try:
        import yaml  # type: ignore[import-untyped]
    except ImportError:
        yaml = None
    if yaml is None or not hasattr(yaml, "CSafeLoader"):
        raise runtime_error("reading YAML needs a package: pip install pyyaml") from None
    return yaml


def read_yaml(text: str) -> Value:
    """Return the Harn value that a YAML document stands for; an empty one is nil.

    Raises:
        YamlError: The text is not one YAML document.
        YamlKeyError: It has a key that cannot be a string.
    """
    yaml = _library()
    try:
        return _Reader(yaml.parse(text, yaml.CSafeLoader)).document()
    except yaml.YAMLError as error:
        raise YamlError(_described(error)) from None


def _described(error: Any) -> str:
    """Return what PyYAML has to say in one line."""
    problem = getattr(error, "problem", None)
    if problem is None:
        return str(error).partition("\n")[0]
    where = _position(error.problem_mark)
    if error.context is None:
        return f"{problem}{where}"
    context_where = _position(error.context_mark)
    return f"{problem}{where}, {error.context}{context_where if context_where != where else ''}"


def _position(mark: Any) -> str:
    """Return where a mark is, nothing if it is at the very start."""
    if mark is None or mark.line == mark.column == 0:
        return ""
    return f" at line {mark.line + 1} column {mark.column + 1}"


class _Reader:
    """Makes one value of events.

    An alias is the very value of its anchor, not a copy: Harn values are immutable. Anchors remember how many
    aliases their value took, so that the limit holds for what the value would be when written out.
    """

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.count = 0
        self.depth = 0
        self.repeats = 0
        self.anchors: dict[str, tuple[Value, int] | None] = {}
        self.bad_key: str | None = None

    def next(self) -> tuple[str, Any]:
        event = next(self.events)
        self.count += 1
        return type(event).__name__, event

    def document(self) -> Value:
        self.next()  # the start of the stream
        kind, _ = self.next()
        if kind == "StreamEndEvent":
            return None
        value = self.value(*self.next())
        self.next()  # the end of the document
        if self.next()[0] != "StreamEndEvent":
            raise YamlError("deserializing from YAML containing more than one document is not supported")
        if self.repeats > _MAX_REPEATS * self.count:
            raise YamlError("repetition limit exceeded")
        if self.bad_key is not None:
            raise YamlKeyError(self.bad_key)
        return value

    def value(self, kind: str, event: Any) -> Value:
        if kind == "AliasEvent":
            return self.aliased(event)
        before = self.repeats
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        local = event.tag is not None and event.tag.startswith("!")
        value: Value = self.scalar(event, local) if kind == "ScalarEvent" else self.container(kind, event)
        if local:
            value = {f"!{event.tag[1:] or '!'}": value}
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, self.repeats - before)
        return value

    def aliased(self, event: Any) -> Value:
        if event.anchor not in self.anchors:
            raise YamlError(f"unknown anchor{_position(event.start_mark)}")
        found = self.anchors[event.anchor]
        if found is None:  # the alias is inside what it stands for
            raise YamlError("recursion limit exceeded")
        self.repeats += 1 + found[1]
        return found[0]

    def scalar(self, event: Any, local: bool) -> Value:
        if event.tag is not None and not local:
            return _tagged(event)
        return event.value if event.style else _plain(event.value)

    def container(self, kind: str, event: Any) -> Value:
        if self.depth == _MAX_NESTING:
            raise YamlError(f"recursion limit exceeded{_position(event.start_mark)}")
        self.depth += 1
        value = self.items() if kind == "SequenceStartEvent" else self.entries(event)
        self.depth -= 1
        return value

    def items(self) -> list[Value]:
        items: list[Value] = []
        while True:
            kind, event = self.next()
            if kind == "SequenceEndEvent":
                return items
            items.append(self.value(kind, event))

    def entries(self, start: Any) -> dict[str, Value]:
        entries: dict[str, Value] = {}
        seen: set[tuple[type, Value]] = set()
        while True:
            kind, event = self.next()
            if kind == "MappingEndEvent":
                return entries
            key = self.value(kind, event)
            text = self.key_text(key)
            identity = (type(key), key if text is not None else None)
            if identity in seen and type(key) is not dict and type(key) is not list:
                shown = f'"{key}"' if type(key) is str else display(key)
                raise YamlError(f"duplicate entry with key {shown}{_position(start.start_mark)}")
            seen.add(identity)
            entries[text or ""] = self.value(*self.next())

    def key_text(self, key: Value) -> str | None:
        """Return a key as a string; None if it cannot be one, which is an error once all is read."""
        if type(key) is str:
            return key
        if type(key) is float:
            return file_number(key)
        if type(key) is int or type(key) is bool:
            return display(key)
        self.bad_key = self.bad_key or "key must be a string"
        return None


_NIL = frozenset(["", "~", "null", "Null", "NULL"])
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOT_FINITE = re.compile(r"[+-]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_INT = re.compile(r"([+-]?)(?:0x([0-9a-fA-F]+)|0o([0-7]+)|0b([01]+)|(0|[1-9][0-9]*))")
_ZEROS = re.compile(r"[+-]?0[0-9]+")
_FLOAT = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def _plain(text: str) -> Value:
    """Return what a scalar without quotes stands for."""
    if text in _NIL:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if text[0] not in "+-.0123456789":
        return text
    number = _int(text)
    if number is None and _ZEROS.fullmatch(text) is None:
        number = _float(text)
    return text if number is None else _finite(number)


def reads_as_text(text: str) -> bool:
    """Tell whether a scalar without quotes is a string, and looks like one."""
    if _ZEROS.fullmatch(text):
        return False
    try:
        return type(_plain(text)) is str
    except YamlError:
        return False


def _finite(number: float) -> float | None:
    return number if number - number == 0 else None


def _int(text: str) -> int | float | None:
    """Return the int that a text spells; a float from 64 bits up."""
    match = _INT.fullmatch(text)
    if match is None or len(text) > _LONGEST_INT:
        return None
    sign, *digits = match.groups()
    spelled, base = next((d, b) for d, b in zip(digits, (16, 8, 2, 10), strict=True) if d is not None)
    number = int(sign + spelled, base)
    if INT_MIN <= number <= INT_MAX:
        return number
    if 0 < number < 1 << 64:
        return float(number)
    if -(1 << 127) <= number < 1 << 128:
        raise YamlError(f"integer out of range: {text}")
    return None


#: Longer than any int of 128 bits, so that no time is lost on huge ones.
_LONGEST_INT = 160


def _float(text: str) -> float | None:
    """Return the float that a text spells; one that is too large is no number but text."""
    if _NOT_FINITE.fullmatch(text):
        return float("inf")
    if _FLOAT.fullmatch(text) is None:
        return None
    return _finite(float(text))


def _tagged(event: Any) -> Value:
    """Return what a scalar with one of YAML's own tags stands for."""
    kind = event.tag.removeprefix("tag:yaml.org,2002:")
    if kind == event.tag or kind not in _EXPECTED:
        return event.value
    text: str = event.value
    if kind == "null" and text in _NIL and text:
        return None
    if kind == "bool" and text in _BOOLS:
        return _BOOLS[text]
    number = _int(text) if kind == "int" else _float(text) if kind == "float" else None
    if number is None:
        expected = f'invalid value: string "{text}", expected {_EXPECTED[kind]}'
        raise YamlError(expected + _position(event.start_mark))
    return _finite(number)


_EXPECTED = {"null": "null", "bool": "a boolean", "int": "an integer", "float": "a float"}
