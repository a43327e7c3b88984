"""What values are, and everything that can be done to them.

The package promises one definition of every operation on Harn values: showing, comparing, computing, reading
and writing parts, converting, iterating, methods. Bytecode, generated Python, constant folding, sessions and
builtins all use it, so none of them can disagree.

It knows nothing of the VM: whatever calls a Harn function is handed a `Call`. It does no input or output
and holds no state.

The names below are what nearly every user needs, and cheap to import. The rest is in `sorting`, `identity`,
`sets`, `convert`, `limits`, `tagged` and `methods`, which load when they are used.
"""

from __future__ import annotations

from harnvm.errors import HarnThrown
from harnvm.values.display import concat, display, type_name
from harnvm.values.equal import compare, equal
from harnvm.values.iteration import iterate, make_iter
from harnvm.values.model import Call, Value, wrap
from harnvm.values.ops import truthy
from harnvm.values.view import ListView, as_list, is_list

__all__ = [
    "Call",
    "ListView",
    "Value",
    "as_list",
    "compare",
    "concat",
    "display",
    "equal",
    "is_list",
    "iterate",
    "make_iter",
    "truthy",
    "type_name",
    "wrap",
]

HarnThrown.display = staticmethod(display)
