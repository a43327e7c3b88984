"""Names to slots: nodes in, the resolved tree out.

Promise: every name of a program is settled as far as the text allows — a local slot, a captured copy,
a late cell, or a name to look up in the module at run time — and what is left is a light tree of tuples
(`harnvm.resolve.tree`) that both emitters read and that `marshal` can store.

The rule for a free name of a function, decided where the function is written:

1. a name already bound in an enclosing scope is captured by value when the closure is made;
2. else a name that an enclosing scope binds later is read late, and only if a closure stands there
   (this is what lets local functions call each other);
3. else it is a matter of the module scope, the imports and the builtins at run time. A name nobody binds
   stays a run-time error.

The resolver does not know opcodes, values, or what builtins exist beyond a predicate it is given.
"""

from __future__ import annotations

from harnvm.resolve.programs import resolve_chunk, resolve_module
from harnvm.resolve.tree import FunctionTree, ModuleTree, Tree

__all__ = ["FunctionTree", "ModuleTree", "Tree", "resolve_chunk", "resolve_module"]
