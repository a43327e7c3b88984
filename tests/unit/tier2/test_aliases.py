"""Updates in place never show through another holder."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.tier2.support import outcomes

_NAMES = st.sampled_from(["a", "b", "c"])
_INDEX = st.integers(0, 1)

#: What a step does: a template of Harn, and what it means for plain Python values that are copied.
_STEPS = st.one_of(
    st.tuples(st.just("copy"), _NAMES, _NAMES, _INDEX, _INDEX),
    st.tuples(st.just("cell"), _NAMES, _NAMES, _INDEX, _INDEX),
    st.tuples(st.just("row"), _NAMES, _NAMES, _INDEX, _INDEX),
    st.tuples(st.just("take"), _NAMES, _NAMES, _INDEX, _INDEX),
    st.tuples(st.just("push"), _NAMES, _NAMES, _INDEX, _INDEX),
    st.tuples(st.just("field"), _NAMES, _NAMES, _INDEX, _INDEX),
    st.tuples(st.just("call"), _NAMES, _NAMES, _INDEX, _INDEX),
)


def _harn(step: tuple[str, str, str, int, int], number: int) -> str:
    kind, x, y, i, j = step
    return {
        "copy": f"{x} = {y}",
        "cell": f"{x}[{i}].rows[{j}] = {number}",
        "row": f"{x}[{i}] = {y}[{j}]",
        "take": f"kept = kept.push({x}[{i}].rows)",
        "push": f"{x} = {x}.push({y}[{i}])",
        "field": f"{x}[{i}].rows = {y}[{j}].rows",
        "call": f"{x} = changed({y}, {i}, {number})",
    }[kind]


def _python(state: dict[str, Any], step: tuple[str, str, str, int, int], number: int) -> None:
    kind, x, y, i, j = step
    other = deepcopy(state[y])
    if kind == "copy":
        state[x] = other
    elif kind == "cell":
        state[x][i]["rows"][j] = number
    elif kind == "row":
        state[x][i] = other[j]
    elif kind == "take":
        state["kept"].append(deepcopy(state[x][i]["rows"]))
    elif kind == "push":
        state[x].append(other[i])
    elif kind == "field":
        state[x][i]["rows"] = other[j]["rows"]
    else:
        other[i]["rows"][0] = number
        state[x] = other


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(value[key])}" for key in sorted(value)) + "}"
    return "[" + ", ".join(map(_shown, value)) + "]" if isinstance(value, list) else str(value)


_START = "[{rows: [1, 2]}, {rows: [3, 4]}]"


@settings(max_examples=60, deadline=None)
@given(st.lists(_STEPS, min_size=1, max_size=14), st.integers(1, 3))
def test_values_are_values(steps: list[tuple[str, str, str, int, int]], rounds: int) -> None:
    """Whatever is shared and then changed, every variable has what it would have if all were copied."""
    state: dict[str, Any] = {name: [{"rows": [1, 2]}, {"rows": [3, 4]}] for name in "abc"}
    state["kept"] = []
    for round_ in range(rounds):
        for number, step in enumerate(steps):
            _python(state, step, 100 * round_ + number)
    body = "\n".join(
        _harn(step, 0).replace(" 0)", f" 100 * n + {k})").replace("= 0", f"= 100 * n + {k}")
        if step[0] in ("cell", "call")
        else _harn(step, 0)
        for k, step in enumerate(steps)
    )
    source = (
        f"fn changed(v, i, n) {{\nvar w = v\nw[i].rows[0] = n\nreturn w\n}}\n"
        f"var a = {_START}\nvar b = {_START}\nvar c = {_START}\nvar kept = []\n"
        f"for n in 0 to {rounds} exclusive {{\n{body}\n}}\n"
        'println("${a} ${b} ${c} ${kept}")'
    )
    expected = " ".join(_shown(state[name]) for name in ("a", "b", "c", "kept"))
    assert outcomes(source) == expected + "\n"
