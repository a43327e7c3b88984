"""Methods of generators and of the handles that only the VM knows, such as channels."""

from __future__ import annotations

from harnvm.values.iteration import make_iter
from harnvm.values.methods.arguments import Table
from harnvm.values.model import Call, Generator, Iter, Opaque, Value

_END = object()


def _next(generator: Generator, args: list[Value], call: Call) -> dict[str, Value]:
    value = next(generator, _END)
    return {"value": None, "done": True} if value is _END else {"value": value, "done": False}


def _iter_handle(handle: Opaque, args: list[Value], call: Call) -> Iter | None:
    source = handle.iterate()
    return None if source is None else Iter(source)


GENERATOR_METHODS: Table = {"next": _next, "iter": lambda generator, args, call: make_iter(generator)}

HANDLE_METHODS: Table = {"iter": _iter_handle}
