"""What the parser says it expects, derived from the grammar when the tables are built.

For each state of the automaton: either the rule to reduce by, because what could go on here is
optional and the parser falls back to what encloses it, or the words for what must come next. The words
come from rule names (a missing `function_name` is a "function name") and from the texts of tokens; the
few that do not are listed here. Knows the grammar; knows no tokens at hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from harnvm.syntax.kinds import SYMBOLS, kind_set

_LABELS = {
    "primary": "expression",
    "type_reference": "type name",
    "INT": "type name",
    "impl_type_name": "type name",
    "binding_name": "variable name or destructuring pattern",
    "destructuring": "variable name or destructuring pattern",
    "dict_entry": "dict key",
    "import_path": "import path string",
    "interface_member": "fn",
    "impl_method": "fn",
    "public_item": "fn, tool, struct, enum, or pipeline after pub",
    "attribute_argument": "attribute argument value (literal or identifier)",
    "attribute_value": "attribute argument value (literal or identifier)",
    "attribute_number": "number after '-' in attribute argument",
    "option_name": "option name in `parallel ... with { ... }` block",
}

# What could also come, but is never said to be missing.
_UNSAID = kind_set(
    "dict_pattern_rest else_if identifier in_on_new_line list_pattern_rest pair_pattern rest rest_on_new_line"
)

# Labels of what ends a list. At the end of the file it is the closer that is missed, not an item.
_CLOSERS = frozenset(("}", ")", "]", ">", "->", "{"))

# Actions of rules that look for an item first even at the end of the file.
_ITEM_AT_END = frozenset(("attribute", "import_decl", "parallel_options", "slice"))

_SPELLINGS = {kind: text for text, kind in SYMBOLS.items()} | {
    "HEADER_LPAR": "(",
    "CLOSURE_LBRACE": "{",
    "STRUCT_LBRACE": "{",
}


class Rule(NamedTuple):
    """A production: what it makes, of what, by which builder action (None: passes its child on)."""

    origin: str
    symbols: tuple[str, ...]
    action: str | None
    priority: int


class Wanted(NamedTuple):
    """What a state wants.

    Attributes:
        label: The words.
        at_end: The words at the end of the file.
        at_last_line: The words at the end of the file when a line break precedes it.
        name: Whether a name is wanted, so that a keyword is called reserved.
    """

    label: str
    at_end: str
    at_last_line: str
    name: bool


Item = tuple[Rule, int]


class Wording:
    """Labels for the symbols of a grammar."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: dict[str, list[Rule]] = {}
        for rule in rules:
            self._rules.setdefault(rule.origin, []).append(rule)

    def label(self, symbol: str) -> str:
        """Return the words for a missing symbol."""
        if symbol in _LABELS:
            return _LABELS[symbol]
        if symbol not in self._rules:
            kind = symbol.removesuffix("_NL")
            return _SPELLINGS.get(kind, kind.lower())
        first = self._rules[symbol][0].symbols[0]
        return symbol.replace("_", " ") if first == "NAME" else self.label(first)

    def _is_name(self, symbol: str) -> bool:
        """Tell whether a symbol is a name and nothing else, or begins with one."""
        while symbol in self._rules and symbol != "option_name":
            rules = self._rules[symbol]
            if symbol in _LABELS or rules[0].symbols[0] == "NAME":
                return [rule.symbols for rule in rules] == [("NAME",)] or symbol == "destructuring"
            symbol = rules[0].symbols[0]
        return False

    def wanted(self, kernel: Iterable[Item]) -> Wanted:
        """Return what a state without complete items wants.

        A rule that is wanted (an item of a list) comes before the token that would end the list.
        """
        items = [item for item in kernel if item[1] < len(item[0].symbols)]
        symbols = dict.fromkeys(rule.symbols[dot] for rule, dot in items)
        labels = {self.label(symbol): symbol for symbol in symbols if symbol not in _UNSAID}
        closers = sorted(label for label in labels if label in _CLOSERS)
        wanted = sorted(label for label in labels if label not in _CLOSERS)
        rules = [label for label in wanted if labels[label] in self._rules]
        if len(rules) > 1:
            raise ValueError(f"a state wants any of {rules}")
        choice = (rules or closers or wanted)[0]
        is_name = self._is_name(labels[choice])
        keep = any((rule.action in _ITEM_AT_END) for rule, _ in items)
        if not closers or choice in closers or keep:
            return Wanted(choice, choice, choice, is_name)
        visible = any(rule.symbols[dot] in self._rules and self.label(rule.symbols[dot]) in closers
                      for rule, dot in items)  # fmt: skip
        return Wanted(choice, closers[0], closers[0] if visible else choice, is_name)
