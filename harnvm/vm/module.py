"""A module: the names that live as long as the VM, shared by all chunks and functions of one file."""

from __future__ import annotations

from harnvm.values.model import Closure, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from harnvm.bytecode.code import Code
    from harnvm.resolve.tree import Place


class Module:
    """The module scope of a file, or of a host's chunks.

    Attributes:
        names: Value of each name.
        mutable: The names that may be assigned.
        file: How messages call the source.
        folder: The folder that its imports and templates resolve from; None for text from nowhere.
        text: The source, for excerpts in messages; None to read the file when needed.
        is_file: Whether `file` is a path, from whose folder imports resolve.
        impls: The ``impl`` blocks that the next chunk sees.
        declared: Names that the running chunk has declared or imported; they cannot be declared again.
        watchers: Called with each name that gets another value: they keep what they have made of the old one.
        bind: Gives a function value the Python callables it is called through; set by the machine.
        linkage: What generated code of the module finds in its globals, once there is any.
    """

    __slots__ = (
        "_copies",
        "bind",
        "declared",
        "file",
        "folder",
        "impls",
        "is_file",
        "linkage",
        "mutable",
        "names",
        "text",
        "watchers",
    )

    def __init__(self, file: str, folder: str | None, text: str | None = None) -> None:
        self.names: dict[str, Value] = {}
        self.mutable: set[str] = set()
        self.file = file
        self.folder = folder
        self.text = text
        self.is_file = False
        self.declared: set[str] = set()
        self.impls: dict[str, dict[str, Value]] = Impls()
        self._copies: dict[str, list[tuple[FunctionValue, int]]] = {}
        self.watchers: list[Callable[[str], None]] = []
        self.bind: Callable[[FunctionValue, str], None] | None = None
        self.linkage: object = None

    def successor(self, file: str, folder: str | None, text: str, *, is_file: bool) -> Module:
        """Return the module scope as the next chunk sees it: the same names, another source.

        Functions keep the module of the chunk they stand in, whose text their messages are about.
        """
        other = Module(file, folder, text)
        other.is_file = is_file
        other.names = self.names
        other.mutable = self.mutable
        other.impls = self.impls
        other._copies = self._copies
        other.watchers = self.watchers
        return other

    def declare(self, name: str, value: Value, *, mutable: bool) -> None:
        """Bind a name, whether or not it exists; functions that captured an older value see the new one."""
        self.rebind(name, value)
        for function, index in self._copies.get(name, ()):
            function.captured[index] = value
            function.unbind()
        self.declared.add(name)
        if mutable:
            self.mutable.add(name)
        else:
            self.mutable.discard(name)

    def rebind(self, name: str, value: Value) -> None:
        """Give a name another value."""
        self.names[name] = value
        for watcher in self.watchers:
            watcher(name)

    def note_copies(self, functions: Iterable[str], names: Mapping[Place, str]) -> None:
        """Remember which declared functions hold copies of names of this scope.

        Args:
            functions: The functions a chunk has declared.
            names: The chunk's variables by place.
        """
        for function in functions:
            value = self.names.get(function)
            if type(value) is FunctionValue:
                for index, place in enumerate(value.prototype.captures):
                    if place in names:
                        copies = self._copies.setdefault(names[place], [])
                        copies.append((value, -(index + 1)))


class FunctionValue(Closure):
    """A function that can be called.

    Attributes:
        prototype: Its code.
        captured: Values (or cells) for the slots ``-len(captured)`` to ``-1``, in that order.
        module: The module whose scope it sees.
        impls: The ``impl`` blocks it sees: methods by type name and method name.
        entry: Python function of the depth and any number of arguments that runs it, in whichever tier.
        exact: The same for at most as many arguments as it has parameters.
        body: As `exact`, but it may return a `Tail`.
        general: As `body`, for arguments of any kind.
        each: Calls it with each of some items and appends the results to a list, which is returned, too.
        fold: Calls it with the last result and each of some items, and returns the last result.

    The last six are made by the machine when first asked for.
    """

    __slots__ = (
        "__weakref__",
        "body",
        "captured",
        "each",
        "entry",
        "exact",
        "fold",
        "general",
        "impls",
        "module",
    )

    entry: Callable[..., Value]
    exact: Callable[..., Value]
    body: Callable[..., Value]
    general: Callable[..., Value]
    each: Callable[[Iterator[Value], list[Value]], list[Value]]
    fold: Callable[[Iterator[Value], Value], Value]

    prototype: Code

    def __init__(
        self, prototype: Code, captured: list[Value], module: Module, impls: dict[str, dict[str, Value]]
    ) -> None:
        self.prototype = prototype
        self.captured = captured
        self.module = module
        self.impls = impls

    def __getattr__(self, name: str) -> Any:
        bind = self.module.bind if name in _BOUND else None
        if bind is None:
            raise AttributeError(name)
        bind(self, name)
        return object.__getattribute__(self, name)

    def unbind(self) -> None:
        """Forget the Python functions, because what they were made of has changed."""
        for name in _BOUND:
            try:
                delattr(self, name)
            except AttributeError:  # was never made
                pass


_BOUND = ("entry", "exact", "body", "general", "each", "fold")


class _NoMethod:
    """What stands for a method that a type does not have: calling it gives nil."""

    @staticmethod
    def entry(depth: int, *args: Value) -> Value:
        """Return nil."""
        return None


class Methods(dict[str, "Any"]):
    """The methods of a type by name; reading another name gives something that returns nil."""

    def __missing__(self, name: str) -> Any:
        return _NoMethod


class Impls(dict[str, "Any"]):
    """The methods of each type; reading the name of a type without any gives an empty table."""

    def __missing__(self, name: str) -> Any:
        return _NO_METHODS


_NO_METHODS = Methods()


class Cell:
    """A variable shared between a function and closures made before it was bound."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value: Value = UNBOUND


class Unbound:
    """The content of a cell that nothing has bound yet."""


UNBOUND = Unbound()
