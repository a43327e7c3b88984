"""JSON leaves most of its work to Python's library; these hold it to what is written and read by hand."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.builtins.json_careful import JsonError, read_carefully
from harnvm.builtins.json_compact import stringify
from harnvm.builtins.json_read import read_json
from harnvm.values.display import display
from harnvm.values.model import INT_MAX, INT_MIN, RangeValue, SetValue, Value
from harnvm.values.sets import make_set
from harnvm.values.view import ListView

# --- Writing

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def written(value: Value) -> str:
    """Return a value as ``json_stringify`` should write it."""
    kind = type(value)
    if kind is dict:
        return "{" + ",".join(f"{written(key)}:{written(value[key])}" for key in sorted(value)) + "}"
    if kind is list or kind is ListView:
        return "[" + ",".join(map(written, value)) + "]"
    if kind is SetValue:
        return written(list(value.items.values()))
    if kind is str or kind is RangeValue:
        return '"' + "".join(map(_escaped, display(value))) + '"'
    if kind is float:
        return display(value).removesuffix(".0")
    return display(value) if kind is int or kind is bool else "null"


def _escaped(letter: str) -> str:
    is_control = letter < " " or "\x7f" <= letter <= "\x9f"
    return _ESCAPES.get(letter, f"\\u{ord(letter):04x}" if is_control else letter)


#: Pieces that look like JSON, escapes and numbers.
PIECES = [
    "1.0",
    "-0",
    "1e16",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    '"',
    "\\",
    "b",
    "\n",
    "\b",
    "\f",
    "\x7f",
    "\x85",
    "°",
    "日",
]

strings = st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.text(max_size=4)
numbers = (
    st.integers(INT_MIN, INT_MAX)
    | st.floats()
    | st.integers(-20, 20).map(float)
    | st.sampled_from([1e16, 1.5e-7, 5e-324, 96943997202095.625, -1888137104014848.25, 1e15])
)
values = st.recursive(
    st.none() | st.booleans() | numbers | strings | st.just(RangeValue(1, 3, True)),
    lambda parts: (
        st.lists(parts, max_size=4)
        | st.lists(parts, max_size=2).map(ListView)
        | st.lists(parts, max_size=2).map(make_set)
        | st.dictionaries(strings, parts, max_size=3)
    ),
    max_leaves=10,
)


@given(values)
def test_writing(value):
    """Whatever strings look like, each value is written as it would be by hand."""
    assert stringify(value) == written(value)


# --- Reading

digits = st.text("0123456789", min_size=1, max_size=24)
number_texts = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "-"]),
        st.just("0") | digits.map(lambda text: "1" + text),
        st.just("") | digits.map(lambda text: "." + text),
        st.just("")
        | st.builds(lambda mark, size: f"{mark}{size}", st.sampled_from("eE"), st.integers(-340, 320)),
    ),
)

#: Pieces of strings in JSON: escapes, halves of surrogate pairs, and what looks like numbers and brackets.
ESCAPES = [
    "a",
    "\\\\",
    '\\"',
    "\\u00e9",
    "\\ud83d",
    "\\udc4d",
    "\\ud83d\\udc4d",
    "\\\\ud83d",
    "-0",
    "1e300",
    "0" * 20,
    "]",
    "{",
    "日",
]

string_texts = st.lists(st.sampled_from(ESCAPES), max_size=5).map(lambda pieces: f'"{"".join(pieces)}"')
texts = st.recursive(
    st.sampled_from(["null", "true", "-0", "NaN", "-Infinity", "01", "[1,]"]) | number_texts | string_texts,
    lambda parts: (
        st.lists(parts, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(st.tuples(string_texts, parts), max_size=3).map(
            lambda entries: "{" + ",".join(f"{key}: {value}" for key, value in entries) + "}"
        )
    ),
    max_leaves=6,
)


def outcome(read, text, keep_large):
    """Return what reading gives, with the kind of each number and the bits of each float, or the error."""
    try:
        return _exact(read(text, keep_large=keep_large))
    except JsonError as error:
        return f"error: {error}"


def _exact(value):
    if type(value) is list:
        return [_exact(item) for item in value]
    if type(value) is dict:
        return {key: _exact(item) for key, item in value.items()}
    return (type(value), struct.pack("d", value) if type(value) is float else value)


@given(texts, st.booleans())
def test_reading(text, keep_large):
    """Every text gives the same values, or the same error, as when it is read by hand."""
    assert outcome(read_json, text, keep_large) == outcome(read_carefully, text, keep_large)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
@pytest.mark.parametrize("depth", [126, 127, 128, 129])
def test_nesting_in_long_texts(opening, depth):
    """How deep a text nests is told apart from how many containers it has and how long it is."""
    nested = opening * depth + "1" + ("]" if opening == "[" else "}") * depth
    assert isinstance(outcome(read_json, nested, False), str) == (depth > 127)
    for text in (nested + " " * 300, f"[[1], {'[2], ' * 200}{nested}]", f'["{"]" * 200}", {nested}]'):
        assert outcome(read_json, text, False) == outcome(read_carefully, text, False)
