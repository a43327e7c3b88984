"""Programs that feed the library odd texts: numbers, JSON, YAML, patterns, paths, templates, schemas."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from tests.fuzz.library_texts import Texts


def program(seed: int) -> str:
    """Return the program of a seed."""
    writer = _Calls(Random(seed))
    return "".join(f"println(try {{ {writer.call()} }})\n" for _ in range(12))


def quoted(text: str) -> str:
    """Return a string literal; only what Harn has escapes for is escaped."""
    body = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$")
    return '"' + body.replace("\n", "\\n").replace("\t", "\\t") + '"'


_STYLES = """
    snake_to_camel snake_to_pascal camel_to_snake pascal_to_snake kebab_to_camel camel_to_kebab snake_to_kebab
    kebab_to_snake pascal_to_camel camel_to_pascal title_case uppercase_first lowercase_first trim uppercase lowercase
""".split()
_PATHS = """
    path_parts path_parent path_basename path_stem path_extension path_is_absolute path_normalize path_to_posix
    path_segments dirname basename extname
""".split()
_CHECKS = "schema_check schema_is schema_parse json_validate schema_expect is_type".split()
_EXPORTS = "schema_to_json_schema schema_from_json_schema schema_partial schema_to_openapi_schema".split()
_CODES = "url_encode url_decode base64_encode base64_decode sha256 md5 hash_value".split()
_BINDINGS = """{name: "Zo", items: [1, "b", nil], user: {tags: ["x", "y"], n: 3, ok: true}, empty: []}"""


class _Calls:
    """Writes calls."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.texts = Texts(random)

    def call(self) -> str:
        """Write a call of any area."""
        texts: list[Callable[[], str]] = [self._json, self._yaml, self._pattern, self._template, self._text]
        others: list[Callable[[], str]] = [self._number, self._path, self._style, self._format, self._schema]
        return self.random.choice([*texts, *others, self._date, self._code])()

    def _one(self, *forms: str) -> str:
        return self.random.choice(forms)

    def _number(self) -> str:
        number = self.texts.number()
        is_plain = number.strip("-").replace(".", "", 1).isdigit() and number[-1] != "."
        n = number if is_plain else "0.3"
        return self._one(
            *[f"to_int({quoted(number)})", f"to_float({quoted(number)})", f"json_parse({quoted(number)})"],
            *[f"{n} * 1.1", f"round({n})", f"json_stringify([{n}, {n} / 3.0])"],
            f"[floor({n}), ceil({n}), {n} % 0.7, {n} ** 3]",
            f"to_string({n} * 1000000.0) + to_string({n} / 1000000000.0)",
        )

    def _json(self) -> str:
        text = quoted(self.texts.damaged(self.texts.json()))
        parse = f"json_parse({text})"
        return self._one(parse, parse, f"json_extract({text})", f'json_extract({text}, "a")')

    def _yaml(self) -> str:
        if self.random.random() < 0.3:
            return f"yaml_stringify(json_parse({quoted(self.texts.json())}))"
        text = quoted(self.texts.damaged(self.texts.yaml()))
        return f'unwrap_or(try {{ yaml_parse({text}) }}, "refused")'  # the words are a library's

    def _pattern(self) -> str:
        pattern, text = quoted(self.texts.pattern()), quoted(self.texts.words())
        new = quoted(self._one("<$0>", "$1-$2", "${x}", "$$", ""))
        replace = f"regex_replace({pattern}, {new}, {text})"
        return self._one(f"regex_match({pattern}, {text})", f"regex_captures({pattern}, {text})", replace)

    def _path(self) -> str:
        a, b = quoted(self.texts.path()), quoted(self.texts.path())
        two = self._one("path_relative_to", "path_with_extension", "path_with_stem", "path_join")
        return self._one(f"{self._one(*_PATHS)}({a})", f"{self._one(*_PATHS)}({a})", f"{two}({a}, {b})")

    def _style(self) -> str:
        return f"{self._one(*_STYLES)}({quoted(self.texts.words())})"

    def _text(self) -> str:
        text, part = quoted(self.texts.words()), quoted(self.texts.words()[:2])
        a, b = self.random.randint(-3, 9), self.random.randint(-3, 9)
        return self._one(
            *[f"{text}.split({part})", f'{text}.replace({part}, "_")', f"{text}.index_of({part})"],
            *[f"{text}[{a}:{b}]", f"{text}.substring({a}, {b})", f"substring({text}, {a}, {b})"],
            *[f"{text}.last_index_of({part})", f"{text}.lines()", f"{text}.pad_left({abs(a)}, {part})"],
            *[f"{text}.chars().tally()", f"split({text}, {part})", f"[{text}.trim(), {text}.upper()]"],
        )

    def _format(self) -> str:
        text = quoted(self.texts.joined("{ } {} {0} {a} {b.c} {{ x {:>5}".split(), 6))
        named = f"format({text}, {{a: 1, b: {{c: 2}}}})"
        return self._one(f'format({text}, 1, "x")', named, f"format({text})")

    def _schema(self) -> str:
        schema, value = _literal(self.texts.schema(2)), _literal(json.loads(self.texts.json()))
        check = f"{self._one(*_CHECKS)}({value}, {schema})"
        part = f'{self._one("schema_pick", "schema_omit")}({schema}, ["a"])'
        extended = f'schema_extend({schema}, {{type: "dict", required: ["z"]}})'
        return self._one(check, check, check, f"{self._one(*_EXPORTS)}({schema})", part, extended)

    def _template(self) -> str:
        write = f'write_file("t.txt", {quoted(self.texts.template(3))})'
        return f'{{ -> {write}\n  render("t.txt", {_BINDINGS}) }} |> {{ f -> f() }}'

    def _date(self) -> str:
        text = self.texts.joined("2024 - 02 29 T : 10 Z +01:00 1970-01-01 .5 13".split(), 7)
        day = f"2024-0{self.random.randint(1, 9)}-1{self.random.randint(0, 9)}"
        seconds = self.random.randint(-(10**10), 10**10)
        formatted = f'date_format({seconds}, "%Y-%m-%dT%H:%M:%SZ %y %j %%")'
        return self._one(f"date_parse({quoted(text)})", formatted, f'date_parse("{day}")')

    def _code(self) -> str:
        text = quoted(self.texts.joined("a % 20 %41 + / ñ %C3%B1 = & %zz YQ== -_~".split(), 6))
        return f"{self._one(*_CODES)}({text})"


def _literal(value: object) -> str:
    """Return a JSON value as Harn text."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)}: {_literal(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_literal(item) for item in value) + "]"
    if value is None or isinstance(value, bool):
        return "nil" if value is None else str(value).lower()
    return str(value)
