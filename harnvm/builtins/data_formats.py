"""Data as text in other formats: YAML, TOML, and JSON inside prose."""

from __future__ import annotations

from math import isfinite

from harnvm.builtins.args import arg, text
from harnvm.builtins.registry import Area, Args
from harnvm.errors import runtime_error, thrown
from harnvm.values.display import display
from harnvm.values.model import SetValue, StructValue, Value
from harnvm.values.view import is_list
from harnvm.vm.context import Context

AREA = Area("data_formats")


@AREA.builtin("yaml_parse")
def yaml_parse(ctx: Context, args: Args) -> Value:
    """Return the value that a YAML document stands for."""
    from harnvm.builtins.yaml_read import YamlError, YamlKeyError, read_yaml

    try:
        return read_yaml(text(args, 0))
    except YamlError as error:
        raise thrown(f"YAML parse error: {error}") from None
    except YamlKeyError as error:
        raise thrown(f"yaml_parse: {error}") from None


@AREA.builtin("yaml_stringify")
def yaml_stringify(ctx: Context, args: Args) -> Value:
    """Return a value as a YAML document."""
    from harnvm.builtins.yaml_write import write_yaml

    return write_yaml(_plain_data(arg(args, 0), "yaml_stringify"))


@AREA.builtin("toml_parse")
def toml_parse(ctx: Context, args: Args) -> Value:
    """Return the dict that a TOML document stands for."""
    from harnvm.builtins.toml_read import TomlSyntaxError, read_toml

    try:
        return read_toml(text(args, 0))
    except TomlSyntaxError as error:
        raise thrown(f"TOML parse error: {error}") from None


@AREA.builtin("toml_stringify")
def toml_stringify(ctx: Context, args: Args) -> Value:
    """Return a dict as a TOML document."""
    from harnvm.builtins.toml_write import TomlError, write_toml

    try:
        return write_toml(_plain_data(arg(args, 0), "toml_stringify"))
    except TomlError as error:
        raise thrown(f"toml_stringify: {error}") from None


def _plain_data(value: Value, name: str) -> Value:
    """Return a value as nil, bools, numbers, strings, lists and dicts; what is none of these is shown."""
    try:
        return _plain(value)
    except RecursionError:
        raise runtime_error(f"{name}: value is nested too deeply") from None


def _plain(value: Value) -> Value:
    kind = type(value)
    if value is None or kind in (str, int, bool):
        return value
    if kind is float:
        return value if isfinite(value) else None
    if is_list(value):
        return [_plain(item) for item in value]
    if kind is SetValue:
        return [_plain(item) for item in value.items.values()]
    if kind is dict or kind is StructValue:
        fields = value if kind is dict else value.fields
        return {key: _plain(part) for key, part in fields.items()}
    return display(value)


@AREA.builtin("json_extract")
def json_extract(ctx: Context, args: Args) -> Value:
    """Return the JSON value that a text contains, or what it has under a key."""
    from harnvm.builtins.json_read import JsonError, read_json

    if not args:
        raise thrown("json_extract requires at least 1 argument: text")
    try:
        value = read_json(find_json(display(args[0])))
    except JsonError as error:
        raise thrown(f"json_extract: failed to parse JSON: {error}") from None
    return value if len(args) < 2 else _member(value, display(args[1]))


def _member(value: Value, key: str) -> Value:
    if type(value) is not dict:
        raise thrown("json_extract: parsed value is not a dict, cannot extract key")
    if key not in value:
        raise thrown(f"json_extract: key '{key}' not found")
    return value[key]


def find_json(prose: str) -> str:
    """Return the part of a text that looks like JSON.

    That is what stands in the first code fence, else the first ``{`` up to its end, else the first ``[`` up
    to its end, else the whole text. Whether it is JSON is not asked.
    """
    prose = prose.strip()
    fence = prose.find("```")
    if fence >= 0:
        start = prose.find("\n", fence + 3) + 1 or fence + 3
        end = prose.find("```", start)
        if end >= 0:
            return prose[start:end].strip()
    return _balanced(prose, "{", "}") or _balanced(prose, "[", "]") or prose


def _balanced(prose: str, opening: str, closing: str) -> str | None:
    """Return the text from the first `opening` to the `closing` that matches it, leaving out strings."""
    import re

    mark = re.compile(r'[\\"{}\[\]]')
    start = place = prose.find(opening)
    depth = 0
    in_string = False
    while place >= 0 and (match := mark.search(prose, place)) is not None:
        piece, place = match[0], match.end()
        if piece == '"':
            in_string = not in_string
        elif piece == "\\" and in_string:
            place += 5 if prose.startswith("u", place) else 1
        elif not in_string and piece in (opening, closing):
            depth += 1 if piece == opening else -1
            if depth == 0:
                return prose[start:place]
    return None
