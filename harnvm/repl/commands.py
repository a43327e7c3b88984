"""The commands: how one is declared, found, and given its arguments.

A command is a function and a line of usage, which says what the arguments are: ``ID``, ``A`` and ``B`` name
sessions, ``N`` is a number, ``EXPR`` and ``TEXT`` are the rest of the line, others are words; those in lower
case stand for themselves. Brackets hold what may be left out. Help, completion and the checks all follow from
that line.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from harnvm.repl.shell import Shell

    Run = Callable[..., str]


class CommandError(Exception):
    """Why a command did nothing; the message says it to the user."""


class Leave(Exception):
    """The user wants to go.

    Attributes:
        code: The exit status to leave with.
    """

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Parameter(NamedTuple):
    """An argument of a command: its name in the usage, which is its kind, and whether it may be left out."""

    kind: str
    optional: bool


class Command(NamedTuple):
    """A command.

    Attributes:
        group: The heading it stands under in the help.
        name: Without the colon.
        usage: With it.
        summary: What it does, one sentence.
        parameters: Its arguments.
        run: Does it: gets the shell and the arguments, returns what to say.
    """

    group: str
    name: str
    usage: str
    summary: str
    parameters: tuple[Parameter, ...]
    run: Run


SESSION_KINDS = frozenset(("ID", "A", "B"))
_REST_KINDS = frozenset(("EXPR", "TEXT"))

#: Commands by name, in the order of their declaration.
COMMANDS: dict[str, Command] = {}

_ALIASES = {"q": "quit", "exit": "quit", "h": "help", "?": "help"}
_LINE = re.compile(r"\s*:\s*(\w+|\?)?\s*(.*)", re.DOTALL)
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"(?!\S)|\'([^\']*)\'(?!\S)|([^\s"\']\S*)')
_PARAMETER = re.compile(r"(\[?)([\w|]+)\]?")


def command(group: str, usage: str) -> Callable[[Run], Run]:
    """Declare the decorated function as a command; the first line of its docstring is its help."""
    name, _, rest = usage[1:].partition(" ")
    found = _PARAMETER.findall(rest)
    parameters = tuple(Parameter(kind, bool(bracket)) for bracket, kind in found)

    def declare(run: Run) -> Run:
        summary = (run.__doc__ or "").strip().split("\n")[0]
        COMMANDS[name] = Command(group, name, usage, summary, parameters, run)
        return run

    return declare


def is_command(line: str) -> bool:
    """Tell whether a line is a command."""
    return line.lstrip().startswith(":")


def run_command(shell: Shell, line: str) -> str:
    """Run a command and return what to say.

    Raises:
        CommandError: There is no such command, or it was refused.
        Leave: The user wants to go.
    """
    name, rest = split_line(line)
    found = find_command(name)
    arguments = [
        shell.argument(parameter.kind, text)
        for parameter, text in zip(found.parameters, _arguments(found, rest), strict=False)
    ]
    return found.run(shell, *arguments)


def split_line(line: str) -> tuple[str, str]:
    """Return the name in a command line, and what follows it."""
    found = _LINE.match(line)
    assert found is not None
    return found[1] or "", found[2]


def find_command(name: str) -> Command:
    """Return the command of a name, or say which may have been meant."""
    from harnvm.suggest import closest_match

    found = COMMANDS.get(_ALIASES.get(name, name))
    if found is not None:
        return found
    suggestion = closest_match(name, COMMANDS)
    hint = f" (did you mean `:{suggestion}`?)" if suggestion else "; `:help` lists what there is"
    raise CommandError(f"unknown command `:{name}`{hint}")


def _arguments(found: Command, rest: str) -> list[str]:
    """Split what follows a command as its usage wants it."""
    texts: list[str] = []
    rest = rest.strip()
    for parameter in found.parameters:
        if not rest:
            break
        if parameter.kind in _REST_KINDS:
            texts.append(rest)
            rest = ""
        else:
            word, rest = _first_word(rest)
            if parameter.kind.islower() and word not in parameter.kind.split("|"):
                raise CommandError(f"usage: {found.usage}")
            texts.append(word)
    required = sum(not parameter.optional for parameter in found.parameters)
    if rest or len(texts) < required:
        raise CommandError(f"usage: {found.usage}")
    return texts


def _first_word(text: str) -> tuple[str, str]:
    """Split off a word; one with blanks stands in quotes."""
    found = _WORD.match(text)
    if found is None:
        raise CommandError("a quote is not closed")
    quoted, single, plain = found.groups()
    word = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else plain if single is None else single
    return word, text[found.end() :].lstrip()


def words_of(text: str) -> Iterable[str]:
    """Yield the complete words of a text; used for completion, which forgives an open quote."""
    while text:
        try:
            word, text = _first_word(text)
        except CommandError:
            return
        yield word
