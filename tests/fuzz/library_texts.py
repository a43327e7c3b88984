"""Odd texts: nearly JSON, nearly YAML, patterns, paths, templates, and schemas."""

from __future__ import annotations

import json
from random import Random

_WORDS = "a|bc|Ab|x1|HTTP|ñ|ß|é|日本|🎉| |  |_|-|,|.|\n|\t|aa|0|'|İ".split("|")

_YAML_SCALARS = """\
1;-2.5;true;yes;~;null;x y;'q';"d\\n";0x1f;010;1e3;.inf;a: b;- c;[1, x];{k: v};&m 1;*m;2024-01-01;\
# c;x # c;;'it''s';!t 1;a,b;?;1_000;| \n  t\n  u""".split(";")

_ATOMS = r"""
    a b . \d \w \s [a-c] [^a] (a) (?:b|c) (?P<x>b) ^ $ \b x | \. [[:alpha:]] (?i) \p{L} ñ \ ( ) [ * + {2} { (?=a)
    \1 \x41 (?s) (?x)
""".split()

_SCHEMA_TYPES = "int string bool float list dict nil any number object array odd".split()
_SCHEMA_EXTRAS = {
    "min": 1, "min_length": 1, "min_items": 1, "const": 1, "max": 3, "max_length": 2, "nullable": True, "title": "t",
    "enum": [1, "a"], "pattern": "^a", "default": "d", "required": ["a"], "additional_properties": False,
}  # fmt: skip

_TEMPLATE_VALUES = 'name items user.n user.tags missing user.none "lit" 1 2.5 true nil items[0] empty'.split()
_TEMPLATE_FILTERS = (
    'upper lower trim length first last reverse join:"-" default:"d" json title capitalize indent:2 lines '
    'escape_md replace:"o","0" odd'
).split()


class Texts:
    """Makes texts."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def joined(self, parts: list[str], most: int) -> str:
        """Return up to `most` of the parts, joined."""
        return "".join(self.random.choice(parts) for _ in range(self.random.randint(0, most)))

    def words(self) -> str:
        """Return a short text of letters, signs and spaces."""
        return self.joined(_WORDS, 6)

    def damaged(self, text: str) -> str:
        """Return the text, sometimes with one character removed, doubled or replaced."""
        if not text or self.random.random() < 0.6:
            return text
        at = self.random.randrange(len(text))
        return text[:at] + self.random.choice(["", text[at] * 2, *'{}[],:"\\x1 -#&*!|>']) + text[at + 1 :]

    def number(self) -> str:
        """Return what is, or looks like, a number."""
        plain = f"{self.random.choice(['', '-'])}{self.random.randint(0, 10 ** self.random.randint(0, 20))}"
        fraction = f"{plain}.{self.random.randint(0, 10 ** self.random.randint(0, 18))}"
        odd = self.joined("1 0 - + . e E 5 _ inf nan x".split(), 6)
        power = f"{plain}e{self.random.randint(-30, 30)}"
        return self.random.choice([plain, plain, fraction, fraction, odd, power])

    def value(self, depth: int) -> object:
        """Return a JSON value."""
        if depth <= 0 or self.random.random() < 0.4:
            words = ["", "a", "x y", "1", "é\n", "yes"]
            return self.random.choice([None, True, False, 0, 1, -7, 2.5, 100000, *words])
        count = self.random.randint(0, 3)
        if self.random.random() < 0.5:
            return [self.value(depth - 1) for _ in range(count)]
        return {self.random.choice(["a", "b", "c d", ""]): self.value(depth - 1) for _ in range(count)}

    def json(self) -> str:
        """Return JSON."""
        ascii = self.random.random() < 0.5
        return json.dumps(self.value(3), ensure_ascii=ascii, indent=self.random.choice([None, None, 1]))

    def yaml(self) -> str:
        """Return lines that are YAML more often than not."""
        lines = []
        for _ in range(self.random.randint(1, 4)):
            indent = "  " * self.random.choice([0, 0, 0, 1])
            start = self.random.choice(["a: ", "b: ", "- ", "- k: ", "c:\n  ", ""])
            lines.append(indent + start + self.random.choice(_YAML_SCALARS))
        return "\n".join(lines)

    def pattern(self) -> str:
        """Return a pattern that no engine has to search long for."""
        follow = ["", "", "", "?", "*", "+", "{1,2}", "+?"]
        count = self.random.randint(1, 4)
        return "".join(self.random.choice(_ATOMS) + self.random.choice(follow) for _ in range(count))

    def path(self) -> str:
        """Return a path."""
        return self.joined(["/", "/", "a", "b.txt", ".", "..", ".hid", "c.tar.gz", "\\", "x.", "ñ", " "], 6)

    def schema(self, depth: int) -> object:
        """Return a schema, or something like one."""
        schema: dict[str, object] = {"type": self.random.choice(_SCHEMA_TYPES)}
        for key in self.random.sample(sorted(_SCHEMA_EXTRAS), self.random.randint(0, 3)):
            schema[key] = _SCHEMA_EXTRAS[key]
        if depth > 0 and self.random.random() < 0.6:
            keys = self.random.sample(["a", "b", "c d"], 2)
            schema["properties"] = {key: self.schema(depth - 1) for key in keys}
        if depth > 0 and self.random.random() < 0.4:
            schema[self.random.choice(["items", "items", "not"])] = self.schema(depth - 1)
        if depth > 0 and self.random.random() < 0.3:
            several = self.random.choice(["union", "all_of", "any_of", "one_of"])
            schema[several] = [self.schema(0), self.schema(0)]
        return schema

    def template(self, depth: int) -> str:
        """Return a template."""
        return "".join(self._piece(depth) for _ in range(self.random.randint(1, 3)))

    def _piece(self, depth: int) -> str:
        value = self.random.choice(_TEMPLATE_VALUES)
        filters = [self.random.choice(_TEMPLATE_FILTERS) for _ in range(self.random.choice([0, 0, 1, 2]))]
        shown = " | ".join([value, *filters])
        if depth <= 0:
            return self.random.choice(["text ", "\n", "  ", "{ }", "{{ " + shown + " }}"])
        inner, other = self.template(depth - 1), self.template(depth - 1)
        test = self.random.choice(["V", "V == 1", "not V", "V and name", "V > 2", "V or empty"])
        form = self.random.choice(
            [
                *["{{S}}", "{{- S -}}", "text\n", "{{# note #}}", "{{ }}", "{{ S", "{{if T}}I{{end}}"],
                *["{{ if T }}I{{ elif name }}e{{ else }}O{{ end }}", "{{raw}}I{{endraw}}"],
                "{{for i in V}}I{{i}}{{loop.index}}{{else}}O{{end}}",
                "{{for k, v in V}}{{k}}={{v}};{{end}}",
            ]
        )
        parts = {"S": shown, "T": test.replace("V", value), "V": value, "I": inner, "O": other}
        return "".join(parts.get(sign, sign) for sign in form)
