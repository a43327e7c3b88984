"""What holds of every program that is formatted, tried on programs made up by hypothesis."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from harnvm.errors import HarnSyntaxError
from harnvm.format import format_source
from harnvm.source import SourceFile
from harnvm.syntax import nodes, parse
from harnvm.syntax.lexer import lex

#: Forms of expressions and statements. E is an expression, B the statements of a block, O an operator.
EXPRESSIONS = """
    (E) O (E); (E) O (E); (E) O (E); !(E); -(E); (E) ? (E) : (E); (E) to (E) exclusive; (E).name; (E)?; (E)?.name;
    (E)[E]; (E)[E:]; (E).call(E, E); (E)¶.call(E); call(E, ...(E)); [E, E]; {a: E, "b c": E, ["select"]: E};
    { x -> B }; { -> E }; fn(x = E) { B }; if (E) { B } else { B }; if (E) { B }; try { B }; spawn { B };
    match (E) { 1 -> { B }¶ _ if E -> { E } }; try { B } catch (e) { B }; parallel each (E) { x -> B }; try* (E)
"""
STATEMENTS = """
    (E); (E); (E); E; let x = E; x.y += E; while (E) { B }; for {a, b = E} in (E) { B }; return (E); throw E;
    fn f(a: int | nil, b = E, ...rest) -> int { B }; select { x from (E) { B } timeout (E) { B } }; defer { B };
    guard (E) else { B }; require (E), E; retry (E) { B }; if (E) { B } else if (E) { B }; struct P { x: int }
"""
LEAVES = """
    a; xs; P; nil; 1; 2.5; 5s; "text"; r"raw"; "${a + 1}"; "\\${a}"; []; {}; \"\"\"¶  two¶    lines¶  \"\"\";
    \"\"\"¶  with ${a}¶  lines¶\"\"\"
"""
OPERATORS = "+; -; *; /; %; **; ==; !=; <; >; <=; >=; in; not in; &&; ||; ??; |>"


def forms(text: str) -> list[str]:
    """Take a list of forms apart; a pilcrow stands for a line break."""
    return [form.strip().replace("¶", "\n") for form in text.split(";")]


FORMS = {"E": forms(EXPRESSIONS), "L": forms(LEAVES), "O": forms(OPERATORS), "S": forms(STATEMENTS)}


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Return a program, with parentheses around all operands; some do not parse."""

    def piece(kind: str, depth: int) -> str:
        if kind == "B":
            return "\n".join(piece("S", depth - 2) for _ in range(draw(st.integers(0, 2))))
        form = draw(st.sampled_from(FORMS["L" if kind == "E" and depth <= 0 else kind]))
        return re.sub(r"\b[EBO]\b", lambda found: piece(found[0], depth - 1), form)

    return "\n".join(piece("S", draw(st.integers(1, 5))) for _ in range(draw(st.integers(1, 3))))


COMMENTS = [
    "/* {} */",
    "// {}\n",
    "\n// {}\n",
    "/// {}\n",
    "/** {} */",
    "/* {}\n  more */",
    "// ---- {} ----\n",
]


@st.composite
def commented(draw: st.DrawFn) -> str:
    """Return a program with comments at places between tokens; it may not parse."""
    text = draw(programs())
    tokens = lex(SourceFile("case.harn", text))
    places = sorted(draw(st.sets(st.sampled_from([*tokens.starts, *tokens.ends]), min_size=1, max_size=4)))
    for number, place in reversed(list(enumerate(places))):
        comment = draw(st.sampled_from(COMMENTS)).format(f"c{number}")
        text = f"{text[:place]} {comment}{text[place:]}"
    return text


def shape(text: str) -> Any:
    """Return what a program is, without places, comments, and how keys of dicts are written."""
    return _shape(parse(SourceFile("case.harn", text)).statements)


def _shape(value: Any) -> Any:
    if isinstance(value, list):
        return [_shape(item) for item in value]
    if isinstance(value, nodes.DictEntry):
        return [_shape(value.key), _shape(value.value)]
    if isinstance(value, nodes.Node):
        return [type(value).__name__, *(_shape(getattr(value, name)) for name in type(value).__slots__)]
    return value


def comment_words(text: str) -> Counter[str]:
    """Return the words in the comments of a program."""
    source = SourceFile("case.harn", text)
    return Counter(
        word for start, end in lex(source).comments for word in re.findall(r"\w+", text[start:end])
    )


QUICK = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
)


def formatted(text: str, width: int = 100) -> str:
    """Return a program as it is printed."""
    return format_source(SourceFile("case.harn", text), line_width=width)


def parsed(text: str) -> Any:
    """Return the shape of a program, or give the example up if it does not parse."""
    try:
        return shape(text)
    except HarnSyntaxError:
        assume(False)


@QUICK
@given(programs(), st.sampled_from([20, 100]))
def test_programs_stay_the_same(text, width):
    """Formatting changes nothing but the looks of a program, and nothing at all the second time."""
    before = parsed(text)
    once = formatted(text, width)
    assert shape(once) == before
    assert formatted(once, width) == once


@QUICK
@given(commented())
def test_comments_survive(text):
    """Comments between any two tokens are kept, and do no harm."""
    before = parsed(text)
    once = formatted(text)
    assert shape(once) == before
    assert comment_words(once) == comment_words(text)
    assert formatted(once) == once
