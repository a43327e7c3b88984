"""The LALR(1) parser: tokens in, what the builder makes of them out.

It runs the tables of `harnvm.syntax.tables` over filtered tokens, and calls a builder action at each
reduction, so that neither parsing nor building ever recurses. Knows no grammar.

Two things make it fast. Four of five reductions only pass a child on (an `unary` that is a `postfix`
that is a …): where such a chain ends depends on two states and the token alone, and is remembered. And
there are no token or tree objects: the stack holds token indices and finished nodes. The loop is one
function, as a call for each of ten steps a token would double its time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harnvm.syntax.kinds import MEMBER_NAMES
from harnvm.syntax.lexer import NESTING_LIMIT
from harnvm.syntax.problems import REFUSED, CutShort, NestingError, ParseError

if TYPE_CHECKING:
    from harnvm.syntax.build import Builder
    from harnvm.syntax.filter import Filtered
    from harnvm.syntax.lexer import Tokens
    from harnvm.syntax.tables import Tables

#: Three dots behind an operand, which Harn 0.7.8 takes for a member access that lacks its name.
_JOINED = ("ELLIPSIS_JOINED", "ELLIPSIS_JOINED_NL")

#: A level of nesting keeps a handful of states on the stack. This stops `!!!!…` before memory does.
_STACK_LIMIT = 12 * NESTING_LIMIT


def run(tables: Tables, tokens: Filtered, builder: Builder, start: str) -> tuple[Any, int, int]:
    """Parse tokens and return what the builder made, how deep its nodes are nested, and the token that follows.

    Args:
        tables: The parse tables.
        tokens: The tokens.
        builder: Passed to the actions.
        start: A start symbol of the grammar. After a ``lone_expression`` more tokens may follow.

    Raises:
        ParseError: At the token that does not fit, or from an action.
        NestingError: The nodes are nested too deeply.
        CutShort: The tokens were cut off, and the parser wants to know what follows.
    """
    actions, defaults = tables.actions, tables.defaults
    gotos, fallbacks = tables.gotos, tables.wanted
    sizes, origins, makers, weights = tables.sizes, tables.origins, tables.makers, tables.weights
    chains, count = tables.chains, len(actions)
    kinds = tokens.kinds
    index = 1
    kind = kinds[1]
    state = tables.starts[start]
    states: list[int] = [state]
    values: list[Any] = [None]
    firsts: list[int] = [0]
    depths: list[int] = [0]
    while True:
        action = defaults[state]
        if action is None:
            action = actions[state].get(kind)
        if action is None:
            if kind == "NOT_IN":
                tokens.split(index)
                kind = "NAME"
                continue
            if kind == "CUT":
                raise CutShort
            fallback = fallbacks[state]
            if type(fallback) is not int:
                if fallback is None:
                    return values[-1], depths[-1], index
                raise _error(tables, states, tokens, index, builder)
            if kind in _JOINED and _accepts(tables, states, "DOT"):
                raise ParseError("member name", tokens.lasts[index] - 1)
            if makers[~fallback] is None:
                states[-1] = state = gotos[states[-2]][origins[~fallback]]
                continue
            action = fallback
        if action >= 0:
            state = action
            states.append(state)
            values.append(index)
            firsts.append(index)
            depths.append(0)
            index += 1
            kind = kinds[index]
            if len(states) > _STACK_LIMIT:
                raise NestingError(tokens.starts[index - 1])
            continue
        rule = ~action
        make = makers[rule]
        if make is None:
            below = states[-2]
            chain = chains.setdefault(below * count + state, {})
            end = chain.get(kind)
            if end is None:
                end = chain[kind] = _chain(tables, below, state, kind)
            states[-1] = state = end
            continue
        size = sizes[rule]
        if size == 1:
            value = make(builder, values[-1:], firsts[-1], index - 1)
            if value is REFUSED:
                states[-1] = state = gotos[states[-2]][origins[~fallbacks[state]]]
                continue
            depth = depths[-1] + weights[rule]
            if builder.inner:
                depth += builder.inner
                builder.inner = 0
            values[-1] = value
            depths[-1] = depth
            states[-1] = state = gotos[states[-2]][origins[rule]]
        elif size:
            first = firsts[-size]
            value = make(builder, values[-size:], first, index - 1)
            depth = max(depths[-size:]) + weights[rule]
            del states[-size:], values[-size:], firsts[-size:], depths[-size:]
            state = gotos[states[-1]][origins[rule]]
            states.append(state)
            values.append(value)
            firsts.append(first)
            depths.append(depth)
        else:
            value = make(builder, (), index, index - 1)
            state = gotos[state][origins[rule]]
            states.append(state)
            values.append(value)
            firsts.append(index)
            depths.append(0)
            continue
        if depth > NESTING_LIMIT:
            raise NestingError(tokens.starts[index - 1])


def _chain(tables: Tables, below: int, state: int, kind: str) -> int:
    """Follow reductions that pass their child on, and return the state where they end."""
    while True:
        action = tables.action(state, kind)
        if action is None or action >= 0 or tables.makers[~action] is not None:
            return state
        state = tables.gotos[below][tables.origins[~action]]


def _accepts(tables: Tables, states: list[int], kind: str) -> bool:
    """Tell whether a token could be shifted, without doing anything."""
    states = states.copy()
    while True:
        action = tables.action(states[-1], kind)
        if action is None or action >= 0:
            return action is not None
        size = tables.sizes[~action]
        if size:
            del states[-size:]
        states.append(tables.gotos[states[-1]][tables.origins[~action]])


def _error(tables: Tables, states: list[int], tokens: Filtered, index: int, builder: Builder) -> ParseError:
    """Word what the state on top wants instead of a token."""
    label, at_end, at_last_line, is_name = tables.wanted[states[-1]]
    raw = builder.raw
    at = tokens.lasts[index - 1] + 1
    if label == "type name" and tokens.kinds[index - 1] in ("MINUS", "MINUS_NL"):
        return ParseError(label, at - 1)  # a minus begins a type only before an integer
    if tokens.kinds[index] != "NEWLINE":
        at = raw.past_breaks(at)
    if raw.kinds[at] == "EOF":
        return ParseError(at_last_line if raw.kinds[at - 1] == "NEWLINE" else at_end, at)
    if raw.kinds[at] == "DOT" and _accepts(tables, states, "ELLIPSIS"):
        return _missing_dot(label, raw, at) or ParseError(label, at, name=is_name)
    if label == "dict key" and raw.kinds[at] in MEMBER_NAMES:
        return ParseError(":", raw.past_breaks(at + 1))  # a keyword is a key all right, were there a colon
    return ParseError(label, at, name=is_name)


def _missing_dot(label: str, raw: Tokens, at: int) -> ParseError | None:
    """Blame what stands where a dot of `...` is missing, if Harn 0.7.8 believes in a `...` here."""
    if label in ("field name", "element name"):
        if raw.kinds[at - 1] == "NEWLINE":
            return None
    elif label != "expression" or raw.kinds[at + 1] != "DOT":
        return None
    else:
        at += 1
    while raw.kinds[at] == "DOT":
        at = raw.past_breaks(at + 1)
    return ParseError(".", at)
