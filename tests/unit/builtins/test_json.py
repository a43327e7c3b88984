"""JSON builtins, and the reading and writing behind them."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.builtins.json_compact import stringify
from harnvm.builtins.json_read import JsonError, read_json
from harnvm.builtins.json_write import file_number, write_json
from harnvm.values.model import BuiltinRef, Duration, EnumValue, PairValue, RangeValue, StructValue
from harnvm.values.sets import make_set
from harnvm.values.view import ListView

INF = float("inf")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": [1, 2.0, 2.5, None, True], "a": 'q"\\\n\t'}, '{"a":"q\\"\\\\\\n\\t","b":[1,2,2.5,null,true]}'),
        (ListView((1, 2)), "[1,2]"),
        (make_set([2, 1]), "[2,1]"),
        (RangeValue(1, 3, True), '"1 to 3"'),
        (EnumValue("E", "A"), "null"),
        (StructValue("P", {"x": 1}), "null"),
        (PairValue(1, 2), "null"),
        (Duration(5), "null"),
        (BuiltinRef("len"), "null"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (-0.0, "-0"),
        (INF, "inf"),
        (float("nan"), "NaN"),
        ("é 👍 /<>&", '"é 👍 /<>&"'),
        ("\b\f\r\x1f\x7f\x85\u2028", '"\\u0008\\u000c\\r\\u001f\\u007f\\u0085\u2028"'),
        ({}, "{}"),
        ([], "[]"),
    ],
)
def test_stringify_is_compact(script, value, text):
    """Keys are ordered, whole floats lose their point, and what JSON does not know is null."""
    assert script.call("json_stringify", value) == text


def test_stringify_refuses_endless_nesting(script):
    """A value too deep to be written is an error that can be caught."""
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    assert script.message("json_stringify", value) == (
        "Runtime error: json_stringify: value is nested too deeply"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (' {"b": [1, 2.0, -3, 1e3, true, null], "a": {}} ', "{a: {}, b: [1, 2.0, -3, 1000.0, true, nil]}"),
        ('"\\u00e9\\ud83d\\udc4d\\/"', "é👍/"),
        ('{"a": 1, "a": 2}', "{a: 2}"),
        ("-0", "-0.0"),
        ("9223372036854775807", "9223372036854775807"),
        ("9223372036854775808", "9223372036854776000"),
        ("123456789012345678901234567890", "123456789012345680000000000000"),
        ("1e-400", "0.0"),
        ("0e99999999999", "0.0"),
        ("-1e-99999999999", "-0.0"),
        ("31.245270191439438", "31.24527019143944"),
        ("4.9825979190748337887", "4.982597919074833"),
    ],
)
def test_parse_gives_values(script, text, value):
    """Ints beyond 64 bits are floats; floats of more than 15 digits are scaled, not rounded."""
    assert script.shown("json_parse", text) == value


def test_large_ints_become_floats(script):
    """Only what fits into 64 bits is an int."""
    assert type(script.call("json_parse", "9223372036854775807")) is int
    assert type(script.call("json_parse", "9223372036854775808")) is float
    assert type(script.call("json_parse", "1.0")) is float


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "EOF while parsing a value at line 1 column 0"),
        ("{", "EOF while parsing an object at line 1 column 1"),
        ("[1", "EOF while parsing a list at line 1 column 2"),
        ("[1,", "EOF while parsing a value at line 1 column 3"),
        ("[1,]", "trailing comma at line 1 column 4"),
        ('{"a": 1,}', "trailing comma at line 1 column 9"),
        ("{a: 1}", "key must be a string at line 1 column 2"),
        ('{"a" 1}', "expected `:` at line 1 column 6"),
        ('{"a"', "EOF while parsing an object at line 1 column 4"),
        ("[1 2]", "expected `,` or `]` at line 1 column 4"),
        ('{"a": 1 "b"}', "expected `,` or `}` at line 1 column 9"),
        ("nul", "EOF while parsing a value at line 1 column 3"),
        ("nothing", "expected ident at line 1 column 2"),
        ("1 2", "trailing characters at line 1 column 3"),
        ("'x'", "expected value at line 1 column 1"),
        ("NaN", "expected value at line 1 column 1"),
        ('"open', "EOF while parsing a string at line 1 column 5"),
        ("[1\n,2\n,x]", "expected value at line 3 column 2"),
        ('"é', "EOF while parsing a string at line 1 column 3"),
        ("01", "invalid number at line 1 column 2"),
        ("-", "EOF while parsing a value at line 1 column 1"),
        ("-x", "invalid number at line 1 column 2"),
        ("1.", "EOF while parsing a value at line 1 column 2"),
        ("1.x", "invalid number at line 1 column 3"),
        ("1e+", "EOF while parsing a value at line 1 column 3"),
        ("1ex", "invalid number at line 1 column 3"),
        ("1e400", "number out of range at line 1 column 5"),
        ("1e21474836471", "number out of range at line 1 column 13"),
        ('"\\x"', "invalid escape at line 1 column 3"),
        ('"\\u12"', "EOF while parsing a string at line 1 column 6"),
        ('"\\u00zz"', "invalid escape at line 1 column 7"),
        ('"\\ud83d"', "unexpected end of hex escape at line 1 column 8"),
        ('"\\ud83d\\n"', "unexpected end of hex escape at line 1 column 9"),
        ('"\\ud83d\\u0041"', "lone leading surrogate in hex escape at line 1 column 13"),
        ('"\\\\ud83d\\udc4d"', "lone leading surrogate in hex escape at line 1 column 14"),
        ('"\\ude00"', "lone leading surrogate in hex escape at line 1 column 7"),
        ('"a\nb"', "control character (\\u0000-\\u001F) found while parsing a string at line 2 column 0"),
        ("[" * 128 + "]" * 128, "recursion limit exceeded at line 1 column 128"),
    ],
)
def test_parse_errors(script, text, error):
    """Errors name what is missing or wrong, and the place in lines and bytes."""
    assert script.message("json_parse", text) == f"Thrown: JSON parse error: {error}"


def test_nesting_up_to_the_limit(script):
    """127 containers may stand inside one another."""
    assert script.call("json_parse", "[" * 127 + "]" * 127)
    with pytest.raises(JsonError):
        read_json('{"a":' * 128 + "1" + "}" * 128)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 63), (1 << 63) - 1)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda parts: (
        st.lists(parts, max_size=3) | st.dictionaries(st.text("aé\n", max_size=2), parts, max_size=3)
    ),
    max_leaves=8,
)


@given(json_values, st.booleans())
def test_written_json_reads_back(value, indent):
    """Python reads what we write, and we read what Python writes."""
    assert json.loads(write_json(value, indent=indent)) == value
    close = read_json(json.dumps(value))
    assert json.dumps(close) == json.dumps(value) or _is_close(close, value)


def _is_close(a, b):
    """Tell whether two values differ in the last digits of floats at most."""
    if type(a) is float:
        return math.isclose(a, b, rel_tol=1e-15)
    if type(a) is list:
        return all(map(_is_close, a, b))
    return all(_is_close(a[key], b[key]) for key in a) if type(a) is dict else a == b


@given(st.text('[]{},:"\\ue0189-+.tfn\n ', max_size=12))
def test_reading_never_crashes(text):
    """Every text is either JSON to Python, too, or refused."""
    try:
        value = read_json(text)
    except JsonError:
        return
    assert stringify(value) == stringify(json.loads(text)) or "-0" in text or "e" in text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1.0, "1.0"),
        (-0.0, "-0.0"),
        (0.1, "0.1"),
        (1e15, "1000000000000000.0"),
        (1e16, "1e+16"),
        (1.2345678901234567e19, "1.2345678901234567e+19"),
        (1e-5, "0.00001"),
        (-1.5e-5, "-0.000015"),
        (1.5e-7, "1.5e-7"),
        (5e-324, "5e-324"),
        (INF, "null"),
        (float("nan"), "null"),
    ],
)
def test_numbers_in_files(number, text):
    """Files keep the point of whole floats and have exponents at both ends."""
    assert file_number(number) == text


def test_files_are_indented_and_ordered():
    """Files have one entry a line, keys in order, and few escapes."""
    assert write_json({"b": [], "a": {"k": [1, 'q"\x7f\b']}, "c": {}}, indent=True) == (
        '{\n  "a": {\n    "k": [\n      1,\n      "q\\"\x7f\\b"\n    ]\n  },\n  "b": [],\n  "c": {}\n}'
    )
    assert write_json({"b": [1, 2.0], "a": None}) == '{"a":null,"b":[1,2.0]}'
