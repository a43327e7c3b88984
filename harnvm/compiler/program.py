"""One function at a time: prologue, body, epilogue; values and effects.

Every kind of tree leaves either one value on the stack or none. `FunctionCompiler.value` and `effect` make
the one that is wanted out of what the kind's handler does: a *value* handler leaves one, an *effect* handler
none (its value is nil), and a *both* handler is told which is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from harnvm.bytecode.code import Code
from harnvm.compiler.emitter import Emitter
from harnvm.resolve.tree import FunctionTree, Tree

Handler = Callable[..., None]

_HANDLERS: dict[str, tuple[str, Handler]] = {}


def compiles(kind: str, mode: str = "value") -> Callable[[Handler], Handler]:
    """Register the decorated function for trees of that kind; see the module for the modes."""

    def register(function: Handler) -> Handler:
        _HANDLERS[kind] = (mode, function)
        return function

    return register


class Cleanup(NamedTuple):
    """What must happen when control leaves a region early.

    Attributes:
        kind: ``handler`` (a handler to forget), ``finally`` (also a block to run), ``deadline``.
        block: The block of a ``finally``.
    """

    kind: str
    block: Tree | None = None


class Loop(NamedTuple):
    """A loop being compiled.

    Attributes:
        start: Where ``continue`` goes.
        depth: Stack depth there.
        exit_depth: Stack depth after the loop.
        cleanups: Number of cleanups pending at the loop.
        breaks: Jumps to land after the loop.
    """

    start: int
    depth: int
    exit_depth: int
    cleanups: int
    breaks: list[int]


class FunctionCompiler:
    """Compiles one function of the resolved tree."""

    def __init__(self, tree: FunctionTree) -> None:
        self.tree = tree
        self.emitter = Emitter(tree.size)
        self.emit = self.emitter.emit
        self.emit_constant = self.emitter.emit_constant
        self.jump = self.emitter.jump
        self.land = self.emitter.land
        self.cleanups: list[Cleanup] = []
        self.loops: list[Loop] = []
        self.written_loops: list[tuple[int, int, int]] = []

    # --- Values and effects -------------------------------------------------------------------------

    def value(self, tree: Tree) -> None:
        """Compile a tree so that it leaves its value."""
        if tree[1]:
            self.emitter.position = tree[1]
        mode, handler = _HANDLERS[tree[0]]
        if mode == "both":
            handler(self, tree, True)
            return
        handler(self, tree)
        if mode == "effect":
            self.nil()

    def effect(self, tree: Tree) -> None:
        """Compile a tree so that it leaves nothing."""
        if tree[1]:
            self.emitter.position = tree[1]
        mode, handler = _HANDLERS[tree[0]]
        if mode == "both":
            handler(self, tree, False)
            return
        handler(self, tree)
        if mode == "value":
            self.emit("POP")

    def either(self, tree: Tree, keep: bool) -> None:
        """Compile a tree for its value if `keep`, else for its effect."""
        if keep:
            self.value(tree)
        else:
            self.effect(tree)

    def statements(self, trees: tuple[Tree, ...], keep: bool) -> None:
        """Compile statements; if `keep`, leave the value of the last one, or nil."""
        if not trees:
            if keep:
                self.nil()
            return
        for tree in trees[:-1]:
            self.effect(tree)
        self.either(trees[-1], keep)

    def nil(self) -> None:
        """Push nil."""
        self.emit_constant("LOAD_CONST", None)

    def end_loop(self, tree: Tree, end: int) -> None:
        """End the innermost loop: its exits come here."""
        loop = self.loops.pop()
        self.emitter.loop(loop.start)
        self.land(end, *loop.breaks)
        self.written_loops.append((loop.start, tree[1], self.emitter.here()))

    # --- Leaving ------------------------------------------------------------------------------------

    @contextmanager
    def protected(self, setup: str, cleanup: Cleanup | None = None) -> Iterator[int]:
        """Compile what follows under a handler; the caller lands it, with the error on the stack."""
        handler = self.jump(setup)
        self.cleanups.append(cleanup or Cleanup("handler"))
        yield handler
        self.cleanups.pop()
        self.emit("POP_HANDLER")

    def leave(self, down_to: int) -> None:
        """Run the cleanups above `down_to`, innermost first, where control leaves early."""
        pending = self.cleanups
        for index in range(len(pending) - 1, down_to - 1, -1):
            cleanup = pending[index]
            self.emit("POP_HANDLER")
            if cleanup.kind == "deadline":
                self.emit("DEADLINE_END")
            elif cleanup.block is not None:
                # Inside the block only what surrounds it is still pending.
                self.cleanups = pending[:index]
                self.effect(cleanup.block)
        self.cleanups = pending

    def leave_function(self) -> None:
        """Run everything that is pending and return the top of the stack."""
        self.leave(0)
        if self.tree.defers:
            self.emit("RUN_DEFERRED")
        self.emit("RETURN")

    # --- The whole ----------------------------------------------------------------------------------

    def compile(self) -> Code:
        """Compile the function and those inside it."""
        tree = self.tree
        self._prologue()
        guard = self.jump("SETUP_FINALLY") if tree.defers else None
        self.statements(tree.body, keep=tree.result)
        if not tree.result:
            self.nil()
        self.leave_function()
        if guard is not None:
            self._run_deferred_on_error(guard)
        return self._finish()

    def _prologue(self) -> None:
        for slot in self.tree.cells:
            self.emit("NEW_CELL", slot)
        for index, default in self.tree.defaults:
            passed = self.emit_constant("JUMP_IF_PASSED", (index, 0))
            self.value(default)
            self.emit("STORE_LOCAL", index)
            self.emitter.set_constant(passed, (index, self.emitter.here()))
        for check in self.tree.checks:
            self.emit_constant("CHECK_PARAMETER", check)

    def _run_deferred_on_error(self, guard: int) -> None:
        """Deferred blocks run on errors too; an error in one replaces the first, and the rest still run."""
        self.land(guard)
        start = self.emitter.here()
        slot = self.emitter.new_slot()
        self.emit("STORE_LOCAL", slot)
        self.emit("SETUP_FINALLY", start)
        self.emit("RUN_DEFERRED")
        self.emit("POP_HANDLER")
        self.emit("LOAD_LOCAL", slot)
        self.emit("RERAISE")

    def _finish(self) -> Code:
        tree = self.tree
        instructions, constants, positions = self.emitter.finish()
        required = tree.defaults[0][0] if tree.defaults else len(tree.parameters)
        return Code(
            tree.name,
            tree.parameters,
            tree.rest,
            required,
            self.emitter.size,
            tree.captures,
            tree.generator,
            instructions,
            constants,
            positions,
            tuple(FunctionCompiler(inner).compile() for inner in tree.functions),
            tuple(self.written_loops),
        )
