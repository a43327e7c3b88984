"""Filters."""

from __future__ import annotations

import pytest

from harnvm.errors import HarnRuntimeError
from harnvm.values.model import RangeValue
from harnvm.values.sets import make_set


@pytest.mark.parametrize(
    ("filter", "value", "shown"),
    [
        ("upper", "hello wOrld", "HELLO WORLD"),
        ("lower", "hello wOrld", "hello world"),
        ("trim", " \t x ", "x"),
        ("capitalize", "éTAΣ", "Étaσ"),
        ("title", "a bC\tdE-f", "A Bc\tDe-f"),
        ("upper", None, ""),
        ("upper", 1.0, "1.0"),
        ("length", "éa", "2"),
        ("length", {"k": 1}, "1"),
        ("length", make_set([1, 2]), "2"),
        ("length", RangeValue(1, 9, False), "8"),
        ("length", None, "0"),
        ("first", "éa", "é"),
        ("first", [], ""),
        ("first", make_set([3, 1]), "3"),
        ("last", ["a", None], ""),
        ("last", "", ""),
        ("last", {"k": 1}, ""),
        ("reverse", "abc", "cba"),
        ("reverse", [1, 2], "[2, 1]"),
        ("reverse", {"k": 1}, "{k: 1}"),
        ("join: '-'", ["a", 1, None], "a-1-"),
        ("join: ', '", make_set([1, 2]), "1, 2"),
        ("join: ','", "abc", "abc"),
        ("default: 'none'", " ", "none"),
        ("default: 5", False, "5"),
        ("default: 5", [0], "[0]"),
        ("indent: 2", "a\nb\n\nc", "a\n  b\n\n  c"),
        ("indent: 3, true", "a\nb", "   a\n   b"),
        ("indent: -1", "a\nb", "a\nb"),
        ("lines", "a\n\nb", "[a, , b]"),
        ("lines | length", "", "1"),
        ("escape_md", "a*b_c`d[e]#f", r"a\*b\_c\`d\[e\]\#f"),
        ("replace: 'o', '0'", "foo", "f00"),
        ("replace: '', '-'", "ab", "-a-b-"),
        ("json", [1], "<json [1]>"),
        ("json: true", [1], "<json [1] pretty>"),
        ("first | upper", ["ab"], "AB"),
    ],
)
def test_filters(render, filter, value, shown):
    """Each filter makes of a value what it is named for."""
    assert render(f"{{{{ v | {filter} }}}}", v=value) == shown


@pytest.mark.parametrize(
    ("filter", "value", "message"),
    [
        ("nope", 1, "unknown filter `nope`"),
        ("upper: 1", 1, "filter `upper` got wrong number of arguments"),
        ("replace: 'a'", "x", "filter `replace` got wrong number of arguments"),
        ("json: 1, 2", 1, "filter `json` got wrong number of arguments"),
        ("join: ','", 5, "`join` requires a list (got int)"),
        ("length", 5, "`length` not defined for int"),
        ("indent: 'x'", "x", "`indent` requires an integer width"),
    ],
)
def test_filter_errors(problem, filter, value, message):
    """A filter refuses wrong values and numbers of arguments."""
    assert problem(f"{{{{ v | {filter} }}}}", v=value) == f"at 1:1: {message}"


def test_unknown_filters_are_told_when_they_are_used(render):
    """A branch that is not rendered may use what there is not."""
    assert render("{{ if v }}{{ v | nope }}{{ end }}") == ""


@pytest.mark.parametrize(
    "source", ["s | indent: 99999999999", "s | replace: '', s", "s | lines | join: s | replace: 'x', s"]
)
def test_growth_is_limited(render, source):
    """What a filter would make is measured before it is made."""
    with pytest.raises(HarnRuntimeError, match="string too long"):
        render(f"{{{{ {source} }}}}", s="x\n" * 50_000)
