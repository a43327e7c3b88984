"""What could be typed next: names, members, session ids, commands. Knows no terminal."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from harnvm.repl import language_commands, session_commands
from harnvm.repl.commands import COMMANDS, SESSION_KINDS, is_command, split_line, words_of
from harnvm.repl.conversation import quoted
from harnvm.repl.cursor import callee_before, enclosing_call, open_at_end, opening
from harnvm.repl.lookup import RECEIVERS, function_signature, members, methods_of, signature_text
from harnvm.repl.style import count
from harnvm.values.display import type_name
from harnvm.vm.module import FunctionValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harnvm.host.vm import VM
    from harnvm.repl.cursor import Open
    from harnvm.values.model import Value

#: Importing a family declares its commands.
FAMILIES = (session_commands, language_commands)

_NAME = re.compile(r"(?<!\w)(?:[^\W\d]\w*)?\Z")
_MEMBER = re.compile(r"\??\.\s*(\w*)\Z")
_CHAIN = re.compile(r"(?<![\w.)\]}\"])([^\W\d]\w*(?:\??\.\w+)*)\Z")
_SESSION_KEY = re.compile(r"\bsession_id\s*:\s*\Z")
_IMPORT = re.compile(r"\b(?:import|from)\s*\Z")
_SESSION_PARAMETERS = ("id", "session_id", "source", "target")


class Candidate(NamedTuple):
    """A way to go on.

    Attributes:
        text: What would stand there.
        start: How many characters before the cursor it replaces.
        about: A few words beside it.
    """

    text: str
    start: int
    about: str = ""


def complete(vm: VM, text: str) -> list[Candidate]:
    """Return what could be typed after `text`, in order.

    Args:
        vm: The live VM, whose names and sessions are offered.
        text: Everything before the cursor.
    """
    if is_command(text):
        return list(_command_candidates(vm, text))
    return list(_code_candidates(vm, text))


def current_signature(vm: VM, text: str) -> str | None:
    """Return the signature of the call that the cursor stands in, or None."""
    call = enclosing_call(open_at_end(text) or [])
    return None if call is None else signature_text(vm, call.callee)


# --- Commands ---------------------------------------------------------------------------------------------


def _command_candidates(vm: VM, text: str) -> Iterator[Candidate]:
    name, rest = split_line(text)
    if not rest and not text[-1:].isspace():
        for known in COMMANDS.values():
            if known.name.startswith(name):
                yield Candidate(known.name, len(name), known.summary)
        return
    if name not in COMMANDS:
        return
    typed = rest[re.search(r"\S*\Z", rest).start() :]  # type: ignore[union-attr]
    done = len(list(words_of(rest[: len(rest) - len(typed)])))
    parameters = COMMANDS[name].parameters
    if parameters and parameters[-1].kind in ("EXPR", "TEXT") and done >= len(parameters) - 1:
        yield from _code_candidates(vm, rest) if parameters[-1].kind == "EXPR" else ()
    elif done < len(parameters):
        yield from _argument_candidates(vm, parameters[done].kind, typed)


def _argument_candidates(vm: VM, kind: str, typed: str) -> Iterable[Candidate]:
    if kind in SESSION_KINDS:
        return _sessions(vm, typed)
    if kind == "FILE":
        return _files(typed)
    if kind == "FN":
        functions = [name for name, value in vm.names.items() if type(value) is FunctionValue]
        methods = [f"{owner}.{name}" for owner, table in vm.impls.items() for name in table]
        return _among([*functions, *methods], typed)
    if kind == "NAME":
        return _names(vm, typed)
    if kind == "COMMAND":
        return _among(COMMANDS, typed)
    return _among(kind.split("|") if kind.islower() else (), typed)


def _sessions(vm: VM, typed: str, *, bare: bool = False) -> Iterator[Candidate]:
    """Offer session ids, the one used last first; `bare` inside a string, where they need no quotes."""
    for id in reversed(vm.sessions.ids()):
        if id.startswith(typed) and (not bare or '"' not in id):
            yield Candidate(id if bare else quoted(id), len(typed), count(vm.sessions.length(id), "message"))


def _files(typed: str) -> Iterator[Candidate]:
    folder, slash, name = typed.rpartition("/")
    try:
        entries = sorted(os.scandir(os.path.expanduser(folder + slash) or "."), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(name) and (name or not entry.name.startswith(".")):
            yield Candidate(entry.name + ("/" if entry.is_dir() else ""), len(name))


def _among(names: Iterable[str], typed: str) -> Iterator[Candidate]:
    for name in sorted(names):
        if name.startswith(typed):
            yield Candidate(name, len(typed))


# --- Code -------------------------------------------------------------------------------------------------


def _code_candidates(vm: VM, text: str) -> Iterator[Candidate]:
    stack = open_at_end(text)
    if stack is None:
        return
    if stack and stack[-1].kind in ('"', '"""'):
        yield from _in_string(vm, text, stack)
        return
    member = _MEMBER.search(text)
    if member is not None:
        yield from _members(vm, text[: member.start()].rstrip(), member[1])
        return
    found = _NAME.search(text)
    if found is not None:
        yield from _names(vm, found[0])


def _in_string(vm: VM, text: str, stack: list[Open]) -> Iterator[Candidate]:
    start = stack[-1].start
    typed, before = text[start:], text[: start - 1]
    if _IMPORT.search(before):
        from harnvm.resources import stdlib_modules

        yield from _among([f"std/{name}" for name in stdlib_modules()], typed)
        return
    call = enclosing_call(stack[-2:-1])
    if _SESSION_KEY.search(before) or (call is not None and _names_session(call.callee, call.commas)):
        yield from _sessions(vm, typed, bare=True)


def _names_session(callee: str, index: int) -> bool:
    """Tell whether an argument of a builtin is a session id."""
    if not callee.startswith("agent_"):
        return False
    from harnvm.types.signatures import signature

    found = signature(callee)
    parameters = (found.parameters or ()) if found is not None else ()
    return index < len(parameters) and parameters[index].name in _SESSION_PARAMETERS


def _names(vm: VM, typed: str) -> Iterator[Candidate]:
    from harnvm.syntax.kinds import KEYWORDS
    from harnvm.types.signatures import signature

    about = dict.fromkeys(KEYWORDS, "keyword")
    about |= {name: type_name(value) for name, value in vm.globals.items()}
    about |= dict.fromkeys(vm.builtin_names(), "")
    own = {name: _about(name, value) for name, value in vm.names.items()}
    for name in sorted(about | own):
        if name.startswith(typed) and (typed.startswith("__") or not name.startswith("__")):
            text = own.get(name) or about[name]
            if not text:
                found = signature(name)
                text = "builtin" if found is None else found.text
            yield Candidate(name, len(typed), text)


def _about(name: str, value: Value) -> str:
    return function_signature(value, name) if type(value) is FunctionValue else type_name(value)


# --- Members ----------------------------------------------------------------------------------------------


def _members(vm: VM, receiver: str, typed: str) -> Iterator[Candidate]:
    """Offer the members of a receiver, as far as its text tells what it is; else all methods there are."""
    chain = _CHAIN.search(receiver)
    path = re.split(r"\??\.", chain[1]) if chain is not None else []
    found, value = _value_of(vm, path)
    if found:
        names: Iterable[str] = members(vm, value)
        about = type_name(value)
    elif len(path) == 1 and path[0] in vm.enums:
        names, about = vm.enums[path[0]], "variant"
    else:
        about = _kind_of(receiver)
        kinds = [about] if about in RECEIVERS else list(RECEIVERS)
        names = sorted({name for kind in kinds for name in methods_of(RECEIVERS[kind])})
    for name in names:
        if name.startswith(typed):
            yield Candidate(name, len(typed), about)


def _value_of(vm: VM, path: list[str]) -> tuple[bool, Value]:
    """Return whether a chain of names has a value now, and the value; nothing is run to find out."""
    from harnvm.values.model import StructValue

    if not path:
        return False, None
    first, *rest = path
    if first not in vm.names:
        return (True, vm.globals[first]) if first in vm.globals and not rest else (False, None)
    value = vm.names[first]
    for name in rest:
        fields = value.fields if type(value) is StructValue else value
        if type(fields) is not dict or name not in fields:
            return False, None
        value = fields[name]
    return True, value


def _kind_of(receiver: str) -> str:
    """Return what kind of value the end of a text will give, or "" when it does not tell."""
    last = receiver[-1:]
    if last == '"':
        return "string"
    if last not in ")]}" or not last:
        return ""
    start = opening(receiver, len(receiver))
    before = receiver[:start].rstrip()
    if last == ")":
        return _result_kind(callee_before(receiver, start))
    joined = bool(before) and (before[-1].isalnum() or before[-1] in '_)]}"')
    return "" if joined else {"]": "list", "}": "dict"}[last]


def _result_kind(callee: str) -> str:
    """Return what kind of value a builtin or a method returns, or "" when that depends."""
    from harnvm.types.methods import RESULTS
    from harnvm.types.signatures import signature

    if callee.startswith("."):
        result = RESULTS["any"].get(callee[1:]) or ""
    else:
        found = signature(callee)
        result = "" if found is None else found.result
    return re.split(r"[<\s]", result, maxsplit=1)[0]
