"""Damages programs a little, for the sake of the reports: removes, doubles, swaps or replaces tokens."""

from __future__ import annotations

import re
from random import Random

_TOKEN = re.compile(r'\n|[ \t]+|"(?:[^"\\\n]|\\.)*"|\w+|\.\.\.|[-+*/%=!<>&|?]=?|.', re.DOTALL)
_OTHERS = [
    *"(){}[],.:?!=<>+-*/|&",
    *["->", "|>", "??", "?.", "...", "==", "\n", " ", "x", "1", '"s"', "_", "nil", "5ms"],
    *[
        "let",
        "var",
        "fn",
        "if",
        "else",
        "for",
        "in",
        "while",
        "match",
        "return",
        "try",
        "catch",
        "throw",
        "to",
        "guard",
    ],
    *[
        "struct",
        "enum",
        "impl",
        "spawn",
        "parallel",
        "retry",
        "yield",
        "pub",
        "import",
        "pipeline",
        "not",
        "exclusive",
    ],
]


def mutate(text: str, random: Random) -> str:
    """Return a program with one to three tokens changed."""
    tokens = _TOKEN.findall(text)
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(tokens))
        change = random.randrange(5)
        if change == 0:
            del tokens[at]
        elif change == 1:
            tokens.insert(at, tokens[at])
        elif change == 2:
            tokens.insert(at, random.choice(_OTHERS))
        elif change == 3:
            tokens[at] = random.choice(_OTHERS)
        else:
            other = random.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
    return "".join(tokens)
