"""What a name stands for: functions of scripts, builtins, methods, keywords."""

from __future__ import annotations

import re

from harnvm.repl.style import folded, safe
from harnvm.values import display
from harnvm.values.display import type_name
from harnvm.values.methods import TABLES
from harnvm.values.model import Iter, RangeValue, SetValue
from harnvm.vm.module import FunctionValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from harnvm.host.vm import VM
    from harnvm.values.model import Value

#: The kinds of receivers by the names that types give them.
RECEIVERS: dict[str, type] = {
    "string": str,
    "list": list,
    "dict": dict,
    "set": SetValue,
    "range": RangeValue,
    "iter": Iter,
}

_SHOWN = 300


def find_function(vm: VM, name: str) -> FunctionValue | None:
    """Return the function of a name, or of a method written ``Type.method``."""
    owner, dot, method = name.partition(".")
    value = vm.impls.get(owner, {}).get(method) if dot else vm.names.get(name)
    return value if type(value) is FunctionValue else None


def is_builtin(vm: VM, name: str) -> bool:
    """Tell whether a builtin has that name."""
    return name in vm.builtin_names()


def describe(vm: VM, name: str) -> str | None:
    """Return what there is to know about a name, or None if nobody knows it."""
    function = find_function(vm, name)
    if function is not None:
        return _describe_function(function, name.rpartition(".")[2])
    if name in vm.names:
        return _describe_value(name, vm.names[name])
    if is_builtin(vm, name) or name in vm.globals:
        return _with_methods(_describe_builtin(name), name)
    return _describe_method(name) or _describe_keyword(name)


def signature_text(vm: VM, name: str) -> str | None:
    """Return how a function or builtin is called, on one line, or None."""
    function = find_function(vm, name)
    if function is not None:
        return function_signature(function, name)
    if not is_builtin(vm, name):
        return None
    from harnvm.types.signatures import signature

    found = signature(name)
    return None if found is None else found.text


def function_signature(function: FunctionValue, name: str) -> str:
    """Return the name and the parameters of a function; types are not kept at run time."""
    code = function.prototype
    parameters = list(code.parameters)
    for index in range(code.required, len(parameters)):
        parameters[index] += "?"
    if code.rest and parameters:
        parameters[-1] = "..." + parameters[-1].rstrip("?")
    return f"fn {name}({', '.join(parameters)})"


def methods_of(kind: type) -> list[str]:
    """Return the names of the methods that a kind of values has; ranges have those of iterators too."""
    names = set(TABLES[kind])
    if kind is RangeValue:
        names |= set(TABLES[Iter])
    return sorted(names)


def _describe_function(function: FunctionValue, name: str) -> str:
    declaration = re.compile(
        rf"^[ \t]*(?:pub[ \t]+)?(?:fn|tool)[ \t]+{re.escape(name)}\b[^\n]*", re.MULTILINE
    )
    for text in _sources(function):
        found = declaration.search(text)
        if found is not None:
            head = found[0].strip().removesuffix("{").rstrip()
            lines = [head, *(f"    {line}" for line in _comment_above(text[: found.start()]))]
            return safe("\n".join(lines))
    return function_signature(function, name)


def _sources(function: FunctionValue) -> Iterator[str]:
    """Yield the text that a function stands in; those of all std modules where it does not say which."""
    if function.module.text:
        yield function.module.text
        return
    from harnvm.resources import stdlib_file, stdlib_modules

    for module in stdlib_modules():
        path = stdlib_file(module)
        if path is not None:
            with open(path, encoding="utf-8") as stream:
                yield stream.read()


def _comment_above(before: str) -> list[str]:
    """Return the lines of the comment that ends just before a declaration."""
    lines: list[str] = []
    for line in reversed(before.removesuffix("\n").split("\n")):
        stripped = line.strip()
        if not stripped.startswith(("//", "/*", "*")):
            break
        lines.append(re.sub(r"^(?:/\*+|\*/|\*|//+)\s?|\s*\*/$", "", stripped))
    return [line for line in reversed(lines) if line]


def _describe_value(name: str, value: Value) -> str:
    return f"{name}: {type_name(value)} = {folded(safe(display(value)), _SHOWN)}"


def _describe_builtin(name: str) -> str:
    from harnvm.types.signatures import signature

    found = signature(name)
    return f"{name}: a builtin" if found is None else f"{found.text}\n    {found.summary}"


def _with_methods(text: str, name: str) -> str:
    """Add which values have a method of the same name."""
    also = _describe_method(name)
    return text if also is None else f"{text}\n    Also {also.partition(': ')[2]}"


def _describe_method(name: str) -> str | None:
    owner, dot, method = name.rpartition(".")
    kinds = [owner] if dot else list(RECEIVERS)
    having = [kind for kind in kinds if kind in RECEIVERS and method in methods_of(RECEIVERS[kind])]
    return f".{method}(…): a method of {_joined(having)}" if having else None


def _joined(kinds: list[str]) -> str:
    return " and ".join([", ".join(kinds[:-1]), kinds[-1]] if len(kinds) > 1 else kinds)


def _describe_keyword(name: str) -> str | None:
    from harnvm.syntax.kinds import KEYWORDS

    return f"{name}: a keyword" if name in KEYWORDS else None


def members(vm: VM, value: Value) -> Iterator[str]:
    """Yield what may follow a dot after a value: fields, then methods."""
    from harnvm.values.model import PairValue, StructValue

    kind = type(value)
    if kind is dict:
        yield from sorted(key for key in value if key.isidentifier())
    elif kind is StructValue:
        yield from sorted(value.fields)
        yield from sorted(vm.impls.get(value.name, {}))
        return
    elif kind is PairValue:
        yield from ("first", "second")
    yield from methods_of(kind)
