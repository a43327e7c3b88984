"""Programs full of types, for the static checker. Nothing of them runs: what they check is never called."""

from __future__ import annotations

from random import Random

_PRELUDE = """\
type Id = int
type Mode = "on" | "off"
type User = {name: string, age?: int}
enum E { A, B(v: int), C(v: string, w: float) }
struct P { x: int, y: string }
struct Box<T> { v: T }
interface Named { fn name(self) -> string }
impl P {
  fn name(self) -> string { return self.y }
  fn add(self, n: int) -> int { return self.x + n }
}
fn pick<T>(a: T, b: T) -> T { return a }
fn first<T>(xs: list<T>) -> T { return xs[0] }
fn greet<T>(x: T) -> string where T: Named { return x.name() }
fn half(n: int) -> Result<int, string> { return Ok(n / 2) }
"""

_SIMPLE = [
    "int",
    "float",
    "string",
    "bool",
    "nil",
    "list",
    "dict",
    "any",
    "unknown",
    "Id",
    "Mode",
    "User",
    "E",
    "P",
]

_VALUES = [
    *["1", "2.5", '"s"', '"on"', "true", "nil", "[]", "{}", "[1, 2]", '["a"]', "[1, nil]", "{a: 1}", '{name: "n"}'],
    *['{name: "n", age: 3}', "{name: 1}", "E.A", "E.B(1)", 'E.B("x")', "E.C", "E.Z", 'P { x: 1, y: "y" }', "P { x: 1 }"],
    *["Ok(1)", 'Err("e")', "half(1)", "half(1)?", "5s", "1 to 3", "set(1)", "{ v -> v }", "fn(v: int) { return v }"],
    *["Box { v: 1 }", 'len("abc")', 'to_int("3")', 'uppercase("a")', "keys({a: 1})", "json_parse(\"1\")", "pair(1, 2)"],
]  # fmt: skip

_OPERATORS = ["+", "-", "*", "/", "%", "**", "==", "!=", "<", ">=", "&&", "||", "??", "in"]


class Typed:
    """Writes statements about typed names."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._names = 0
        self._known: list[str] = []

    def statement(self, depth: int) -> list[str]:
        """Write any statement."""
        kinds = ["bind", "bind", "use", "use", "call", "function", "narrow", "loop", "match", "assign"]
        kind = self.random.choice(kinds if depth > 0 else kinds[:5])
        return list(getattr(self, f"_{kind}")(depth))

    def type(self, depth: int = 1) -> str:
        """Write a type."""
        if depth <= 0 or self.random.random() < 0.5:
            return self.random.choice(_SIMPLE)
        a, b = self.type(depth - 1), self.type(depth - 1)
        forms = [
            f"list<{a}>",
            f"dict<string, {a}>",
            f"{a} | {b}",
            f"{a} | nil",
            f"{{a: {a}, b?: {b}}}",
            '"on" | "x"',
        ]
        return self.random.choice(
            [*forms, f"fn({a}) -> {b}", f"Result<{a}, {b}>", f"Box<{a}>", f"list<{a}> | nil"]
        )

    def value(self, depth: int = 1) -> str:
        """Write a value."""
        if self._known and self.random.random() < 0.4:
            return self.random.choice(self._known)
        if depth <= 0 or self.random.random() < 0.5:
            return self.random.choice(_VALUES)
        a, b = self.value(depth - 1), self.value(depth - 1)
        operator = self.random.choice(_OPERATORS)
        return self.random.choice(
            [
                f"({a}) {operator} ({b})", f"[{a}, {b}]", f"{{a: {a}, b: {b}}}", f"pick({a}, {b})", f"first({a})", f"greet({a})",
                f"({a}).add({b})", f"(true ? {a} : {b})", f"-({a})", f"!({a})", f"({a}).x", f"({a})?.name", f"({a})[{b}]",
                f"half({a})", f"({a}).map({{ v -> v }})", f'"${{{a}}}"', f"if {a} {{ {a} }} else {{ {b} }}", f"({a}) |> {{ v -> v }}",
            ]
        )  # fmt: skip

    def block(self, depth: int) -> list[str]:
        """Write some statements, indented."""
        before = list(self._known)
        lines = [line for _ in range(self.random.randint(1, 2)) for line in self.statement(depth - 1)]
        self._known = before
        return ["  " + line for line in lines]

    def _new(self) -> str:
        self._names += 1
        return f"x{self._names}"

    def _bind(self, depth: int) -> list[str]:
        name, word = self._new(), self.random.choice(["let", "var"])
        annotation = f": {self.type(2)}" if self.random.random() < 0.7 else ""
        line = f"{word} {name}{annotation} = {self.value()}"
        self._known.append(name)
        return [line]

    def _use(self, depth: int) -> list[str]:
        return [self.random.choice([f"println({self.value(2)})", f"let {self._new()} = {self.value(2)}"])]

    def _assign(self, depth: int) -> list[str]:
        name = self.random.choice(self._known) if self._known else "unknown_name"
        return [
            f"{name}{self.random.choice(['', '', '.a', '[0]'])} {self.random.choice(['=', '=', '+=', '*='])} {self.value()}"
        ]

    def _call(self, depth: int) -> list[str]:
        a, b, c = self.value(), self.value(), self.value()
        return [
            self.random.choice(
                [
                    f"pick({a}, {b})",
                    f"greet({a})",
                    f"half({a}, {b})",
                    "half()",
                    f"upper({a})",
                    f"split({a}, {b}, {c})",
                    f"len({a})",
                ]
            )
        ]

    def _function(self, depth: int) -> list[str]:
        name, a, b = self._new(), self._new(), self._new()
        default = f" = {self.value(0)}" if self.random.random() < 0.3 else ""
        result = f" -> {self.type()}" if self.random.random() < 0.6 else ""
        first, second = self.type(), self.type()
        before = list(self._known)
        self._known += [a, b]
        body = [*self.block(depth), f"  return {self.value()}"]
        self._known = before
        arguments = ", ".join(self.value() for _ in range(self.random.randint(1, 3)))
        call = (
            f"let {self._new()}: {self.type()} = {name}({arguments})"
            if self.random.random() < 0.5
            else f"{name}({arguments})"
        )
        return [f"fn {name}({a}: {first}, {b}: {second}{default}){result} {{", *body, "}", call]

    def _narrow(self, depth: int) -> list[str]:
        name = self._new()
        kinds = ["int", "string", "nil", "list", "dict", "bool"]
        tests = [
            *[
                f"{name} != nil",
                f"{name} == nil",
                name,
                f"!{name}",
                f'{name} == "on"',
                f'type_of({name}) != "int"',
            ],
            *[f'type_of({name}) == "{self.random.choice(kinds)}"', f'type_of({name}) == "int" && {name} > 1'],
            *[
                f"{name} == nil || {self.value(0)}",
                f'{name}.has("a")',
                f"schema_is({name}, schema_of(User))",
                f"is_ok({name})",
            ],
        ]
        test = self.random.choice(tests)
        lines = [f"let {name}: {self.type(2)} = {self.value()}"]
        self._known.append(name)
        use = f"let {self._new()}: {self.random.choice(_SIMPLE)} = {name}"
        other = f"let {self._new()}: {self.random.choice(_SIMPLE)} = {name}"
        form = self.random.randrange(4)
        if form == 0:
            return [*lines, f"if {test} {{", f"  {use}", *self.block(depth), "} else {", f"  {other}", "}"]
        if form == 1:
            return [*lines, f"if {test} {{ return 1 }}", use]
        if form == 2:
            return [*lines, f"guard {test} else {{ return 2 }}", use]
        return [*lines, f"while {test} {{", f"  {use}", "  break", "}", other]

    def _loop(self, depth: int) -> list[str]:
        name = self._new()
        head = f"for {name} in {self.value()} {{"
        self._known.append(name)
        body = self.block(depth)
        self._known.remove(name)
        return [head, f"  let {self._new()}: {self.type()} = {name}", *body, "}"]

    def _match(self, depth: int) -> list[str]:
        name, bound = self._new(), self._new()
        arms = [
            "E.A -> { 1 }",
            f"E.B({bound}) -> {{ {bound} + 1 }}",
            f"E.C({bound}) -> {{ {bound} }}",
            '"on" -> { 2 }',
            "nil -> { 3 }",
        ]
        arms += [f"{bound} if {bound} == 1 -> {{ {bound} }}", "E.Z -> { 4 }", "_ -> { 5 }", "1 -> { 6 }"]
        chosen = [arm for arm in arms if self.random.random() < 0.4] or ["_ -> { 5 }"]
        start = f"let {name}: {self.random.choice(['E', 'Mode', 'int', 'E | nil', 'any'])} = {self.value()}"
        self._known.append(name)
        result = f"let {self._new()}: {self.type()} = " if self.random.random() < 0.5 else ""
        return [start, f"{result}match {name} {{", *("  " + arm for arm in chosen), "}"]


def program(seed: int) -> str:
    """Return the program of a seed."""
    random = Random(seed)
    writer = Typed(random)
    lines = [line for _ in range(random.randint(2, 7)) for line in writer.statement(2)]
    return (
        _PRELUDE
        + "fn never() {\n"
        + "\n".join("  " + line for line in lines)
        + "\n}\n"
        + 'println("checked")\n'
    )
