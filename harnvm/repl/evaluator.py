"""One live VM, and what becomes of each line in it. Prints nothing itself and knows no terminal."""

from __future__ import annotations

from time import perf_counter

from harnvm.errors import HarnError, HarnExit, HarnSyntaxError, HarnTypeError
from harnvm.source import render_report, render_trace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from harnvm.host.vm import VM
    from harnvm.sessions import SessionStore
    from harnvm.source import Report
    from harnvm.values.model import Value


class Outcome:
    """What became of a line.

    Attributes:
        value: Its value.
        name: The name that holds the value, ``_3`` for one; None where there is nothing to show.
        error: What went wrong, drawn; None if nothing did.
        warnings: What the checker has to say, drawn.
        exit_code: What the script gave to ``exit``, or None.
        interrupted: Whether somebody pressed Ctrl-C.
        seconds: How long it ran, compilation left out.
    """

    def __init__(self) -> None:
        self.value: Value = None
        self.name: str | None = None
        self.error: str | None = None
        self.warnings: list[str] = []
        self.exit_code: int | None = None
        self.interrupted = False
        self.seconds = 0.0


class Evaluator:
    """Runs lines one after the other, each once.

    A line is an expression if it can be read as one, else statements. Each line may declare anew what earlier
    ones declared. A value other than nil is kept under ``_``, ``_1``, ``_2`` and so on. Tasks outlive the
    line that spawns them, and go on while another one waits.

    Args:
        make_vm: Makes a fresh VM on a session store, or on a new one when given None.
    """

    def __init__(self, make_vm: Callable[[SessionStore | None], VM]) -> None:
        self._make_vm = make_vm
        self._start(None)

    def _start(self, store: SessionStore | None) -> None:
        self.vm = self._make_vm(store)
        self.vm.hold_tasks()
        self._texts: dict[str, str] = {}
        self._lines = 0
        self._results = 0

    @property
    def store(self) -> SessionStore:
        """The sessions, shared with the scripts."""
        return self.vm.sessions

    def reset(self, *, keep_sessions: bool) -> None:
        """Forget every name and result, and the sessions too unless told to keep them."""
        self.close()
        self._start(self.store if keep_sessions else None)

    def close(self) -> None:
        """End the tasks that are left over, with what they print."""
        try:
            self.vm.end_tasks()
        except (HarnError, KeyboardInterrupt):
            return  # nobody waits for what they have to say

    def evaluate(self, text: str) -> Outcome:
        """Run a line and tell what became of it; nothing that goes wrong in it is raised."""
        outcome = Outcome()
        self._lines += 1
        file = f"<repl {self._lines}>"
        self._texts[file] = text
        try:
            self._run(text, file, outcome)
        except HarnExit as leaving:
            outcome.exit_code = leaving.code & 0xFF
        except (HarnSyntaxError, HarnTypeError) as refused:
            outcome.error = "".join(self._drawn(refused.reports))
        except HarnError as error:
            outcome.error = self._trace(error)
        except KeyboardInterrupt:
            outcome.interrupted = True
        except Exception as error:
            # A fault of ours must not cost the user the conversations that live in this process.
            outcome.error = f"error: internal error: {type(error).__name__}: {error}\n"
        return outcome

    def _run(self, text: str, file: str, outcome: Outcome) -> None:
        program = self.vm.compile_line(text, file)
        outcome.warnings = self._drawn(program.warnings)
        start = perf_counter()
        try:
            outcome.value = self.vm.run_program(program)
        finally:
            outcome.seconds = perf_counter() - start
        if outcome.value is not None:
            self._keep(outcome)

    def _keep(self, outcome: Outcome) -> None:
        self._results += 1
        outcome.name = f"_{self._results}"
        self.vm.bind("_", outcome.value)
        self.vm.bind(outcome.name, outcome.value)

    def _drawn(self, reports: Iterable[Report]) -> list[str]:
        texts = ((report, self._text(report.span.file) if report.span else None) for report in reports)
        return [render_report(report, text) for report, text in texts]

    def _trace(self, error: HarnError) -> str:
        text = self._text(error.frames[0].file) if error.frames else None
        return render_trace(error.message, error.frames, text)

    def _text(self, file: str) -> str | None:
        """Return the text of an earlier line, or of a file."""
        return self._texts.get(file) or self.vm.source_text(file)
