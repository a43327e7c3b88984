"""The machine: what frames of one VM share, and the ways into the loop."""

from __future__ import annotations

from harnvm.errors import stack_overflow, type_error
from harnvm.values.display import type_name
from harnvm.values.methods import call_method
from harnvm.values.model import BuiltinRef, Generator, StructValue, Value
from harnvm.vm.builtin_table import BuiltinTable
from harnvm.vm.context import Context
from harnvm.vm.frame import MAX_FRAMES, Frame, make_frame
from harnvm.vm.loop import AGAIN, Suspended, run
from harnvm.vm.module import UNBOUND, FunctionValue, Module
from harnvm.vm.program import Program
from harnvm.vm.tail import Tail
from harnvm.vm.unwind import GeneratorClosed, out_of_run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Generator as PythonGenerator
    from typing import Any, Protocol, TypeAlias, TypeVar

    from harnvm.resolve.tree import Place
    from harnvm.vm.imports import Importer
    from harnvm.vm.tasks import Tasks

    Generation: TypeAlias = PythonGenerator[Value, None, Any]
    Result = TypeVar("Result")

    class Promoter(Protocol):
        """Moves what runs often to the second tier."""

        def promote(self, function: FunctionValue, args: list[Value]) -> bool:
            """Translate a function, unless that was done; tell whether it is generated code now."""
            ...

        def promote_loop(self, frame: Frame, start: int) -> bool:
            """Translate a loop of the frame's function; tell whether its code has changed."""
            ...

        def run_main(self, frame: Frame) -> tuple[Any, ...] | None:
            """Run main code as a whole, if that can be and is wanted."""
            ...

        def bind(self, function: FunctionValue, name: str) -> None:
            """Set one of the Python callables of a function value."""
            ...

        def miss(self, function: FunctionValue) -> None:
            """Note that a form for special arguments was called with others."""
            ...

        def miss_batch(self, function: FunctionValue, name: str) -> None:
            """Note that a form for many calls has met an item it was not made for."""
            ...

        def save(self) -> None:
            """Keep what was translated for the next run."""
            ...


#: How deep callbacks may nest: each is a run of the loop, some Python frames deep.
MAX_NESTING = 512

#: After this many calls of a function, or rounds of loops, the loop has cost as much as translating would.
HOT_CALLS = 40
HOT_ROUNDS = 150

#: More rounds and calls than any program makes.
NEVER = 1 << 62


class Machine:
    """Runs code.

    Attributes:
        builtins: The builtins by name.
        globals: Names such as ``pi`` that any variable may shadow.
        context: What builtins are lent.
        alarm: Set (from any thread) to have `on_alarm` called at the next loop or call.
        ringing: The same, to be read only: quicker.
        flags: Globals of generated code, which hold copies of the alarm.
        hot: After how many calls a function is promoted to the second tier.
        beats: After how many rounds of its loops a run has one of them promoted.
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
        self.ringing = False
        self.flags: list[dict[str, Any]] = []
        self.hot = self.beats = NEVER
        self._load_promoter: Callable[[Machine], Promoter] | None = None
        self._promoter: Promoter | None = None
        self.on_alarm: Callable[[], None] = self._clear_alarm
        self._eager = False
        self.nesting = 0
        self.stacks: list[list[Frame]] = []
        self.check_size: Callable[[Value], None] | None = None
        self._entered = False
        context.find_tasks = lambda: self.tasks

    @property
    def alarm(self) -> bool:
        """Whether `on_alarm` is to be called."""
        return self.ringing

    @alarm.setter
    def alarm(self, on: bool) -> None:
        self.ringing = on
        for flags in self.flags:
            flags["ringing"] = on
            flags["limit"] = 0 if on else MAX_FRAMES

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

    @property
    def is_entered(self) -> bool:
        """Whether the machine is at work for a host."""
        return self._entered

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

    def close(self) -> None:
        """Give back what tasks took."""
        if self._tasks is not None:
            self._tasks.close()

    # --- The second tier ----------------------------------------------------------------------------

    def use_promoter(self, load: Callable[[Machine], Promoter], *, eager: bool = False) -> None:
        """Let what runs often move to the second tier, or everything at once if `eager`.

        Args:
            load: Makes the promoter; called when something is hot.
            eager: Whether even main code, and functions that are called once, are translated.
        """
        self._load_promoter = load
        self.hot = 0 if eager else HOT_CALLS
        self.beats = 0 if eager else HOT_ROUNDS
        self._eager = eager

    def use_first_tier(self) -> None:
        """Promote nothing any more: something watches every step."""
        self._load_promoter = None
        self.hot = self.beats = NEVER
        self._eager = False

    @property
    def promoter(self) -> Promoter:
        """What translates; loaded when first asked for."""
        if self._promoter is None:
            assert self._load_promoter is not None
            self._promoter = self._load_promoter(self)
        return self._promoter

    def bind(self, function: FunctionValue, name: str) -> None:
        """Set one of the Python callables of a function value."""
        self.promoter.bind(function, name)

    def promote(self, function: FunctionValue, args: list[Value]) -> bool:
        """Tell whether a function that is called often is generated code, translating it if need be."""
        return function.prototype.translation is not None or self.promoter.promote(function, args)

    def promote_loop(self, frame: Frame, start: int) -> bool:
        """Have a loop translated that runs often; tell whether the code of the frame has changed."""
        return self._load_promoter is not None and self.promoter.promote_loop(frame, start)

    def check_depth(self, depth: int) -> None:
        """Refuse a frame beyond the limit, and look at the alarm, as the loop does at a call."""
        if depth > MAX_FRAMES:
            raise stack_overflow()
        if self.ringing:
            self.on_alarm()

    def is_generated(self, tail: Tail) -> bool:
        """Tell whether what a tail call calls is no business of the loop's."""
        callee = tail.callee
        return (
            type(callee) is not FunctionValue
            or callee.prototype.generator
            or callee.prototype.translation is not None
        )

    def follow(self, tail: Tail, depth: int) -> Value:
        """Make a call that generated code has left to its caller; the result may be another one."""
        callee = tail.callee
        if type(callee) is not FunctionValue:
            return callee(self.context, tail.args)
        if callee.prototype.generator or callee.prototype.translation is None:
            return callee.entry(depth, *tail.args)
        count = len(callee.prototype.parameters)
        if callee.prototype.rest:
            return callee.entry(depth, *tail.args)
        return callee.body(depth, *tail.args[:count])

    def finish(self, outcome: tuple[Any, ...], depth: int) -> Value:
        """Return the value of a function of which generated code ran the last part.

        Args:
            outcome: What the part returned: the value, or the function and arguments of a tail call.
            depth: The number of the function's frame.
        """
        if len(outcome) == 1:
            return outcome[0]
        result: Value = Tail(*outcome)
        while type(result) is Tail:
            result = self.follow(result, depth)
        return result

    def run_program(self, program: Program, module: Module) -> Value:
        """Run a program's main code in a module scope and return its value."""
        module.bind = self.bind
        main = FunctionValue(program.code, [], module, module.impls)
        frame = make_frame(main, [])
        for _, slot, _ in program.exports:
            frame.slots[slot] = UNBOUND
        try:
            return self._run_main(frame) if self._eager else run(self, frame)
        finally:
            module.impls = frame.impls
            for name, slot, mutable in program.exports:
                if frame.slots[slot] is not UNBOUND:
                    module.declare(name, frame.slots[slot], mutable=mutable)
            places: dict[Place, str] = {("local", slot): name for name, slot, _ in program.exports}
            places.update({("name", name): name for name in module.names})
            module.note_copies(program.functions, places)
            if self._promoter is not None:
                self._promoter.save()

    def _run_main(self, frame: Frame) -> Value:
        outer_folder = self.context.folder
        self.context.folder = frame.function.module.folder
        try:
            outcome = self.promoter.run_main(frame)
            if outcome is not None:
                return self.finish(outcome, 1)
        except BaseException as raised:
            raise out_of_run(raised, [frame]) from None
        finally:
            self.context.folder = outer_folder
        return run(self, frame)

    def call(self, callee: Value, args: list[Value]) -> Value:
        """Call a function or builtin value."""
        if type(callee) is FunctionValue:
            if self.nesting >= MAX_NESTING:
                raise stack_overflow()
            if self.ringing:
                self.on_alarm()
            prototype = callee.prototype
            nesting = self.nesting
            self.nesting = nesting + 1
            try:
                if prototype.translation is not None:
                    return (callee.exact if len(args) <= prototype.arity else callee.entry)(1, *args)
                prototype.heat += 1
                if prototype.heat > self.hot and self.promote(callee, args):
                    return callee.entry(1, *args)
            except BaseException as raised:
                raise out_of_run(raised) from None
            else:
                return run(self, make_frame(callee, [*args]))
            finally:
                self.nesting = nesting
        if type(callee) is BuiltinRef:
            return self.builtins[callee.name](self.context, args)
        raise type_error(f"expected callable, got {type_name(callee)}")

    def call_each(self, callee: Value, items: Iterable[Value]) -> list[Value]:
        """Call a function once with each item, and return the results."""
        results: list[Value] = []
        rest = iter(items)
        if not self._may_batch(callee):
            # Until the function is generated code, calls go the usual way.
            for item in rest:
                results.append(self.call(callee, [item]))
                if self._may_batch(callee):
                    break
            else:
                return results
        self._run_batch(callee.each, rest, results)
        return results

    def call_fold(self, callee: Value, start: Value, items: Iterable[Value]) -> Value:
        """Call a function with the last result and each item, and return the last result."""
        result = start
        rest = iter(items)
        if not self._may_batch(callee):
            for item in rest:
                result = self.call(callee, [result, item])
                if self._may_batch(callee):
                    break
            else:
                return result
        return self._run_batch(callee.fold, rest, result)

    def _may_batch(self, callee: Value) -> bool:
        """Tell whether many calls of a function can be made at once."""
        is_generated = type(callee) is FunctionValue and callee.prototype.translation is not None
        return is_generated and self.nesting < MAX_NESTING

    def _run_batch(self, batch: Callable[..., Value], items: Iterator[Value], start: Value) -> Value:
        """Run many calls, none inside another, as one callback."""
        nesting = self.nesting
        self.nesting = nesting + 1
        try:
            return batch(items, start)
        except BaseException as raised:
            raise out_of_run(raised) from None
        finally:
            self.nesting = nesting

    def call_in_turn(self, callee: Value, items: Iterable[Value]) -> Iterator[Value]:
        """Call a function with each item as its result is asked for; nothing else may run in between."""
        rest = iter(items)
        if not self._may_batch(callee):
            for item in rest:
                yield self.call(callee, [item])
                if self._may_batch(callee):
                    break
            else:
                return
        nesting = self.nesting
        self.nesting = nesting + 1
        try:
            entry = callee.exact if callee.prototype.arity > 0 else callee.entry
            for item in rest:
                yield entry(1, item)
        except GeneratorExit:
            raise
        except BaseException as raised:
            raise out_of_run(raised) from None
        finally:
            self.nesting = nesting

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
        prototype = function.prototype
        prototype.heat += 1
        if prototype.heat > self.hot and self.promote(function, args):
            made: Generator = function.entry(1, *args)
            return made
        frame = make_frame(function, args)
        frame.yields = True
        frame.beats = self.beats
        return self.generator(self._drive(frame))

    def generator(self, source: Iterator[Value], *, generated: bool = False) -> Generator:
        """Return the generator whose steps a Python generator makes, be it the loop or generated code."""
        from harnvm.vm.generators import RunningGenerator

        return RunningGenerator(source, self, generated)

    def _drive(self, frame: Frame) -> Iterator[Value]:
        outcome: Any = self._step(frame)
        while type(outcome) is Suspended:
            try:
                if frame.source is None:
                    yield outcome.value
                else:
                    # Generated code runs a loop. Every layer of Python generators costs something for each value.
                    source: Any = frame.source
                    ending = yield from source
            except GeneratorExit:
                frame.source = None
                self._close(frame)
                raise
            except BaseException as raised:
                frame.source = None
                if _is_closing(raised):
                    self._close(frame)
                    return
                outcome = run(self, frame, raised)
                continue
            if frame.source is None:
                frame.stack.append(None)
            else:
                frame.source = None
                if ending is not None and ending is not AGAIN:
                    return  # what a generator returns is lost
                frame.pc = frame.code.operands[frame.pc - 1].leave(frame, ending)
            outcome = self._step(frame)

    def _step(self, frame: Frame) -> Value:
        """Run a generator to its next ``yield``; generators that feed each other nest like callbacks."""
        if self.nesting >= MAX_NESTING:
            raise stack_overflow()
        self.nesting += 1
        try:
            return run(self, frame)
        finally:
            self.nesting -= 1

    def guard_closing(self, source: Iterator[Value]) -> Generation:
        """Run a generator of generated code that has something to do when it is closed; what fails then is lost."""
        step = source.__next__
        while True:
            try:
                value = step()
            except StopIteration as end:
                return end.value
            try:
                yield value
            except GeneratorExit:
                self._end_generator(source.close)  # type: ignore[attr-defined]
                raise

    def _close(self, frame: Frame) -> None:
        """Unwind an abandoned generator; what it yields meanwhile is lost."""
        frame.yields = False
        self._end_generator(lambda: run(self, frame, GeneratorClosed()))

    def _end_generator(self, close: Callable[[], Value]) -> None:
        """Close a generator, under the host's limits even after the run; what it throws is lost."""
        nesting = self.nesting  # the generator remembers that of its last step
        try:
            self.enter(close)
        except Exception:
            return
        finally:
            self.nesting = nesting


def _is_closing(raised: BaseException) -> bool:
    """Tell whether an error was raised while a generator was being closed; it is lost then."""
    context = raised.__context__
    while context is not None:
        if isinstance(context, GeneratorExit):
            return True
        context = context.__context__
    return False
