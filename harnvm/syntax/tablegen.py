"""The grammar to parse tables, by way of Lark. Runs once per checkout, and when a wheel is built.

Lark reads the grammar and makes the LALR(1) automaton. On top of its tables this module computes what
only the grammar knows: which rules merely pass a child on, which rule owns a state alone, and what a
state wants when the token does not fit (`harnvm.syntax.wording`). It imports Lark (40 ms, 19 MB), and
is itself imported only when no current tables are found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lark import Lark, Token
from lark.lexer import Lexer

from harnvm.syntax.wording import Item, Rule, Wording

#: Rules that a state never falls back to: a token that does not fit makes no assignment and no end.
_NO_FALLBACK = ("assignment_target", "program")

STARTS = ("program", "lone_expression")


class _NoLexer(Lexer):
    """Satisfies Lark: harnvm has a lexer of its own."""

    def __init__(self, _conf: Any) -> None:
        pass

    def lex(self, _state: Any, _parser: Any) -> Iterator[Token]:
        return iter(())


def generate(grammar: str, actions: frozenset[str]) -> dict[str, Any]:
    """Return the tables of a grammar, made of plain containers only.

    Args:
        grammar: The text of the grammar.
        actions: Names of builder actions. A rule with an alias must have its action among them; one
            without may lack it if it has a single child.

    Returns:
        ``rules``: list of (origin, length, action or None). ``defaults``: per state the ``~rule`` to reduce
        by whatever the token, or None. ``actions``: per state without one, a dict from kind of token to
        next state, or to ``~rule`` for a reduction. ``gotos``: per state a dict from rule name
        to next state. ``wanted``: per state what it wants, or ``~rule``. ``starts``: states by
        start symbol.
    """
    lark = Lark(
        grammar,
        parser="lalr",
        lexer=_NoLexer,
        start=list(STARTS),
        keep_all_tokens=True,
        maybe_placeholders=False,
    )
    return _Automaton(lark, actions).tables()


class _Automaton:
    def __init__(self, lark: Lark, actions: frozenset[str]) -> None:
        self.known = actions
        self.rules = [self._rule(rule) for rule in lark.rules]
        self.by_origin: dict[str, list[Rule]] = {}
        for rule in self.rules:
            self.by_origin.setdefault(rule.origin, []).append(rule)
        index = {id(rule): number for number, rule in enumerate(lark.rules)}
        self.table = lark.parser.parser._parse_table
        numbers = {(str(rule.origin.name), rule.order): index[id(rule)] for rule in lark.rules}
        self.states: list[dict[str, int]] = [{} for _ in self.table.states]
        for state, row in self.table.states.items():
            for symbol, (_, argument) in row.items():
                shift = isinstance(argument, int)
                value = argument if shift else ~numbers[str(argument.origin.name), argument.order]
                self.states[state][str(symbol)] = value

    def _rule(self, rule: Any) -> Rule:
        symbols = tuple(str(symbol.name) for symbol in rule.expansion)
        origin = str(rule.origin.name)
        action = str(rule.alias) if rule.alias else origin
        if action not in self.known:
            if rule.alias or len(symbols) != 1:
                raise ValueError(f"no builder action {action!r} for the rule {rule}")
            return Rule(origin, symbols, None, rule.options.priority or 0)
        if rule.options.expand1 and len(symbols) == 1 and not rule.alias:
            return Rule(origin, symbols, None, rule.options.priority or 0)
        return Rule(origin, symbols, action, rule.options.priority or 0)

    def tables(self) -> dict[str, Any]:
        kernels = self._kernels()
        self._prefer_members()
        wording = Wording(self.rules)
        for state, kernel in kernels.items():
            kernels[state] = self._claim(state, kernel)
        wanted = [self._wanted(kernels[state], wording) for state in range(len(self.states))]
        defaults = [self._default(row) for row in self.states]
        return {
            "rules": [(rule.origin, len(rule.symbols), rule.action) for rule in self.rules],
            "actions": [
                {} if default is not None else self._row(row, terminals=True)
                for row, default in zip(self.states, defaults, strict=True)
            ],
            "defaults": defaults,
            "gotos": [self._row(row, terminals=False) for row in self.states],
            "wanted": wanted,
            "starts": dict(self.table.start_states),
        }

    def _prefer_members(self) -> None:
        """Where a dot goes on, three dots are that dot: Harn 0.7.8 does not look further."""
        for row in self.states:
            if "DOT" in row:
                row.pop("ELLIPSIS_JOINED", None)
                row.pop("ELLIPSIS_JOINED_NL", None)

    def _default(self, row: dict[str, int]) -> int | None:
        """Return the reduction that is all a state can do. Its row, two thirds of all, need not be kept."""
        actions = {to for symbol, to in row.items() if symbol not in self.by_origin}
        return actions.pop() if len(actions) == 1 and min(actions) < 0 else None

    def _row(self, row: dict[str, int], terminals: bool) -> dict[str, int]:
        return {
            symbol: to for symbol, to in sorted(row.items()) if (symbol not in self.by_origin) == terminals
        }

    def _closure(self, kernel: list[Item]) -> list[Item]:
        items, seen = list(kernel), set(kernel)
        for rule, dot in items:
            if dot < len(rule.symbols):
                for other in self.by_origin.get(rule.symbols[dot], ()):
                    if (other, 0) not in seen:
                        seen.add((other, 0))
                        items.append((other, 0))
        return items

    def _kernels(self) -> dict[int, list[Item]]:
        """Return the items that each state stands for, found by walking the automaton."""
        kernels: dict[int, list[Item]] = {}
        todo = []
        for start, state in self.table.start_states.items():
            kernels[state] = [(Rule("$" + start, (start,), None, 0), 0)]
            todo.append(state)
        for state in todo:
            moved: dict[str, list[Item]] = {}
            for rule, dot in self._closure(kernels[state]):
                if dot < len(rule.symbols):
                    moved.setdefault(rule.symbols[dot], []).append((rule, dot + 1))
            for symbol, items in moved.items():
                target = self.states[state].get(symbol, -1)
                if target >= 0 and target not in kernels:
                    kernels[target] = items
                    todo.append(target)
        return kernels

    def _claim(self, state: int, kernel: list[Item]) -> list[Item]:
        """Leave a state to the rules of highest priority in it, and forget what the others could do."""
        top = max(rule.priority for rule, _ in kernel)
        kept = [item for item in kernel if item[0].priority == top]
        if top == 0 or len(kept) == len(kernel):
            return kernel
        row = self.states[state]
        symbols, reductions = set(), set()
        for rule, dot in self._closure(kept):
            if dot < len(rule.symbols):
                symbols.add(rule.symbols[dot])
            else:
                reductions.add(~self.rules.index(rule))
        for symbol, action in list(row.items()):
            if action not in reductions if action < 0 else symbol not in symbols:
                del row[symbol]
        return kept

    def _wanted(self, kernel: list[Item], wording: Wording) -> Any:
        complete = [rule for rule, dot in self._closure(kernel) if dot == len(rule.symbols)]
        complete = [rule for rule in complete if rule.origin not in _NO_FALLBACK]
        if not complete:
            return tuple(wording.wanted(kernel))
        if complete[0].origin.startswith("$"):
            return None
        if len(set(complete)) > 1:
            raise ValueError(f"two rules to fall back to: {complete}")
        return ~self.rules.index(complete[0])
