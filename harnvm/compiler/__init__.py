"""The resolved tree to bytecode.

Promise: every function of the tree becomes one `Code` that the verifier accepts, and each instruction
carries the position of the tree compiled last before it, as run-time errors of Harn 0.7.8 report. Only
`emitter` writes instructions. The compiler does not know source text, nodes or values.
"""

from __future__ import annotations

from harnvm.bytecode.code import Code
from harnvm.compiler import control, expressions, matching, places
from harnvm.compiler.program import FunctionCompiler
from harnvm.resolve.tree import FunctionTree

#: Importing a family registers its handlers.
FAMILIES = (control, expressions, matching, places)


def compile_function(tree: FunctionTree) -> Code:
    """Compile a function of the resolved tree and those inside it."""
    return FunctionCompiler(tree).compile()
