"""Operations on operands of which nothing is known.

An operand of unknown kind is tested once, in front of the whole chain of operators that it is part of: on ints,
``(a + b) * 2`` is Python's own expression behind a test of `a`, a test of `b` and one check of 64 bits. Where a
test fails, the functions of `harnvm.values.ops` do one operator after the other.

Nothing is written until somebody wants the whole as one expression, so that a chain can still become longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from harnvm.tier2 import numbers, python
from harnvm.tier2.kinds import ANY, BOOL, FLOAT, INT, Kind, is_wide, range_test
from harnvm.tier2.translator import Translator, Value
from harnvm.values.equal import EXACT
from harnvm.values.model import INT_MAX, INT_MIN

#: Kinds of operands that are worth a guess.
GUESSED = ("any", "int", "float")

Tests = dict[str, Any]


class Guess:
    """What an operation is if all tests hold, which are evaluated in order."""

    __slots__ = ("tests", "value")

    def __init__(self, tests: Tests, value: Value) -> None:
        self.tests = tests
        self.value = value


class Speculated(Value):
    """An operation with guesses; `slow` does it for all kinds."""

    __slots__ = ("_node", "_translator", "guesses", "slow")

    late = True

    def __init__(self, translator: Translator, guesses: list[Guess], slow: Any) -> None:
        self.kind = ANY
        self.zero_node = None
        self.guesses = guesses
        self.slow = slow
        self._translator = translator
        self._node: Any = None

    @property
    def node(self) -> Any:
        """The whole as one expression."""
        if self._node is None:
            self._node = _assembled(self._translator, self.guesses, self.slow)
        return self._node

    def variables(self) -> Iterable[str]:
        """Return the names of the variables in it."""
        return _names_in(self.slow)


def _assembled(t: Translator, guesses: list[Guess], slow: Any) -> Any:
    node = slow
    for guess in reversed(guesses):
        guess = _narrowed(t, guess)
        if guess.tests:
            test = _all(t, list(guess.tests.values()))
            node = t.expr("A if TEST else B", A=guess.value.node, TEST=test, B=node)
    return node


def _all(t: Translator, tests: list[Any]) -> Any:
    if len(tests) == 1:
        return tests[0]
    node = t.expr("A and B", A=tests[0], B=tests[1])
    node.values += tests[2:]
    return node


def _narrowed(t: Translator, guess: Guess) -> Guess:
    """Return a guess within 64 bits, which becomes one of its tests."""
    value = guess.value
    if not is_wide(value.kind):
        return guess
    low, high = max(value.kind[1], INT_MIN), min(value.kind[2], INT_MAX)
    return _bound(t, guess.tests, value, range_test(value.kind), ("int", low, high))


def _bound(t: Translator, tests: Tests, value: Value, template: str, kind: Kind) -> Guess:
    """Return a guess whose value a further test has put into a variable."""
    name = t.temporary()
    test = t.expr(template, T=name, V=value.node)
    return Guess({**tests, name: test}, Value(t.name(name), kind))


def _simple(t: Translator, guess: Guess) -> Guess:
    """Return a guess whose value can be repeated."""
    guess = _narrowed(t, guess)
    if python.is_simple(guess.value.node):
        return guess
    return _bound(t, guess.tests, guess.value, "(T := V) is not None", guess.value.kind)


# --- Operands ---------------------------------------------------------------------------------------


def is_unknown(left: Value, right: Value) -> bool:
    """Tell whether guesses about two operands make sense."""
    a, b = left.kind[0], right.kind[0]
    return a in GUESSED and b in GUESSED and "any" in (a, b)


def is_chain(*operands: Value) -> bool:
    """Tell whether one of the operands is an operation with guesses."""
    return any(isinstance(value, Speculated) for value in operands)


def _operands(t: Translator, left: Value, right: Value) -> tuple[Value, Value]:
    """Return operands that can be evaluated late and repeatedly, because that neither does anything nor fails."""
    if not _is_calm(right):
        if isinstance(left, Speculated) or not _is_calm(left):
            left = _saved(t, left)
        return left, t.save(t.narrow(right))
    return (left if _is_calm(left) else _saved(t, left)), right


def _saved(t: Translator, value: Value) -> Value:
    value = t.narrow(value)
    return value if python.is_simple(value.node) else t.save(value)


def _is_calm(value: Value) -> bool:
    if isinstance(value, Speculated):
        return True
    return python.is_simple(value.node) or (value.kind[0] in ("int", "float") and _is_plain(value.node))


_PLAIN = frozenset(["BinOp", "UnaryOp", "Name", "Constant", "IfExp", "Compare", "NamedExpr", "BoolOp"])


def _is_plain(node: Any) -> bool:
    """Tell whether an expression on numbers is made of operators only; ``wrap`` does not fail either."""
    kind = type(node).__name__
    if kind == "Call":
        return node.func.id == "wrap" and _is_plain(node.args[0]) if hasattr(node.func, "id") else False
    if kind not in _PLAIN:
        return False
    parts = [getattr(node, field) for field in node._fields]
    nodes = [part for value in parts for part in (value if type(value) is list else [value])]
    return all(_is_plain(part) for part in nodes if hasattr(part, "lineno"))


def _names_in(node: Any) -> Iterable[str]:
    if type(node).__name__ == "Name":
        yield node.id
    for field in node._fields:
        value = getattr(node, field)
        for part in value if type(value) is list else [value]:
            if hasattr(part, "lineno"):
                yield from _names_in(part)


def _general(t: Translator, value: Value) -> Any:
    """Return the expression of an operand for the functions that take all kinds."""
    return value.slow if isinstance(value, Speculated) else t.narrow(value).node


def _guessed(t: Translator, value: Value, kind: str) -> Guess | None:
    """Return an operand taken to be of a kind; None if it is not."""
    if isinstance(value, Speculated):
        return next((guess for guess in value.guesses if guess.value.kind[0] == kind), None)
    if value.kind[0] == kind:
        return Guess({}, value)
    if value.kind[0] == "any":
        test = t.expr("type(V) is K", V=value.node, K=kind)
        return Guess({value.node.id: test}, Value(value.node, INT if kind == "int" else FLOAT))
    return Guess({}, t.narrow(value)) if kind == "float" and value.kind[0] == "int" else None


def _both(t: Translator, left: Value, right: Value, kind: str) -> tuple[Guess, Guess] | None:
    one, other = _guessed(t, left, kind), _guessed(t, right, kind)
    return (one, other) if one is not None and other is not None else None


# --- Operations -------------------------------------------------------------------------------------


def arithmetic(t: Translator, operator: str, left: Value, right: Value) -> Value:
    """Return a sum, a difference or a product."""
    left, right = _operands(t, left, right)
    guesses = []
    if both := _both(t, left, right, "int"):
        value = numbers.of_ints(t, operator, both[0].value, both[1].value)
        guesses.append(Guess({**both[0].tests, **both[1].tests}, value))
    if both := _both(t, left, right, "float"):
        node = t.expr(numbers.PYTHON[operator], A=both[0].value.node, B=both[1].value.node)
        guesses.append(Guess({**both[0].tests, **both[1].tests}, Value(node, FLOAT)))
    return Speculated(t, guesses, _call(t, operator, left, right))


def _call(t: Translator, operator: str, left: Value, right: Value) -> Any:
    function = numbers.FUNCTIONS[operator]
    return t.expr("F(A, B)", F=function, A=_general(t, left), B=_general(t, right))


def division(t: Translator, operator: str, left: Value, right: Value) -> Value:
    """Return a quotient or a remainder."""
    left, right = _operands(t, left, right)
    guesses = []
    if both := _both(t, left, right, "int"):
        guesses.append(_of_ints(t, operator, *both))
    if operator == "/" and (both := _both(t, left, right, "float")):
        guesses.append(_of_floats(t, *both))
    return Speculated(t, guesses, _call(t, operator, left, right))


def _of_ints(t: Translator, operator: str, left: Guess, right: Guess) -> Guess:
    left, right = _simple(t, left), _simple(t, right)
    tests = {**left.tests, **right.tests}
    a, b = left.value, right.value
    if b.kind[1] <= 0:
        tests[t.temporary()] = t.expr("B > 0 and A >= 0", A=a.node, B=b.node)
        a, b = Value(a.node, ("int", 0, a.kind[2])), Value(b.node, ("int", 1, max(b.kind[2], 1)))
    return Guess(tests, numbers.division_of_ints(t, operator, a, b))


def _of_floats(t: Translator, left: Guess, right: Guess) -> Guess:
    tests = {**left.tests, **right.tests}
    divisor = right.value
    if not python.is_simple(divisor.node):
        guess = _bound(t, tests, divisor, "(T := V)", divisor.kind)
        tests, divisor = guess.tests, guess.value
    elif type(divisor.node).__name__ == "Name" or not divisor.node.value:
        tests[t.temporary()] = divisor.node
    return Guess(tests, Value(t.expr("A / B", A=left.value.node, B=divisor.node), FLOAT))


def comparison(t: Translator, operator: str, left: Value, right: Value) -> Value:
    """Return ``<`` or one of its like."""
    left, right = _operands(t, left, right)
    guesses = []
    if both := _both(t, left, right, "int"):
        guesses.append(_compared(t, numbers.COMPARE[operator], *both))
    if _may_be_floats(left, right) and (both := _both(t, left, right, "float")):
        guesses.append(_compared(t, numbers.COMPARE_FLOATS[operator], *both))
    return Value(_assembled(t, guesses, _call(t, operator, left, right)), BOOL)


def _compared(t: Translator, template: str, left: Guess, right: Guess) -> Guess:
    left, right = _narrowed(t, left), _narrowed(t, right)
    node = t.expr(template, A=left.value.node, B=right.value.node)
    return Guess({**left.tests, **right.tests}, Value(node, BOOL))


def _may_be_floats(*operands: Value) -> bool:
    """Tell whether there is a reason to take operands for floats, and Python compares them as Harn does."""
    if any(value.kind[0] == "int" and max(-value.kind[1], value.kind[2]) > EXACT for value in operands):
        return False
    return any(value.kind[0] == "float" for value in operands) or any(
        guess.value.kind[0] == "float"
        for value in operands
        if isinstance(value, Speculated)
        for guess in value.guesses
    )


def equality(t: Translator, wanted: bool, left: Value, right: Value) -> Value:
    """Return ``==`` or ``!=`` of which one side is an int."""
    left, right = _operands(t, left, right)
    slow = t.expr("equal(A, B)", A=_general(t, left), B=_general(t, right))
    if not wanted:
        slow = t.expr("not V", V=slow)
    both = _both(t, left, right, "int")
    if both is None:
        return Value(slow, BOOL)
    for one, other in (both, both[::-1]):
        if one.value.zero_node is not None and other.value.kind == ("int", 0, 0):
            both = (Guess(one.tests, Value(one.value.zero_node, ("int", 0, 0))), other)
    template = "A == B" if wanted else "A != B"
    return Value(_assembled(t, [_compared(t, template, *both)], slow), BOOL)


def negation(t: Translator, operand: Value) -> Value:
    """Return ``-x``."""
    operand = operand if _is_calm(operand) else t.save(operand)
    guesses = []
    for kind in ("int", "float"):
        guess = _guessed(t, operand, kind)
        if guess is not None:
            low, high = guess.value.kind[1:]
            negated = ("int", -high, -low) if kind == "int" else FLOAT
            guesses.append(Guess(guess.tests, Value(t.expr("-A", A=guess.value.node), negated)))
    return Speculated(t, guesses, t.expr("negate(A)", A=_general(t, operand)))
