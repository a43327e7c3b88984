"""Commands about the language and the REPL itself."""

from __future__ import annotations

from harnvm.repl.commands import COMMANDS, CommandError, Leave, command, find_command
from harnvm.repl.style import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from harnvm.repl.shell import Shell


_GROUP = "Harn"


@command(_GROUP, ":reset [names|sessions]")
def reset(shell: Shell, what: str | None = None) -> str:
    """Forget all names, results and sessions, or only one or the other."""
    number = len(shell.store.ids())
    if what == "sessions":
        for id in shell.store.ids():
            shell.store.close(id)
    else:
        shell.evaluator.reset(keep_sessions=what == "names")
    if what == "names":
        return f"forgot all names, kept {count(number, 'session')}"
    return f"forgot {count(number, 'session')}" + ("" if what else " and all names")


@command(_GROUP, ":time EXPR")
def time(shell: Shell, text: str) -> str:
    """Run a line and say how long that took."""
    outcome = shell.evaluator.evaluate(text)
    shell.show(outcome)
    if outcome.exit_code is not None:
        raise Leave(outcome.exit_code)
    if outcome.error is not None or outcome.interrupted:
        return ""
    return shell.paint("dim", f"took {_seconds(outcome.seconds)}")


def _seconds(seconds: float) -> str:
    for size, unit in ((1e-3, "µs"), (1.0, "ms")):
        if seconds < size:
            return f"{seconds / size * 1000:.3g} {unit}"
    return f"{seconds:.2f} s"


@command(_GROUP, ":disasm FN")
def disasm(shell: Shell, name: str) -> str:
    """Show the bytecode of a function, or of a method written TYPE.METHOD."""
    from harnvm.bytecode.disassemble import disassemble
    from harnvm.repl.lookup import find_function, is_builtin

    function = find_function(shell.evaluator.vm, name)
    if function is not None:
        return disassemble(function.prototype)
    if is_builtin(shell.evaluator.vm, name):
        raise CommandError(f"`{name}` is a builtin and has no bytecode")
    raise CommandError(f"no function `{name}`")


@command(_GROUP, ":doc NAME")
def doc(shell: Shell, name: str) -> str:
    """Say what a function, builtin, method, keyword or command is."""
    from harnvm.repl.lookup import describe

    if name.startswith(":"):
        return _help_line(name[1:])
    found = describe(shell.evaluator.vm, name)
    if found is None:
        raise CommandError(f"nothing is called `{name}`")
    return found


@command(_GROUP, ":help [COMMAND]")
def help(shell: Shell, name: str | None = None) -> str:
    """List all commands, or say what one does."""
    if name is not None:
        return _help_line(name.removeprefix(":"))
    commands = sorted(COMMANDS.values(), key=lambda each: each.group)
    width = max(len(each.usage) for each in commands)
    lines = ["Lines that do not begin with a colon are Harn. Results are kept in _, _1, _2, …"]
    group = ""
    for each in commands:
        if each.group != group:
            group = each.group
            lines.append(shell.paint("bold", group))
        lines.append(f"  {each.usage:<{width}}  {each.summary}")
    return "\n".join(lines)


def _help_line(name: str) -> str:
    found = find_command(name)
    return f"{found.usage}\n    {found.summary}"


@command(_GROUP, ":quit")
def quit(shell: Shell) -> str:
    """Leave; so does Ctrl-D."""
    raise Leave(0)
