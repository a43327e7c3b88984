"""Regions: a loop, or the main code, as a Python function of the frame that the first tier runs.

It works on the slots of the frame, and writes them back however it is left. It returns None at its end, else a
tuple: the function's result, or the function and the arguments of a call that takes its place.
"""

from __future__ import annotations

from typing import Any

from harnvm.resolve.tree import FunctionTree, Tree
from harnvm.source import NO_POSITION
from harnvm.tier2 import python
from harnvm.tier2.control import changed_slots, write_for, write_while
from harnvm.tier2.kinds import ANY, BY_NAME, DICT, LIST, NO, Facts
from harnvm.tier2.names import Names
from harnvm.tier2.runtime import RESERVED
from harnvm.tier2.search import is_leaf, mentions
from harnvm.tier2.translator import RETURN, Scope, Translator, Untranslatable
from harnvm.tier2.units import PATHS, Unit, counting, yields


def translate_region(
    tree: FunctionTree, part: Tree | None, tag: str, scope: Scope, assumed: dict[int, str], item: str = "any"
) -> Unit:
    """Translate a loop, or all of main code if `part` is None.

    Args:
        tree: The function that it is part of.
        part: The tree of the loop.
        tag: Makes the names of its constants unique within the module.
        scope: What is known of the module.
        assumed: Names of the kinds that slots have when it is entered.
        item: The kind of the items of the iterator that a ``for`` finds on the stack, or ``index``; with a
            question mark in front it is a guess.

    Raises:
        Untranslatable: It has something that stays on the first tier.
    """
    names = Names(tree, RESERVED)
    facts = Facts({slot: BY_NAME[kind] for slot, kind in assumed.items() if kind in BY_NAME})
    for slot, owned in tree.updated.items():
        facts.kinds.pop(owned, None)
        if facts.get(slot) not in (ANY, LIST, DICT):
            facts.set(owned, NO)  # only lists and dicts are owned
    t = Translator(tree, tag, names, facts, scope)
    t.is_region = True
    t.counts_steps = tree.generator and not is_leaf(part)
    t.frame_name = "frame"
    t.writes_paths = mentions(part if part is not None else tree.body, PATHS)
    with t.block() as body:
        _region_body(t, part, item)
    if t.counts_steps:
        body += t.built("machine.nesting = step")
    if t.returns and tree.defers:
        raise Untranslatable("a return past deferred blocks")
    used = tuple(sorted(slot for slot in range(-len(tree.captures), tree.size) if names.is_used(slot)))
    changed = changed_slots(t, part if part is not None else tree.body)
    if tree.generator and not yields(body):
        body += t.built("if False:\n    yield")
    own = "main" if part is None else "loop"
    whole = (
        _loads(t, used) + counting(t) + _with_write_back(t, body, [slot for slot in used if slot in changed])
    )
    parameters = python.arguments(["frame", "slots", "depth"], [], None, python.NOWHERE)
    at = python.place(NO_POSITION)
    unit = Unit(python.module([python.function(own, parameters, whole, at)]), own, t.links, used)
    unit.returns = t.returns
    unit.assumptions = frozenset(t.assumptions)
    return unit


def _region_body(t: Translator, part: Tree | None, item: str) -> None:
    if part is None:
        for slot in t.tree.cells:
            t.emit("X = Cell()", X=t.names.of(slot))
        t.statements(t.tree.body, RETURN if t.tree.result else None)
    elif part[0] == "for":
        t.position = part[1] or t.position
        with t.block():
            t.value(part[2])  # for its position: the iterator is there already
        t.held.clear()
        kind = BY_NAME.get(item.removeprefix("?"), ANY)
        write_for(t, part, t.expr("frame.stack[-1]"), kind, is_guess=item.startswith("?"))
    else:
        write_while(t, part, is_region=True)


def _loads(t: Translator, used: tuple[int, ...]) -> list[Any]:
    at = python.place(NO_POSITION)
    companions = {owned: slot for slot, owned in t.tree.updated.items()}
    loads = python.statements("function = frame.function", at, {})
    for slot in used:
        text = f"X = slots[{slot}]"
        if slot in companions:
            text = f"X = slots[{slot}] is True and type(slots[{companions[slot]}]) in (list, dict)"
        loads += python.statements(text, at, {"X": t.names.of(slot)})
    return loads


def _with_write_back(t: Translator, body: list[Any], slots: list[int]) -> list[Any]:
    at = python.place(NO_POSITION)
    if not slots:
        return body
    text = "\n    ".join([f"slots[{slot}] = {t.names.of(slot)}" for slot in slots])
    return python.statements(f"try:\n    BODY\nfinally:\n    {text}", at, {"BODY": body})
