"""Arranges expressions into statements.

Most of what may fail is caught and printed, so that the rest of the program runs too. Nothing throws out of
a loop, and no name is declared twice: there 0.7.8 goes astray.
"""

from __future__ import annotations

from random import Random

from tests.fuzz.expressions import Expressions
from tests.fuzz.templates import KINDS, LITERALS

_STATEMENTS = (
    *["show"] * 12,
    *["assign", "write", "compound", "destructure", "condition", "walk", "count", "match"] * 2,
    *["call", "attempt", "again", "channel", "generator", "session", "tasks"],
)


class Statements:
    """Writes statements, each as a list of lines."""

    def __init__(self, random: Random, hidden: bool) -> None:
        self.random = random
        self.expressions = Expressions(random, hidden)
        self._names = 0

    def statement(self, depth: int) -> list[str]:
        """Write any statement."""
        kind = self.random.choice(_STATEMENTS)
        return list(getattr(self, f"_{kind}")(depth))

    def block(self, depth: int, count: int = 2) -> list[str]:
        """Write some statements, indented. What they declare is not in scope after them."""
        before = list(self.expressions.variables)
        lines = (
            [line for _ in range(count) for line in self.statement(depth - 1)] if depth > 0 else self._show(0)
        )
        self.expressions.variables = before
        return ["  " + line for line in lines]

    def name(self, stem: str = "x") -> str:
        """Return a new name."""
        self._names += 1
        return f"{stem}{self._names}"

    def _any(self, depth: int = 2) -> str:
        return self.expressions.of("any", depth)

    def _variable(self) -> str:
        return self.random.choice([name for name, _ in self.expressions.variables if name.startswith("v")])

    # --- Statements that print, declare and assign ------------------------------------------------------

    def _show(self, depth: int) -> list[str]:
        return [f"println(try {{ {self.expressions.any(3)} }})"]

    def _assign(self, depth: int) -> list[str]:
        return self._guarded(f"{self._variable()} = {self._any()}")

    def _compound(self, depth: int) -> list[str]:
        operator = self.random.choice(["+=", "-=", "*=", "/=", "%="])
        value = self.expressions.of(
            "size" if operator == "*=" else self.random.choice(["int", "string", "list"]), 1
        )
        return self._guarded(f"{self._variable()} {operator} {value}")

    def _write(self, depth: int) -> list[str]:
        place = self.random.choice(["[<int>]", "[<string>]", ".a", ".x", "[<size>]"])
        return self._guarded(f"{self._variable()}{self.expressions.fill(place, 1)} = {self._any()}")

    def _destructure(self, depth: int) -> list[str]:
        a, b, rest = self.name(), self.name(), self.name()
        default = self.expressions.of("int", 1)
        pattern, source = self.random.choice(
            [
                (f"{{a: {a}, b: {b} = {default}}}", "dict"),
                (f"{{a: {a}, ...{rest}}}", "dict"),
                (f"[{a}, {b} = {default}]", "list"),
                (f"[{a}, ...{rest}]", "list"),
            ]
        )
        shown = a + (f", {rest}" if rest in pattern else f", {b}")
        line = f"let {pattern} = {self.expressions.of(source, 2)}"
        return ["try {", f"  {line}", f"  println([{shown}])", "} catch (problem) { println(problem) }"]

    def _guarded(self, line: str) -> list[str]:
        return ["try {", f"  {line}", "} catch (problem) { println(problem) }"]

    # --- Statements that branch and repeat ----------------------------------------------------------------

    def _condition(self, depth: int) -> list[str]:
        lines = [f"if (try {{ {self._any()} }} catch (problem) {{ false }}) {{", *self.block(depth)]
        if self.random.random() < 0.5:
            lines += ["} else {", *self.block(depth, 1)]
        return [*lines, "}"]

    def _walk(self, depth: int) -> list[str]:
        name, other = self.name(), self.name()
        kind = self.random.choice(["list", "dict", "set", "range", "iter", "any", "pairs", "pairs"])
        pattern, shown = (f"({name}, {other})", f"[{name}, {other}]") if kind == "pairs" else (name, name)
        value = (
            f"iter({self.random.choice(LITERALS['dict'])})"
            if kind == "pairs"
            else self.expressions.of(kind, 2)
        )
        source = f"(try {{ {value} }} catch (problem) {{ [] }})"
        leave = f"  if {name} == 2 {{ {self.random.choice(['break', 'continue'])} }}"
        lines = [f"for {pattern} in {source} {{", f"  println({shown})", *self.block(depth, 1), "}"]
        if self.random.random() < 0.5:
            lines.insert(2, leave)
        return lines

    def _count(self, depth: int) -> list[str]:
        name = self.name()
        limit = self.random.randint(1, 3)
        return [
            f"var {name} = 0",
            f"while {name} < {limit} {{",
            f"  {name} = {name} + 1",
            *self.block(depth, 1),
            "}",
        ]

    def _match(self, depth: int) -> list[str]:
        result, bound, other = self.name(), self.name(), self.name()
        arms = [
            f"  {self.expressions.of('int', 0)} -> {{ 1 }}",
            f"  {self.expressions.of('string', 0)} -> {{ 2 }}",
            f"  E.B({bound}) -> {{ [{bound}] }}",
            f"  E.C({bound}, {other}) -> {{ [{other}, {bound}] }}",
            "  E.A -> { 3 }",
            f"  {{a: {bound}}} -> {{ {bound} }}",
            f"  [{bound}, {other}] -> {{ [{other}, {bound}] }}",
            f"  {bound} if {bound} == {self._any(1)} -> {{ {bound} }}",
            "  nil -> { nil }",
            "  true -> { 4 }",
        ]
        chosen = [arm for arm in arms if self.random.random() < 0.4]
        if self.random.random() < 0.8:
            chosen.append("  _ -> { 5 }")
        body = [f"  let {result} = match {self._any()} {{", *("  " + arm for arm in chosen), "  }"]
        if not chosen:
            return self._show(depth)
        return ["try {", *body, f"  println({result})", "} catch (problem) { println(problem) }"]

    def _attempt(self, depth: int) -> list[str]:
        thrown = self.random.choice(["throw ", "require false, ", ""]) + self._any(1)
        return [
            "try {",
            *(line for line in self.block(depth, 1) if depth > 1),
            f"  {thrown}",
            "} catch (problem) { println([type_of(problem), problem]) }",
        ]

    def _again(self, depth: int) -> list[str]:
        name, times = self.name(), self.random.randint(0, 3)
        return [
            f"var {name} = 0",
            "try {",
            f"  retry {times} {{",
            f"    {name} = {name} + 1",
            f'    if {name} < {self.random.randint(1, 4)} {{ throw "again ${{{name}}}" }}',
            "  }",
            "} catch (problem) { println(problem) }",
            f"println({name})",
        ]

    def _call(self, depth: int) -> list[str]:
        name = self.name("h")
        parameters = self.random.choice(["p", "p, q = 5", "p, ...q", "p = [1], q = p"])
        before = list(self.expressions.variables)
        self.expressions.variables += [("p", self.random.choice(KINDS))]
        body = [line for _ in range(2) for line in self._show(0)]
        guard = f'  guard {self._any(1)} else {{ return "guarded" }}'
        result = self._any()
        self.expressions.variables = before
        arguments = ", ".join(self._any(1) for _ in range(self.random.randint(0, 3)))
        return [
            f"fn {name}({parameters}) {{",
            *("  " + line for line in body),
            *([guard] if self.random.random() < 0.3 else []),
            f"  let result = {result}",
            "  return result",
            "}",
            f"println(try {{ {name}({arguments}) }})",
        ]

    # --- Statements that wait ------------------------------------------------------------------------------

    def _generator(self, depth: int) -> list[str]:
        name = self.name()
        return [
            f"for {name} in g({self.random.randint(0, 3)}) {{",
            f"  println({name})",
            *self.block(depth, 1),
            "}",
        ]

    def _channel(self, depth: int) -> list[str]:
        name, taken = self.name("c"), self.name()
        sends = [f"println(send({name}, {self._any(1)}))" for _ in range(self.random.randint(0, 3))]
        return [
            f'let {name} = channel("{name}", 4)',
            "try {",
            *("  " + line for line in sends),
            "} catch (problem) { println(problem) }",
            f"println(try_receive({name}))",
            f"close_channel({name})",
            f"for {taken} in {name} {{ println({taken}) }}",
        ]

    def _tasks(self, depth: int) -> list[str]:
        name, item = self.name("t"), self.name()
        return [
            f"let {name} = spawn {{",
            *self.block(1, 1),
            f"  try {{ {self._any(1)} }}",
            "}",
            'println("waiting")',
            f"println(try {{ await({name}) }})",
            f"println(try {{ parallel each {self.expressions.of('list', 1)} {{ {item} ->",
            f'  println("in ${{{item}}}")',
            f"  [{item}, try {{ {self._any(1)} }}]",
            "} })",
        ]

    # --- Sessions --------------------------------------------------------------------------------------------

    def _session(self, depth: int) -> list[str]:
        lines = [self._verb() for _ in range(self.random.randint(2, 6))]
        shown = "events.map({ e -> [e.kind, e.role, e.visibility, e.text, e.blocks] })"
        ids = [f"s{i}" for i in range(2)]
        ends = [
            f'println(agent_session_snapshot("{id}")?.{part})' for id in ids for part in ("messages", shown)
        ]
        return lines + ends

    def _verb(self) -> str:
        id = self.random.choice(['"s0"', '"s0"', '"s1"', '"s1"', '"gone"', self._any(0)])
        target = self.random.choice(['"s1"', '"s0"', self._any(0)])
        keep = self.random.choice(["1", "2", "3", "12", '"x"', "-1"])
        strategy = self.random.choice(['"observation_mask"', '"truncate"', '"custom"', '"llm"', '"odd"', "5"])
        role = self.random.choice(
            ['"user"', '"assistant"', '"tool"', '"tool_result"', '"system"', self._any(0)]
        )
        long = f'("line\\n" * {self.random.randint(1, 6)} + "x" * {self.random.choice([10, 600])})'
        content = self.random.choice([self._any(1), self.expressions.of("string", 1), long])
        verb = self.random.choice(
            [
                *[f"agent_session_open({id})"] * 3,
                *[f"agent_session_inject({id}, {{role: {role}, content: {content}}})"] * 6,
                f"agent_session_inject({id}, {self._any(1)})",
                f"agent_session_length({id})",
                f"agent_session_reset({id})",
                f"agent_session_fork({id}, {target})",
                f"agent_session_close({id})",
                f"agent_session_trim({id}, {keep})",
                f"agent_session_compact({id}, {{keep_last: {keep}}})",
                f"agent_session_compact({id}, {{keep_last: {keep}, compact_strategy: {strategy}}})",
                f'agent_session_compact({id}, {{keep_last: 1, compact_strategy: "custom", custom_compactor: '
                f"{{ archived -> {self._any(1)} }}}})",
                f"agent_session_compact({id}, {{keep_last: 1, mask_callback: {{ archived -> archived.map({{ m -> m.role }}) }}}})",
                f"agent_session_compact({id}, {{keep_last: 1, hard_limit_tokens: 3, hard_limit_strategy: {strategy}}})",
                f"agent_session_compact({id}, {self._any(1)})",
            ]
        )
        minted = verb.startswith(("agent_session_open", "agent_session_fork"))
        return f"println(try {{ {f'type_of({verb})' if minted else verb} }})"
