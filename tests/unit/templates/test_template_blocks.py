"""Conditions and loops."""

from __future__ import annotations

import pytest

from harnvm.errors import HarnRuntimeError
from harnvm.values.limits import pulse
from harnvm.values.model import RangeValue
from harnvm.values.sets import make_set
from harnvm.values.view import ListView


def test_the_first_true_branch_is_rendered(render):
    """Branches are tried in order, the rest is for none."""
    template = "{{ if n > 5 }}big{{ elif n == 5 }}five{{ elif n == 5 }}again{{ else }}small{{ end }}"
    assert [render(template, n=n) for n in (9, 5, 1, "x")] == ["big", "five", "small", "small"]
    assert render("{{ if n }}x{{ end }}") == ""


LOOP = (
    "{{ for x in xs }}[{{ loop.index }}/{{ loop.length }} {{ loop.index0 }} {{ loop.first }} {{ loop.last }} "
    "{{ x }}]{{ else }}none{{ end }}"
)


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        (["a", "b"], "[1/2 0 true false a][2/2 1 false true b]"),
        (ListView(["a"]), "[1/1 0 true true a]"),
        ([], "none"),
        (None, "none"),
        (make_set([2, 1]), "[1/2 0 true false 2][2/2 1 false true 1]"),
        (RangeValue(1, 3, False), "[1/2 0 true false 1][2/2 1 false true 2]"),
        (RangeValue(1, 0, True), "none"),
        ({"k": "v"}, "[1/1 0 true true v]"),
    ],
)
def test_loops_over_collections(render, items, shown):
    """Lists, sets, ranges and dicts have elements; nil has none."""
    assert render(LOOP, xs=items) == shown


def test_loops_with_keys(render):
    """Two names take key and value, or position and element; dicts come in key order."""
    template = "{{ for k, v in d }}{{ k }}={{ v }};{{ end }}"
    assert render(template, d={"b": 1, "a": [2]}) == "a=[2];b=1;"
    assert render(template, d=["x", "y"]) == "0=x;1=y;"


def test_names_of_a_loop_end_with_it(render):
    """A loop hides names while it runs, an inner loop those of an outer one."""
    template = (
        "{{ for x in xs }}{{ for x in x }}{{ x }}{{ loop.index }} {{ end }}/{{ loop.index }}{{ end }}{{ x }}"
    )
    assert render(template, xs=[[1, 2], [3]], x="kept") == "11 22 /131 /2kept"


@pytest.mark.parametrize("value", [5, "abc", True])
def test_other_values_cannot_be_looped_over(problem, value):
    """Anything but a collection is refused."""
    kind = {int: "int", str: "string", bool: "bool"}[type(value)]
    expected = f"at 1:1: cannot iterate over {kind} — expected list, dict, set, or range"
    assert problem("{{ for x in v }}{{ end }}", v=value) == expected


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ if s }}open", "at 1:1: `{{ if }}` missing matching `{{ end }}`"),
        ("{{ if s }}a{{ elif s }}b", "at 1:1: `{{ if }}` missing matching `{{ end }}`"),
        ("{{ if s }}a\n{{ else }}b", "at 2:1: `{{ else }}` missing matching `{{ end }}`"),
        ("{{ if s }}a\n{{ else }}b{{ end x }}", "at 2:1: `{{ else }}` missing matching `{{ end }}`"),
        ("{{ for x in xs }}", "at 1:1: `{{ for }}` missing matching `{{ end }}`"),
        ("{{ for x in xs }}\n{{ else }}", "at 1:1: `{{ else }}` missing matching `{{ end }}`"),
        ("{{ end }}", "at 1:1: unexpected `{{ end }}`"),
        ("{{ else }}", "at 1:1: unexpected `{{ else }}`"),
        ("{{ elif s }}", "at 1:1: unexpected `{{ elif }}`"),
        ("{{ end x }}", 'at 1:1: unexpected token `Ident("x")` in expression'),
        ("{{ for x xs }}{{ end }}", "at 1:1: expected `in` in for-loop"),
        ("{{ for 1x in xs }}{{ end }}", "at 1:1: invalid for-loop variable"),
        ("{{ for a, b, c in xs }}{{ end }}", "at 1:1: invalid for-loop variables"),
        ("{{ if }}x{{ end }}", "at 1:1: expected expression"),
        ("{{ if s }}\n{{ elif }}{{ end }}", "at 2:1: expected expression"),
        (
            "{{ if s }}{{ for x in xs }}\n {{ x y }}{{ end }}{{ end }}",
            'at 2:2: unexpected token `Ident("y")` in expression',
        ),
    ],
)
def test_syntax_errors(problem, template, message):
    """Blocks that do not fit together are told with the directive to blame."""
    assert problem(template) == message


def test_an_error_in_a_later_condition_has_the_place_of_the_first(problem):
    """What goes wrong in rendering is told with the place of the ``if``."""
    assert problem("\n{{ if no }}\n{{ elif s | nope }}{{ end }}", s=1) == "at 2:1: unknown filter `nope`"


def test_nesting_is_limited(problem):
    """Blocks that nest too deeply are an error like any other."""
    template = "{{if s}}" * 20_000 + "{{end}}" * 20_000
    assert "nested too deeply" in problem(template, s=1)


def test_output_is_limited(render):
    """Loops inside loops cannot write without end."""
    template = "{{ for a in xs }}{{ for a in xs }}{{ for a in xs }}{{ s }}{{ end }}{{ end }}{{ end }}"
    with pytest.raises(HarnRuntimeError, match="string too long"):
        render(template, xs=RangeValue(1, 1000, True), s="x" * 10_000_000)
    with pytest.raises(HarnRuntimeError, match="too many elements"):
        render("{{ for a in xs }}{{ end }}", xs=RangeValue(0, 1 << 62, True))


def test_loops_can_be_interrupted(render):
    """A loop asks at each turn whether the program is to stop: a small template can loop for ages."""

    class Stopped:
        def beat(self):
            raise TimeoutError

    token = pulse.set(Stopped())
    try:
        with pytest.raises(TimeoutError):
            render("{{ for x in xs }}{{ end }}", xs=[1])
    finally:
        pulse.reset(token)
