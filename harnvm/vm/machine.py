"""The machine: what frames of one VM share, and the ways into the loop."""

from __future__ import annotations

from harnvm.errors import stack_overflow, type_error
from harnvm.values.display import type_name
from harnvm.values.methods import call_method
from harnvm.values.model import BuiltinRef, Generator, StructValue, Value
from harnvm.vm.builtin_table import BuiltinTable
from harnvm.vm.context import Context
from harnvm.vm.frame import Frame, make_frame
from harnvm.vm.loop import Suspended, run
from harnvm.vm.module import FunctionValue, Module
from harnvm.vm.program import Program
from harnvm.vm.unwind import GeneratorClosed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeVar

    from harnvm.resolve.tree import Place
    from harnvm.vm.imports import Importer
    from harnvm.vm.tasks import Tasks

    Result = TypeVar("Result")

#: How deep callbacks may nest: each is a run of the loop, some Python frames deep.
MAX_NESTING = 512


class Machine:
    """Runs code.

    Attributes:
        builtins: The builtins by name.
        globals: Names such as ``pi`` that any variable may shadow.
        context: What builtins are lent.
        alarm: Set (from any thread) to have `on_alarm` called at the next loop or call.
        nesting: How many callbacks are running inside each other.
        stacks: The frames of each run of the loop in progress, outermost first.
        check_size: Refuses a value that is larger than the host allows; None if the host sets no such limit.
    """

    def __init__(
        self,
        builtins: BuiltinTable,
        globals: dict[str, Value],
        context: Context,
        load_module: Callable[[str, str], Program],
    ) -> None:
        self.builtins = builtins
        self.globals = globals
        self.context = context
        self._load_module = load_module
        self._importer: Importer | None = None
        self._tasks: Tasks | None = None
        self.alarm = False
        self.on_alarm: Callable[[], None] = self._clear_alarm
        self.nesting = 0
        self.stacks: list[list[Frame]] = []
        self.check_size: Callable[[Value], None] | None = None
        self._entered = False
        context.find_tasks = lambda: self.tasks

    def _clear_alarm(self) -> None:
        self.alarm = False

    @property
    def importer(self) -> Importer:
        """Loads modules."""
        if self._importer is None:
            from harnvm.vm.imports import Importer

            self._importer = Importer(self, self._load_module)
        return self._importer

    @property
    def tasks(self) -> Tasks:
        """Runs what is concurrent."""
        if self._tasks is None:
            from harnvm.vm.tasks import Tasks

            self._tasks = Tasks(self)
        return self._tasks

    # --- Ways in ------------------------------------------------------------------------------------

    def enter(self, work: Callable[[], Result]) -> Result:
        """Do what a host asks for, to its very end: tasks that are left over are ended, what they print too.

        Inside such work, as when a builtin comes back to the VM, this is a plain call.
        """
        if self._entered:
            return work()
        self._entered = True
        error: BaseException | None = None
        try:
            if self._tasks is not None:
                self._tasks.begin()
            return work()
        except BaseException as raised:
            error = raised
            raise
        finally:
            try:
                if self._tasks is not None:
                    self._tasks.end(error)
            finally:
                self._entered = False

    def hold(self) -> None:
        """Begin work that goes on until `let_go`: what is done meanwhile leaves its tasks as they are."""
        self._entered = True
        if self._tasks is not None:
            self._tasks.begin()

    def let_go(self) -> None:
        """End what `hold` began, and the tasks that are left over."""
        self._entered = False
        if self._tasks is not None:
            self._tasks.end()

    def run_program(self, program: Program, module: Module) -> Value:
        """Run a program's main code in a module scope and return its value."""
        main = FunctionValue(program.code, [], module, module.impls)
        frame = make_frame(main, [])
        try:
            return run(self, frame)
        finally:
            module.impls = frame.impls
            for name, slot, mutable in program.exports:
                module.declare(name, frame.slots[slot], mutable=mutable)
            places: dict[Place, str] = {("local", slot): name for name, slot, _ in program.exports}
            places.update({("name", name): name for name in module.names})
            module.note_copies(program.functions, places)

    def call(self, callee: Value, args: list[Value]) -> Value:
        """Call a function or builtin value."""
        if type(callee) is FunctionValue:
            if self.nesting >= MAX_NESTING:
                raise stack_overflow()
            if self.alarm:
                self.on_alarm()
            self.nesting += 1
            try:
                return run(self, make_frame(callee, [*args]))
            finally:
                self.nesting -= 1
        if type(callee) is BuiltinRef:
            return self.builtins[callee.name](self.context, args)
        raise type_error(f"expected callable, got {type_name(callee)}")

    def call_method(self, frame: Frame, receiver: Value, name: str, args: list[Value]) -> Value:
        """Call a method of any value."""
        if type(receiver) is StructValue:
            return self.call_struct_method(frame, receiver, name, args)
        return call_method(receiver, name, args, self.call)

    def call_struct_method(self, frame: Frame, receiver: StructValue, name: str, args: list[Value]) -> Value:
        """Call a method of an ``impl`` block that the frame sees; nil if there is none."""
        method = frame.impls.get(receiver.name, {}).get(name)
        return None if method is None else self.call(method, [receiver, *args])

    def outer_value(self, name: str) -> Value:
        """Return the value of a global or a builtin, or None if neither has that name."""
        value = self.globals.get(name)
        if value is None and self.builtins.knows(name):
            return BuiltinRef(name)
        return value

    # --- Generators ---------------------------------------------------------------------------------

    def make_generator(self, function: FunctionValue, args: list[Value]) -> Generator:
        """Return a generator that will run `function`."""
        frame = make_frame(function, args)
        frame.yields = True
        return Generator(self._drive(frame))

    def _drive(self, frame: Frame) -> Iterator[Value]:
        outcome: Any = run(self, frame)
        while type(outcome) is Suspended:
            try:
                yield outcome.value
            except GeneratorExit:
                self._close(frame)
                raise
            frame.stack.append(None)
            outcome = run(self, frame)

    def _close(self, frame: Frame) -> None:
        """Unwind an abandoned generator; what it yields or throws meanwhile is lost."""
        frame.yields = False
        try:
            run(self, frame, GeneratorClosed())
        except Exception:
            return
