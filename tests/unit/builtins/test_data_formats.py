"""YAML, TOML, and JSON in prose."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.builtins.toml_read import read_toml
from harnvm.builtins.toml_write import write_toml
from harnvm.builtins.yaml_read import read_yaml
from harnvm.builtins.yaml_write import write_yaml
from harnvm.values.model import Duration, RangeValue, StructValue
from harnvm.values.sets import make_set


def check(script, name, cases):
    """Compare how a builtin's result is shown, for each argument."""
    for argument, expected in cases.items():
        assert script.shown(name, argument) == expected, argument


def test_yaml_documents(script):
    """Blocks, flow collections, anchors and empty documents."""
    check(
        script,
        "yaml_parse",
        {
            "a: 1\nb:\n  - x\n  - 2.5\nc: {d: e}": "{a: 1, b: [x, 2.5], c: {d: e}}",
            "base: &x {k: 1}\nuse: *x": "{base: {k: 1}, use: {k: 1}}",
            "a: |\n  l1\n  l2\nb: >\n  folded\n  text\n": "{a: l1\nl2\n, b: folded text\n}",
            "a: 1\nb: 2": "{a: 1, b: 2}",
            "<<: {a: 1}": "{<<: {a: 1}}",
            "{a, b: 1}": "{a: nil, b: 1}",
            "": "nil",
            "# only\n": "nil",
            "---\n...\n": "nil",
            "just text": "just text",
        },
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("~", None),
        ("Null", None),
        ("nuLL", "nuLL"),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("010", "010"),
        ("-00", "-00"),
        ("-0", 0),
        ("+5", 5),
        ("+-5", "+-5"),
        ("0x1F", 31),
        ("-0o17", -15),
        ("0b101", 5),
        ("0x", "0x"),
        ("1_000", "1_000"),
        ("9223372036854775808", 9223372036854775808.0),
        ("1e3", 1000.0),
        ("5.", 5.0),
        (".5", 0.5),
        ("01e3", 1000.0),
        ("1e400", "1e400"),
        (".inf", None),
        ("-.INF", None),
        (".NaN", None),
        ("nan", "nan"),
        ("12:30:45", "12:30:45"),
        ("2024-01-02", "2024-01-02"),
        ("'5'", "5"),
        ('""', ""),
        ("!!str 5", "5"),
        ('!!int "5"', 5),
        ("!!float 1", 1.0),
        ("!!binary aGk=", "aGk="),
        ("!foo 5", {"!foo": 5}),
        ("!foo '5'", {"!foo": "5"}),
        ("! 5", {"!!": 5}),
    ],
)
def test_yaml_scalars(text, value):
    """Scalars mean what YAML 1.2 says, strings when in quotes; a local tag is a key."""
    result = read_yaml(text)
    assert (result, type(result)) == (value, type(value))


def test_yaml_keys(script):
    """Keys become strings; those that cannot are an error once all is read."""
    check(
        script,
        "yaml_parse",
        {
            "1: a": "{1: a}",
            "true: a": "{true: a}",
            "0x10: a": "{16: a}",
            "1.0: a\n1e16: b": "{1.0: a, 1e+16: b}",
        },
    )
    for key in ("~", "[1]", "{a: 1}", "!x a"):
        assert script.message("yaml_parse", f"? {key}\n: 1") == "Thrown: yaml_parse: key must be a string"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{a: 1, a: 2}", 'duplicate entry with key "a"'),
        ("x:\n  1: a\n  1: b", "duplicate entry with key 1 at line 2 column 3"),
        ("a: *nope", "unknown anchor at line 1 column 4"),
        (
            "---\na: 1\n---\nb: 2",
            "deserializing from YAML containing more than one document is not supported",
        ),
        ("&a [*a]", "recursion limit exceeded"),
        ("[" * 129 + "]" * 129, "recursion limit exceeded at line 1 column 129"),
        ('!!int "x"', 'invalid value: string "x", expected an integer'),
        ("a: 18446744073709551616", "integer out of range: 18446744073709551616"),
    ],
)
def test_yaml_errors(script, text, message):
    """Duplicate keys, several documents, and what cannot be read are refused."""
    assert script.message("yaml_parse", text) == f"Thrown: YAML parse error: {message}"


def test_yaml_syntax_errors_have_a_place(script):
    """What PyYAML refuses is told in one line with its words."""
    message = script.message("yaml_parse", "a: [1, 2")
    assert message.startswith("Thrown: YAML parse error: ")
    assert "\n" not in message
    assert "line 1 column 4" in message


def test_yaml_aliases_cannot_explode(script):
    """A few lines cannot stand for millions of values."""
    lines = ["a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]"]
    for name, before in zip("bcde", "abcd", strict=True):
        lines.append(f"{name}: &{name} [{', '.join(['*' + before] * 9)}]")
    expected = "Thrown: YAML parse error: repetition limit exceeded"
    assert script.message("yaml_parse", "\n".join(lines)) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (
            {"b": [1, 2.5, None, True], "a": {"d": {"k": "v"}}},
            "a:\n  d:\n    k: v\nb:\n- 1\n- 2.5\n- null\n- true\n",
        ),
        ([[1, [2]], {"a": [3], "b": {}}, []], "- - 1\n  - - 2\n- a:\n  - 3\n  b: {}\n- []\n"),
        ("true", "'true'\n"),
        ("", "''\n"),
        (["5", "010", "~", "x: y", "a #b", "a#b", "- d", "-d", " s", "e ", "---", "it's", "'q"], None),
        ("a\nb", "|-\n  a\n  b\n"),
        ({"k": "a\n\n b\n"}, "k: |\n  a\n\n   b\n"),
        ([" a\n", "a\n\n", "\n"], "- |2\n   a\n- |+\n  a\n\n- |2+\n\n"),
        (["a \nb", "a\n "], '- "a \\nb"\n- "a\\n "\n'),
        ("a\tb\x1b\x7f\xa0", '"a\\tb\\e\\x7F\xa0"\n'),
        ("😀 \ufeff", '"😀 \\uFEFF"\n'),
        ({"a\nb": [1], "x" * 129: 2}, f"? |-\n  a\n  b\n: - 1\n? {'x' * 129}\n: 2\n"),
        ([1e16, 1e-6, 1e-5, 1.0], "- 1e16\n- 1e-6\n- 0.00001\n- 1.0\n"),
    ],
)
def test_yaml_output(value, text):
    """Collections are blocks, strings are quoted only if they must be, keys come in order."""
    if text is None:
        text = (
            "- '5'\n- '010'\n- '~'\n- 'x: y'\n- 'a #b'\n- a#b\n- '- d'\n- -d\n- ' s'\n- 'e '\n- '---'\n"
            "- it's\n- '''q'\n"
        )
    assert write_yaml(value) == text


def test_other_kinds_as_data(script):
    """Sets are lists, structs dicts, floats that are not finite nil, and the rest is shown."""
    value = [make_set([1]), StructValue("P", {"x": 1}), Duration(5000), RangeValue(1, 3, True), math.inf]
    assert script.call("yaml_stringify", value) == "- - 1\n- x: 1\n- 5s\n- 1 to 3\n- null\n"
    assert script.call("toml_stringify", StructValue("P", {"x": value[:4]})) == (
        'x = [[1], { x = 1 }, "5s", "1 to 3"]\n'
    )
    deep = []
    for _ in range(100_000):
        deep = [deep]
    assert (
        script.message("yaml_stringify", deep) == "Runtime error: yaml_stringify: value is nested too deeply"
    )


data = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 63), (1 << 63) - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=3), parts, max_size=3),
    max_leaves=8,
)


@given(data)
def test_yaml_there_and_back(value):
    """What is written is read as the same value."""
    assert repr(read_yaml(write_yaml(value))) == repr(_in_order(value))


def _in_order(value):
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    return [_in_order(item) for item in value] if isinstance(value, list) else value


def test_toml_documents(script):
    """Tables, arrays of tables, dotted keys, all kinds of numbers and strings."""
    check(
        script,
        "toml_parse",
        {
            'a = 1\nc = [1, 2]\n[t]\nk = "x"': "{a: 1, c: [1, 2], t: {k: x}}",
            "[[r]]\nn = true\n[[r]]": "{r: [{n: true}, {}]}",
            "x = 1e3\nz = 0xff\nw = 1_000": "{w: 1000, x: 1000.0, z: 255}",
            "a.b.c = inf\n'q q' = nan": "{a: {b: {c: nil}}, q q: nil}",
            "": "{}",
        },
    )


@pytest.mark.parametrize(
    "moment", ["2024-01-02T03:04:05Z", "2024-01-02T03:04:05.12+01:30", "2024-01-02", "03:04:05.5", "03:04:05"]
)
def test_toml_dates(script, moment):
    """Dates and times are dicts of one key."""
    assert script.shown("toml_parse", f"d = {moment}") == f"{{d: {{$__toml_private_datetime: {moment}}}}}"


@pytest.mark.parametrize(
    "text", ["a = ", "a = 1\na = 2", "[t", "i = 9223372036854775808", "f = 1e400", "[" * 5000]
)
def test_toml_errors(script, text):
    """What is no TOML is refused, with Python's words."""
    assert script.message("toml_parse", text).startswith("Thrown: TOML parse error: ")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, ""),
        (
            {"b": 1, "a": {"x": [1, "s"]}, "c": 2.5, "t": True},
            'b = 1\nc = 2.5\nt = true\n\n[a]\nx = [1, "s"]\n',
        ),
        ({"o": {"i": {"k": 1}}, "z": 1}, "z = 1\n\n[o.i]\nk = 1\n"),
        ({"e": {}, "n": {"m": {}}}, "[e]\n\n[n.m]\n"),
        (
            {"rows": [{"a": 1, "sub": {"z": 1}}, {}], "l": []},
            "l = []\n\n[[rows]]\na = 1\n\n[rows.sub]\nz = 1\n\n[[rows]]\n",
        ),
        (
            {"l": [[], [{"a": 1, "b": {}}]], "m": [{"a": 1}, 5]},
            "l = [[], [{ a = 1, b = {} }]]\nm = [{ a = 1 }, 5]\n",
        ),
        ({"f": [0.0, -0.0, 1e15, 1e-7]}, "f = [0.0, -0.0, 1000000000000000.0, 0.0000001]\n"),
        (
            {"": 1, "a b": 2, 'q"': 3, "a\"'": 4, "n\nl": 5},
            '"" = 1\n"a b" = 2\n"a\\"\'" = 4\n"n\\nl" = 5\n\'q"\' = 3\n',
        ),
        ({"s": ['q"q', "\\", "a\tb"]}, "s = ['q\"q', '\\', \"a\\tb\"]\n"),
        ({"m": "l1\nl2"}, 'm = """\nl1\nl2"""\n'),
        ({"m": "'\""}, 'm = """\'""""\n'),
        ({"m": "\\'"}, "m = '''\\''''\n"),
        ({"m": "'''\"\"\""}, 'm = "\'\'\'\\"\\"\\""\n'),
        ({"m": "\x01\r\n"}, 'm = """\n\\u0001\\r\n"""\n'),
    ],
)
def test_toml_output(value, text):
    """Simple values come before tables, strings are written in the notation that fits."""
    assert write_toml(value) == text


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "unit"),
        ({"n": [None]}, "unit"),
        ({"n": math.nan}, "unit"),
        ([None], "unit"),
        ([1], "array"),
        ("text", "str"),
        (5, "i64"),
        (2.5, "f64"),
        (True, "bool"),
    ],
)
def test_toml_refuses(script, value, kind):
    """TOML has no nil, and a document is a dict."""
    assert script.message("toml_stringify", value) == f"Thrown: toml_stringify: unsupported {kind} type"


tables = st.recursive(
    st.booleans()
    | st.integers(-(1 << 63), (1 << 63) - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\r", codec="utf-8")),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=3), parts, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=3), tables, max_size=3))
def test_toml_there_and_back(value):
    """What is written is read as the same value."""
    assert _in_order(read_toml(write_toml(value))) == _in_order(value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('text ```json\n{"a": 1}\n``` more {"b": 2}', "{a: 1}"),
        ("```\n[1]\n```", "[1]"),
        ('``` {"a":1}```', "{a: 1}"),
        ('``` {"a":1}', "{a: 1}"),
        ('prefix {"a": {"b": [1]}} suffix', "{a: {b: [1]}}"),
        ("[1, 2] tail", "[1, 2]"),
        ('{"a":1} {"b":2}', "{a: 1}"),
        (r'{"s": "brace } \" \u007d inside"}', '{s: brace } " } inside}'),
        ("[1] {", "[1]"),
        ("5", "5"),
        (' "str" ', "str"),
    ],
)
def test_json_is_found_in_prose(script, text, shown):
    """A code fence wins, then the first braces, then the first brackets, then the whole text."""
    assert script.shown("json_extract", text) == shown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a { b {"c": 1} d', "expected value at line 1 column 1"),
        ("nothing here", "expected ident at line 1 column 2"),
        ("", "EOF while parsing a value at line 1 column 0"),
        ("{a: 1}", "key must be a string at line 1 column 2"),
    ],
)
def test_only_the_first_candidate_is_tried(script, text, message):
    """What looks like JSON first must be JSON."""
    assert script.message("json_extract", text) == f"Thrown: json_extract: failed to parse JSON: {message}"


def test_json_extract_takes_a_key(script):
    """With a key, the result is what a dict has under it."""
    assert script.call("json_extract", 'x {"a": {"k": 2}, "b": null}', "a") == {"k": 2}
    assert script.call("json_extract", '{"5": null}', 5) is None
    assert script.message("json_extract", "{}", None) == "Thrown: json_extract: key 'nil' not found"
    expected = "Thrown: json_extract: parsed value is not a dict, cannot extract key"
    assert script.message("json_extract", "[1]", "a") == expected
    assert script.message("json_extract") == "Thrown: json_extract requires at least 1 argument: text"
