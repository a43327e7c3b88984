"""``harnvm bench``."""

from __future__ import annotations

import json

import click

from harnvm.bench import Figures, Round, run_round
from harnvm.bytecode.cache import user_cache
from harnvm.cli.output import ERRORS, Guard, Output, Status, read_source
from harnvm.cli.terminal import Progress
from harnvm.errors import HarnExit, HarnSyntaxError, HarnTypeError
from harnvm.host.vm import VM
from harnvm.source import Report


@click.command("bench")
@click.argument("file")
@click.option("-n", "--iterations", type=int, default=10, show_default=True, help="How often to run it.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_context
def command(context: click.Context, file: str, iterations: int, as_json: bool) -> None:
    """Run FILE again and again, and say how long that takes.

    What it prints is dropped. Each run has a fresh VM; compiling is not counted.
    """
    if iterations < 1:
        ERRORS.write("error: `harnvm bench` requires at least one iteration\n")
        context.exit(1)
    text = read_source(file)
    if text is None:
        context.exit(1)
    with Guard() as status, Output() as output:
        rounds = _Bench(file, text, status, output).rounds(iterations)
        if rounds:
            figures = Figures(file, rounds)
            output.write(json.dumps(figures.as_dict(), indent=2) + "\n" if as_json else figures.report())
    context.exit(status.code)


class _Bench:
    def __init__(self, path: str, text: str, status: Status, output: Output) -> None:
        self._path = path
        self._text = text
        self._status = status
        self._output = output
        self._progress = Progress()

    def rounds(self, count: int) -> list[Round]:
        """Return what each run cost; nothing if one of them failed, which is reported."""
        found = []
        for number in range(1, count + 1):
            self._progress.show(f"run {number} of {count}")
            cost = self._round(number)
            if cost is None:
                return []
            found.append(cost)
        self._progress.clear()
        return found

    def _round(self, number: int) -> Round | None:
        vm = VM(
            stdout=_Nowhere(),
            stderr=ERRORS,
            cache=user_cache(),
            on_warning=self._warn if number == 1 else None,
        )
        try:
            return run_round(vm, self._text, self._path)
        except HarnExit as leaving:
            self._progress.clear()
            self._status.code = leaving.code & 0xFF
        except (HarnSyntaxError, HarnTypeError) as refused:
            self._progress.clear()
            self._status.refuse(refused.reports, self._text, self._output)
            return None
        except Exception as error:
            self._progress.clear()
            self._status.fail(error, vm, self._output)
        finally:
            vm.close()
        ERRORS.write(f"benchmark aborted on iteration {number}\n")
        return None

    def _warn(self, warning: Report) -> None:
        self._progress.clear()
        self._status.report([warning], self._text, self._output)


class _Nowhere:
    """Takes what is printed and drops it."""

    def write(self, text: str, /) -> None:
        """Drop a text."""
