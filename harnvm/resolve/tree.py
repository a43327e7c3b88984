"""The resolved tree: what both emitters read.

A tree is a plain tuple ``(kind, position, …fields)``. `position` is one of `harnvm.source.pack_position`. Fields
are trees, tuples of trees, strings and ints, so that `marshal` can store the whole.

Places. Wherever a variable is read or written, its *place* is one of::

    ("local", slot)      a slot of the running function; captured copies have negative slots
    ("cell", slot)       a slot that holds a `Cell`, shared with closures made before it was bound
    ("name", name)       a name of the module scope, looked up at run time

and, only as targets, ``("let_name", name)`` and ``("var_name", name)`` for declarations in the module
scope, and ``("redeclared", name)``, ``("immutable", name)``, ``("undefined", name)``: the write is evaluated
and then refused. Writes *into* a value held by a ``let`` have ``("immutable", (name, tree that reads it))``.

======================  =========================================================================
kind                    fields after the position
======================  =========================================================================
const                   value (nil, bool, int, float, str, or a list or dict of such)
duration                milliseconds
list                    items; an item may be ``("spread", position, tree)``
dict                    entries: ``(key, value)``, or a spread
struct                  struct name, entries
concat                  parts (of an interpolated string)
local                   slot, whether the value may outlive the expression
cell                    slot
late                    slot of the cell, name: rule 2, else rule 3
late_name               name: as `late`, for a name of the module scope
self                    (none) the running function itself
name                    name, candidates for did-you-mean (None: a known name)
enum                    enum, variant, arguments
call                    callee place or None, name, arguments
method                  object, name, arguments, optional
property                object, name, optional
subscript               object, index
slice                   object, low or None, high or None
negate, not             operand
binary                  operator, left, right
and, or, coalesce       left, right
pipe                    value, callee
range                   low, high, inclusive
ternary                 condition, then, other
unwrap                  operand
try_star                operand
closure                 index of the function in the enclosing `FunctionTree`
block                   cells, statements
if                      condition, then block, else block or None
match                   value, slot of the value, arms (see below)
for                     iterable, cells, target, body statements; the target is ``("one", place)``,
                        ``("pair", place, place)`` or an unpacking without value
while                   condition, block
try_block               block
try_catch               body, error place or None, error type or None, catch or None, finally or None
retry                   count, counter slot, block
mutex, deadline         (duration for deadline,) block
spawn                   index of the function
parallel                mode, operand, limit or None, index of the function
select                  channels, result slot, cases ``(place, block)``, what it waits for (timeout,
                        default, forever), timeout or None, block of the timeout or default or None
yield                   value
bind                    place, value
declare                 place, index of the function
unpack_dict             value, fields ``(key, place, default)``, place of the rest or None
unpack_list             value, elements ``(place, default)``, place of the rest or None
assign                  place, value
compound                place, tree that reads it, operator, value
append                  slot, position of the receiver, value: ``x = x.push(value)`` on a local
set_index               place, index, value, operator or None, tree that reads the target or None
set_property            place, name, and so on
set_path                place, steps ``("property", name)`` and ``("index", tree)``, and so on
break, continue         (none)
return                  value or None
throw                   value
guard                   condition, block
require                 condition, message
defer                   slots to remember, block
import                  path, names or None
impl                    type name, ``(method name, function index)`` pairs
statements              trees, in the scope around them
nothing                 (none)
======================  =========================================================================

Match arms are ``(test, bindings, guard or None, block)``. A test is ``None`` (always),
``("equal", tree)``, ``("enum", enum, variant)``, ``("dict", conditions)`` or ``("list", length, conditions)``
with conditions ``(key or index tree, tree)``. Bindings are ``(access, place)``, with access None for the
value itself, ``("field", index)`` of an enum payload, or ``("item", key or index)``.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Tree: TypeAlias = tuple[Any, ...]
Place: TypeAlias = tuple[str, Any]


class FunctionTree:
    """One function of a program: parameters, captures, body.

    Attributes:
        name: As call notes show it; ``<closure>`` for closures, empty for main code.
        parameters: Parameter names; they own the first slots.
        rest: Whether the last parameter collects the remaining arguments.
        defaults: ``(parameter index, tree)`` of each default value, in order.
        checks: ``(slot, name, schema)`` of each parameter that is checked on entry.
        size: Number of slots, captured ones not counted.
        captures: Places in the enclosing function whose values are copied when the closure is made.
            Capture ``i`` lives in slot ``-(i + 1)``.
        updated: Slots that some statement updates in place, with the slot that remembers ownership.
        names: How the source calls the variables of slots; for readers of generated code.
        cells: Slots that start as fresh cells.
        body: Statements.
        result: Whether the value of the last statement is the function's value.
        generator: Whether calling it makes a generator.
        defers: Whether it has a ``defer``.
        functions: The functions written directly inside.
    """

    __slots__ = (
        "body",
        "captures",
        "cells",
        "checks",
        "defaults",
        "defers",
        "functions",
        "generator",
        "name",
        "names",
        "parameters",
        "rest",
        "result",
        "size",
        "updated",
    )

    def __init__(self, name: str, parameters: tuple[str, ...] = ()) -> None:
        self.name = name
        self.parameters = parameters
        self.rest = False
        self.defaults: tuple[tuple[int, Tree], ...] = ()
        self.checks: tuple[tuple[int, str, Any], ...] = ()
        self.size = len(parameters)
        self.captures: tuple[Place, ...] = ()
        self.updated: dict[int, int] = {}
        self.names: dict[int, str] = dict(enumerate(parameters))
        self.cells: tuple[int, ...] = ()
        self.body: tuple[Tree, ...] = ()
        self.result = False
        self.generator = False
        self.defers = False
        self.functions: list[FunctionTree] = []

    def pack(self) -> tuple[Any, ...]:
        """Return the function as plain tuples that `marshal` can store."""
        own = tuple(getattr(self, name) for name in self.__slots__ if name != "functions")
        return (*own, [function.pack() for function in self.functions])

    @classmethod
    def unpack(cls, packed: tuple[Any, ...]) -> FunctionTree:
        """Rebuild a function from what `pack` returned."""
        *own, functions = packed
        function = cls("")
        names = [name for name in cls.__slots__ if name != "functions"]
        for name, value in zip(names, own, strict=True):
            setattr(function, name, value)
        function.functions = [cls.unpack(inner) for inner in functions]
        return function


class ModuleTree:
    """A resolved file or chunk.

    Attributes:
        main: The code that runs: a script's statements or its entry pipeline. For an imported module,
            its imports, initialisers and function declarations.
        exports: Names of main's slots that outlive it in the module scope: ``(name, slot, mutable)``.
        public: Names of functions marked ``pub``.
        functions: Names of top-level functions, in source order.
    """

    __slots__ = ("exports", "functions", "main", "public")

    def __init__(
        self,
        main: FunctionTree,
        exports: tuple[tuple[str, int, bool], ...] = (),
        functions: tuple[str, ...] = (),
        public: tuple[str, ...] = (),
    ) -> None:
        self.main = main
        self.exports = exports
        self.functions = functions
        self.public = public

    def pack(self) -> tuple[Any, ...]:
        """Return the module as plain tuples that `marshal` can store."""
        return self.main.pack(), self.exports, self.functions, self.public

    @classmethod
    def unpack(cls, packed: tuple[Any, ...]) -> ModuleTree:
        """Rebuild a module from what `pack` returned."""
        main, exports, functions, public = packed
        return cls(FunctionTree.unpack(main), exports, functions, public)
