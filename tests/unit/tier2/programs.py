"""Random programs: always the same for the same seed, always valid, always finite."""

from __future__ import annotations

import re
from random import Random

_INTS = ["0", "1", "2", "3", "7", "-1", "-3", "255", "4611686018427387904", "9223372036854775807"]
_FLOATS = ["0.0", "1.5", "-2.25", "1000000.0", "0.1"]
_STRINGS = ['""', '"a"', '"bc"', '"key"', '"7"']
_OTHERS = ["nil", "true", "false", "[1, 2, 3]", '{a: 1, b: "x"}', "[]", "{}", "[[1, 2], [3]]"]
_OPERATORS = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "??"]
_ODD_NAMES = [
    *(
        "call_f_1",
        "call_tool",
        "tail_f",
        "code_0",
        "const_0",
        "builtin_len",
        "bound_f",
        "special_await",
        "str_trim",
    ),
    *(
        "Exception",
        "IndexError",
        "t1",
        "step",
        "items",
        "results",
        "append",
        "machine",
        "frame",
        "slots",
        "function",
    ),
    *(
        "depth",
        "limit",
        "list",
        "wrap",
        "text",
        "module",
        "names",
        "make_f",
        "nesting",
        "chain",
        "loop",
        "main",
    ),
]


class Programs:
    """Writes one program.

    Variables are few, so that they meet often; loops count, so that they end.
    """

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._counter = 0
        self._depth = 0

    def program(self) -> str:
        """Return a program that prints what its variables are now and then."""
        lines = ["enum Shape { Dot, Box(w, h) }"]
        lines += [self._function(number) for number in range(3)]
        lines += [f"var v{i} = {self._literal()}" for i in range(4)]
        lines += [self._guarded(self._statement(3)) for _ in range(self._random.randint(4, 9))]
        lines += [f"for round in 0 to {self._random.randint(2, 12)} {self._block(3, 3)}"]
        lines += [f'println("{{{i}}} ${{v{i}}}")' for i in range(4)]
        return self._renamed("\n".join(lines) + "\n")

    def _renamed(self, text: str) -> str:
        """Give some programs names that generated code has other uses for."""
        if self._random.random() < 0.7:
            return text
        odd = iter(self._random.sample(_ODD_NAMES, 7))
        renamed = {name: next(odd) for name in ("v0", "v1", "v2", "v3", "f0", "f1", "f2")}
        return re.sub(r"\b[vf][0-3]\b", lambda match: renamed.get(match[0], match[0]), text)

    def _choose(self, *options: str) -> str:
        return self._random.choice(options)

    def _name(self) -> str:
        self._counter += 1
        return f"x{self._counter}"

    # --- Expressions --------------------------------------------------------------------------------

    def _literal(self) -> str:
        pool = self._random.choice([_INTS, _INTS, _FLOATS, _STRINGS, _OTHERS])
        return self._random.choice(pool)

    def _variable(self) -> str:
        return f"v{self._random.randrange(4)}"

    def _expression(self, depth: int) -> str:
        if depth <= 0 or self._random.random() < 0.2:
            return self._random.choice([self._literal(), self._variable(), self._variable()])
        kind = self._random.randrange(14)
        a, b = self._expression(depth - 1), self._expression(depth - 1)
        if kind < 5:
            operator = self._random.choice(_OPERATORS)
            # What grows by itself in a loop would double each time.
            return f"({a} {operator} {self._literal() if operator in '+*' else b})"
        return [
            f"({a} ? {b} : {self._variable()})",
            f"f{self._random.randrange(3)}({a}, {b})",
            f"[{a}, {self._literal()}]",
            f"{{p: {self._literal()}, q: {b}}}",
            f"{self._variable()}[{a}]",
            f"len({a})",
            f'"<${{{self._variable()}}}>"',
            f"to_string({a})",
            f"[1, 2, 3].map({{ y -> y + {a} }})",
        ][kind - 5]

    # --- Statements ---------------------------------------------------------------------------------

    def _block(self, depth: int, count: int = 2) -> str:
        return "{\n" + "\n".join(self._statement(depth - 1) for _ in range(count)) + "\n}"

    def _statement(self, depth: int) -> str:
        if depth <= 0:
            return f"{self._variable()} = {self._expression(1)}"
        statement = str(getattr(self, f"_{self._choose(*_STATEMENTS)}")(depth))
        return self._guarded(statement) if self._random.random() < 0.7 else statement

    def _guarded(self, statement: str) -> str:
        return f"try {{\n{statement}\n}} catch (problem) {{ println(problem) }}"

    def _assign(self, depth: int) -> str:
        return f"{self._variable()} = {self._expression(2)}"

    def _compound(self, depth: int) -> str:
        return f"{self._variable()} {self._choose('+=', '-=', '*=')} {self._literal()}"

    def _append(self, depth: int) -> str:
        name = self._variable()
        if self._random.random() < 0.3:
            return f"{name} = [{self._variable()}]\n{name} = {name}.push({self._literal()})"
        return f"{name} = {name}.push({self._literal()})"

    def _set_index(self, depth: int) -> str:
        return (
            f"{self._variable()}[{self._choose('0', '1', '-1', self._expression(1))}] = {self._expression(1)}"
        )

    def _set_deep(self, depth: int) -> str:
        name = self._variable()
        target = self._choose(
            f"{name}[0][1]", f"{name}.a.b", f"{name}[{self._choose('0', '1')}].a", f"{name}.a"
        )
        return f"{target} = {self._literal()}"

    def _table(self, depth: int) -> str:
        name, other = self._variable(), self._variable()
        return f"{name} = [[1, 2], [3, 4]]\n{other} = {name}[{self._choose('0', '1')}]\n{name}[0][1] = {self._expression(1)}"

    def _condition(self, depth: int) -> str:
        return f"if {self._expression(2)} {self._block(depth)} else {self._block(depth, 1)}"

    def _while(self, depth: int) -> str:
        name = self._name()
        leave = self._choose("", f"if {self._expression(1)} {{ break }}\n")
        body = self._block(depth)[2:]
        return f"var {name} = 0\nwhile {name} < {self._random.randint(1, 5)} {{\n{name} = {name} + 1\n{leave}{body}"

    def _for(self, depth: int) -> str:
        name = self._name()
        over = self._choose(
            f"0 to {self._random.randint(0, 4)}", '[1, 2.5, "s"]', self._variable(), "{k: 1, l: 2}"
        )
        skip = self._choose("", f"if {self._expression(1)} {{ continue }}\n")
        return f"for {name} in {over} {{\n{skip}{self._variable()} = {name}\n{self._block(depth)[2:]}"

    def _try(self, depth: int) -> str:
        name = self._name()
        final = self._choose("", f" finally {self._block(depth, 1)}")
        return (
            f"try {self._block(depth)} catch ({name}) {{\n{self._variable()} = to_string({name})\n}}{final}"
        )

    def _throw(self, depth: int) -> str:
        return f"try {{\nif {self._expression(1)} {{ throw {self._expression(1)} }}\n}} catch (e) {{ {self._variable()} = e }}"

    def _match(self, depth: int) -> str:
        shape = self._choose("Shape.Dot", f"Shape.Box({self._expression(1)}, 2)", self._expression(1))
        guard = self._choose("", f" if {self._expression(1)}")
        return (
            f"match {shape} {{\n1 -> {self._block(depth, 1)}\nShape.Box(w, h){guard} -> {{ {self._variable()} = [w, h] }}\n"
            f'{{a: a, b: "x"}} -> {{ {self._variable()} = a }}\n[q, 2] -> {{ {self._variable()} = q }}\n'
            f"_ -> {self._block(depth, 1)}\n}}"
        )

    def _closure(self, depth: int) -> str:
        name = self._name()
        return (
            f"let {name} = {{ y -> y + {self._variable()} }}\n"
            f"{self._variable()} = [1, 2].map({name})\n{self._variable()} = {name}({self._expression(1)})"
        )

    def _show(self, depth: int) -> str:
        return f"println({self._variable()})"

    def _function(self, number: int) -> str:
        """Return a function of two parameters; it may call the ones before it, and itself with less."""
        self._depth = 0
        earlier = f"r = f{self._random.randrange(number)}(a, r)" if number else "r = [r]"
        ends = self._choose("return f{n}(b, m)", "return [f{n}(b, m)]", "return r").format(n=number)
        locals_ = "\n".join(f"var v{i} = {self._choose('a', 'b', self._literal())}" for i in range(4))
        body = "\n".join(self._statement(2) for _ in range(2))
        return (
            f'fn f{number}(a, b) {{\nvar r = b\n{locals_}\nif type_of(a) == "int" && a > 0 && a < 6 {{\nlet m = a - 1\n'
            f"{earlier}\nif m > 3 {{ {ends.replace('b, m', 'm, b')} }}\n}}\n{body}\nreturn v0\n}}"
        )


_STATEMENTS = [
    "assign", "assign", "compound", "compound", "append", "set_index", "set_deep", "table", "condition", "while",
    "for", "try", "throw", "match", "closure", "show",
]  # fmt: skip
