"""The commands, as click sees them: a name, and the module that has it, loaded when it is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import IO, Any, cast

import click

from harnvm.cli.output import ERRORS, cannot_write, reader_is_gone
from harnvm.version import VERSION

#: Command name to module in this package; each has a click command called `command`.
COMMANDS = {
    "bench": "bench",
    "check": "check",
    "disasm": "disasm",
    "fmt": "fmt",
    "lint": "lint",
    "repl": "repl",
    "run": "run",
    "test": "test",
    "viz": "viz",
    "watch": "watch",
}


class _Commands(click.Group):
    """A group whose commands load when they are asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return a command, or None if there is none of that name."""
        module = COMMANDS.get(name)
        if module is None:
            return None
        found: click.Command = import_module(f"harnvm.cli.{module}").command
        return found

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Read the arguments; ``--help`` prints already here."""
        with _closed_pipes():
            return super().make_context(*args, **options)

    def invoke(self, context: click.Context) -> Any:
        """Run a command."""
        with _closed_pipes():
            return super().invoke(context)


@contextmanager
def _closed_pipes() -> Iterator[None]:
    """Leave quietly when nobody reads what is printed; click itself would leave as if something had failed."""
    try:
        yield
    except BrokenPipeError:
        raise click.exceptions.Exit(reader_is_gone()) from None


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, message="harnvm %(version)s")
def app() -> None:
    """The Harn language virtual machine, with first-class agent sessions."""


def run_app(args: Sequence[str]) -> int:
    """Run the command line with click and return the exit status."""
    try:
        outcome = app.main(args=list(args), prog_name="harnvm", standalone_mode=False)
    except click.ClickException as error:
        error.show(file=cast("IO[str]", ERRORS))
        return error.exit_code
    except click.Abort:
        return 130
    except OSError as error:
        if error.filename is not None:  # writing to a stream knows no name
            raise
        return cannot_write(error.strerror or str(error))
    return outcome if isinstance(outcome, int) else 0
