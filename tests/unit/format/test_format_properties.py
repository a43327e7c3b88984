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


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Return a program, with parentheses around all operands; it may not parse."""
    tables = {"E": forms(EXPRESSIONS), "O": forms(OPERATORS), "S": forms(STATEMENTS)}

    def filled(form: str, depth: int) -> str:
        return re.sub(r"\b[EBO]\b|(?<=\()O|\bS\b", lambda found: piece(found[0], depth), form)

    def piece(kind: str, depth: int) -> str:
        if kind == "B":
            return "\n".join(piece("S", depth - 2) for _ in range(draw(st.integers(0, 2))))
        if kind != "O" and depth <= 0:
            return draw(st.sampled_from(forms(LEAVES)))
        return filled(draw(st.sampled_from(tables[kind])), depth - 1)

    return "\n".join(piece("S", draw(st.integers(1, 5))) for _ in range(draw(st.integers(1, 3))))


_COMMENTS = [
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
        comment = draw(st.sampled_from(_COMMENTS)).format(f"c{number}")
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


@QUICK
@given(programs())
def test_programs_stay_the_same(text):
    """Formatting changes nothing but the looks of a program."""
    assert shape(formatted(text)) == shape(text)
    assert shape(formatted(text, 20)) == shape(text)


@QUICK
@given(programs())
def test_twice_is_once(text):
    """What was formatted is not changed by formatting it again."""
    once = formatted(text)
    assert formatted(once) == once
    narrow = formatted(text, 20)
    assert formatted(narrow, 20) == narrow


@QUICK
@given(commented())
def test_comments_survive(text):
    """Comments between any two tokens are kept, harm nothing, and stay where they were put."""
    try:
        before = shape(text)
    except HarnSyntaxError:
        assume(False)
    once = formatted(text)
    assert shape(once) == before
    assert comment_words(once) == comment_words(text)
    assert formatted(once) == once
