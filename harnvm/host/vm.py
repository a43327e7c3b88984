"""The public VM."""

from __future__ import annotations

import os
import sys
from _thread import get_ident

from harnvm.errors import HarnError, HarnExit, HarnRuntimeError, runtime_error, undefined_builtin
from harnvm.host.front import Front
from harnvm.host.globals import base_globals
from harnvm.values.model import Value
from harnvm.vm.builtin_table import Builtin, BuiltinTable
from harnvm.vm.context import Context
from harnvm.vm.machine import Machine
from harnvm.vm.module import FunctionValue, Module
from harnvm.vm.program import Program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path
    from typing import Any, Protocol, TypeVar, overload

    from harnvm.bytecode.cache import CodeCache
    from harnvm.host.front import Form
    from harnvm.policy.limits import Limits
    from harnvm.sessions import SessionStore
    from harnvm.source import Report, SourceFile
    from harnvm.syntax import nodes
    from harnvm.tier2 import Promoter
    from harnvm.values.border import Border

    HostFunction = TypeVar("HostFunction", bound=Callable[..., Any])

    class Writer(Protocol):
        """Anything that text can be written to."""

        def write(self, text: str, /) -> object:
            """Write text."""


#: Nested callbacks cost several Python frames each; Python's default limit is far too low for them.
RECURSION_LIMIT = 20_000


class VM:
    """A Harn virtual machine.

    All arguments are keywords and optional. Two VMs share nothing unless they are given the same store.
    A VM belongs to the thread that made it; using it from another one raises HarnError.

    Args:
        sessions: The session store; a new one by default.
        stdout: Where scripts print; ``sys.stdout`` by default.
        stderr: Where logs and warnings go; ``sys.stderr`` by default.
        argv: What scripts see as ``argv``; None if there is to be no such name.
        cwd: The folder that file and process builtins resolve from; the process's own by default.
        deny: Builtins that may not be used.
        allow: If given, the only builtins besides the core ones that may be used.
        cache: A cache of compiled programs; none by default.
        on_warning: Called with each warning of the checker before a program runs.
        tier: 1 runs everything in the dispatch loop, 2 translates everything to Python before it first runs;
            by default, what runs often is translated.
        limits: What each run may use; no limits by default.

    Raises:
        ValueError: There is no such tier.
        TypeError: Names are given as one string.
    """

    def __init__(
        self,
        *,
        sessions: SessionStore | None = None,
        stdout: Writer | None = None,
        stderr: Writer | None = None,
        argv: Sequence[str] | None = (),
        cwd: str | Path | None = None,
        deny: Collection[str] = (),
        allow: Collection[str] | None = None,
        cache: CodeCache | None = None,
        on_warning: Callable[[Report], object] | None = None,
        tier: int | None = None,
        limits: Limits | None = None,
    ) -> None:
        from harnvm.builtins import index
        from harnvm.policy.capabilities import refused_builtins

        if tier not in (None, 1, 2):
            raise ValueError(f"tier must be 1, 2 or None, not {tier!r}")
        self._on_warning = on_warning
        self._stdout = stdout
        self._stderr = stderr
        self._thread = get_ident()
        names = index.names()
        refused = refused_builtins(names, deny, allow)
        builtins = BuiltinTable(index.load, names, refused)
        context = Context(
            write=self._write,
            write_error=self._write_error,
            call=self._call_value,
            sessions=sessions if sessions is not None else _new_store,
            cwd=_folder(cwd),
            argv=argv or (),
            refused=refused,
        )
        globals = base_globals(argv)
        self._front = Front(_Known(globals, builtins), cache)
        self._machine = Machine(builtins, globals, context, self._front.module)
        if tier != 1:
            self._machine.use_promoter(_load_promoter, eager=tier == 2)
        self._module = Module("<string>", None)
        self._border_made: Border | None = None
        if limits is not None:
            self._machine.tasks.limit(limits)
        if sys.getrecursionlimit() < RECURSION_LIMIT:
            sys.setrecursionlimit(RECURSION_LIMIT)

    @property
    def sessions(self) -> SessionStore:
        """The session store, shared with the scripts."""
        return self._machine.context.sessions

    # --- Running ------------------------------------------------------------------------------------

    def run(self, source: str, filename: str = "<string>") -> Any:
        """Run a chunk of Harn and return the value it returns.

        Each chunk sees what earlier ones declared, and may declare it anew. A chunk with a pipeline runs
        it; its declarations stay callable.

        Raises:
            HarnSyntaxError: The text does not parse.
            HarnTypeError: The program is refused before it runs.
            HarnRuntimeError: A run-time error that the script did not catch; HarnThrown for thrown values.
            HarnExit: The script called ``exit``.
        """
        return self._border.to_python(self.run_text(source, filename))

    def run_file(self, path: str | Path) -> Any:
        """Run a file. Raises as `run` does, and OSError if the file cannot be read."""
        name = os.fsdecode(path)
        try:
            with open(name, encoding="utf-8", newline="") as stream:
                text = stream.read()
        except UnicodeDecodeError as error:
            raise HarnError(f"{name}: the file is not valid UTF-8") from error
        return self._border.to_python(self.run_text(text, name, is_file=True))

    def eval(self, expression: str) -> Any:
        """Return the value of an expression. Raises as `run` does, also if it is more than one, or none."""
        return self._border.to_python(self.run_text(expression, "<eval>", form="expression"))

    def call(self, name: str, *args: Any) -> Any:
        """Call a function that a script has declared, or a builtin, and return its value.

        Raises:
            HarnRuntimeError: As `run`; also when there is no such function.
            HarnError: An argument has no Harn form.
        """
        self._check_thread()
        value = self._module.names.get(name)
        if type(value) is not FunctionValue:
            if not self._machine.builtins.knows(name):
                raise undefined_builtin(name)
            value = self._machine.outer_value(name)
        return self._call_from_python(value, args)

    async def run_async(self, source: str, filename: str = "<string>") -> Any:
        """Run a chunk as `run` does while the host's event loop goes on: whatever waits lets it."""
        return await self._machine.tasks.run_async(lambda: self.run(source, filename))

    async def call_async(self, name: str, *args: Any) -> Any:
        """Call a function as `call` does while the host's event loop goes on."""
        return await self._machine.tasks.run_async(lambda: self.call(name, *args))

    def close(self) -> None:
        """Give back what waiting took (an event loop); the VM must not be used any more."""
        self._machine.close()

    # --- Host functions -----------------------------------------------------------------------------

    if TYPE_CHECKING:

        @overload
        def builtin(self, function: HostFunction) -> HostFunction: ...

        @overload
        def builtin(self, *, name: str | None = None) -> Callable[[HostFunction], HostFunction]: ...

    def builtin(self, function: Callable[..., Any] | None = None, *, name: str | None = None) -> Any:
        """Make a Python function callable from scripts: ``@vm.builtin`` or ``@vm.builtin(name="other")``.

        What an ``async def`` function returns is awaited; other tasks of the script go on meanwhile. Arguments
        and results are converted. An exception it raises can be caught by the script; else it reaches the host
        as the cause of a HarnRuntimeError.

        Raises:
            TypeError: It is no function, or it has no name that is a string.
        """

        def register(target: Callable[..., Any]) -> Callable[..., Any]:
            called = getattr(target, "__name__", None) if name is None else name
            if not callable(target) or not isinstance(called, str):
                raise TypeError(f"a builtin must be a function with a name, not {called or target!r}")
            self._machine.builtins[called] = self._adapted(target, called)
            return target

        return register if function is None else register(function)

    def _adapted(self, function: Callable[..., Any], name: str) -> Builtin:
        border = self._border
        machine = self._machine

        def adapted(context: Context, args: list[Value]) -> Value:
            try:
                result = function(*map(border.to_python, args))
                if hasattr(result, "__await__"):
                    result = machine.tasks.wait_for(result)
                return border.to_harn(result, f"result of {name}")
            except (HarnRuntimeError, HarnExit):
                raise
            except HarnError as error:
                # Refusals of sessions, of nested runs and of the border are errors a script can catch.
                raise runtime_error(error.message) from error

        return adapted

    # --- Inside -------------------------------------------------------------------------------------

    @property
    def _border(self) -> Border:
        if self._border_made is None:
            from harnvm.values.border import Border

            self._border_made = Border(self._call_from_python)
        return self._border_made

    def _check_thread(self) -> None:
        if get_ident() != self._thread:
            raise HarnError("this VM belongs to another thread; make one VM per thread")

    def run_text(self, text: str, filename: str, *, is_file: bool = False, form: Form = "file") -> Value:
        """Compile and run a text and return its Harn value."""
        for name, given in (("a source", text), ("a filename", filename)):
            if not isinstance(given, str):
                raise TypeError(f"{name} must be a str, not {type(given).__name__}")
        module, program = self._module, self._machine.context.program
        try:
            return self.run_program(self.compile_text(text, filename, is_file=is_file, form=form))
        finally:
            if self._machine.is_entered:
                # A builtin came back to the VM: the program that called it goes on.
                self._module, self._machine.context.program = module, program

    def compile_text(
        self, text: str, filename: str, *, is_file: bool = False, form: Form = "file"
    ) -> Program:
        """Compile a text that runs next."""
        self._check_thread()
        self.enter(text, filename, is_file=is_file)
        return self._front.chunk(text, filename, shared=self._module.names, form=form)

    def compile_line(self, text: str, filename: str) -> Program:
        """Compile a text as a REPL understands it: an expression if it can be one, else statements."""
        self._check_thread()
        self.enter(text, filename, is_file=False)
        return self._front.chunk(text, filename, shared=self._module.names, form="line")

    def run_pipeline(self, parsed: nodes.Program, source: SourceFile, name: str) -> Value:
        """Run one pipeline of a parsed file, without a look at its types, and return its Harn value.

        Raises:
            HarnTypeError: It cannot be compiled. Else as `run`.
        """
        self._check_thread()
        self.enter(source.text, source.name, is_file=True)
        return self.run_program(self._front.pipeline(parsed, source, name))

    def enter(self, text: str, filename: str, *, is_file: bool) -> None:
        """Make a text the one that runs: for messages, imports and excerpts."""
        folder = (os.path.dirname(filename) or None) if is_file else None
        self._machine.context.program = filename if is_file else None
        self._module = self._module.successor(filename, folder, text, is_file=is_file)

    def source_text(self, file: str) -> str | None:
        """Return the source that messages call `file`, or None if there is none to show."""
        if file == self._module.file:
            return self._module.text
        try:
            with open(file, encoding="utf-8", newline="") as stream:
                return stream.read()
        except (OSError, ValueError):
            return None

    def run_program(self, program: Program) -> Value:
        """Run a compiled program in the VM's module scope and return its Harn value."""
        self._check_thread()
        if self._on_warning is not None:
            for warning in program.warnings:
                self._on_warning(warning)
        return self._machine.enter(lambda: self._machine.run_program(program, self._module))

    def hold_tasks(self) -> None:
        """Let tasks outlive the runs that start them; they go on while later runs wait."""
        self._machine.hold()

    def end_tasks(self) -> None:
        """End what `hold_tasks` began, and the tasks that are left over."""
        self._machine.let_go()

    def bind(self, name: str, value: Value) -> None:
        """Give a Harn value a name in the module scope, one that scripts cannot assign."""
        self._module.declare(name, value, mutable=False)

    @property
    def names(self) -> Mapping[str, Value]:
        """The Harn values of the module scope, by name; a live view."""
        return self._module.names

    @property
    def globals(self) -> Mapping[str, Value]:
        """The Harn values that every script finds unless it declares their names."""
        return self._machine.globals

    @property
    def impls(self) -> Mapping[str, Mapping[str, Value]]:
        """The methods of ``impl`` blocks, by type and name."""
        return self._module.impls

    @property
    def enums(self) -> Mapping[str, Sequence[str]]:
        """The variants of the enums that scripts have declared, by enum."""
        return self._front.declared.enums

    def builtin_names(self) -> frozenset[str]:
        """Return the names of all builtins, whether or not they may be used."""
        return frozenset(self._machine.builtins.names())

    def _call_value(self, callee: Value, args: list[Value]) -> Value:
        return self._machine.call(callee, args)

    def _call_from_python(self, callee: Value, args: Sequence[Any]) -> Any:
        self._check_thread()
        border = self._border
        given = [border.to_harn(argument, f"argument {i}") for i, argument in enumerate(args, 1)]
        if type(callee) is FunctionValue and callee.prototype.generator:
            return border.to_python(self._machine.make_generator(callee, given))
        return border.to_python(self._machine.enter(lambda: self._machine.call(callee, given)))

    def _write(self, text: str) -> None:
        stream = self._stdout or sys.stdout
        if stream is not None:  # a program without a console has none, nor the one below
            stream.write(text)

    def _write_error(self, text: str) -> None:
        flush = getattr(self._stdout or sys.stdout, "flush", None)
        if flush is not None:
            flush()
        stream = self._stderr or sys.stderr
        if stream is not None:
            stream.write(text)


class _Known:
    """The names that a program finds outside itself."""

    def __init__(self, globals: dict[str, Value], builtins: BuiltinTable) -> None:
        self._globals = globals
        self._builtins = builtins

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (name in self._globals or self._builtins.knows(name))


def _load_promoter(machine: Machine) -> Promoter:
    from harnvm.tier2 import Promoter

    return Promoter(machine)


def _new_store() -> SessionStore:
    from harnvm.sessions import SessionStore

    return SessionStore()


def _folder(path: str | Path | None) -> Path | None:
    if path is None:
        return None
    from pathlib import Path

    return Path(path)
