"""Text to programs: parse, check, resolve, compile, each step imported when it is needed."""

from __future__ import annotations

from collections.abc import Container

from harnvm.bytecode.code import Code
from harnvm.source import Report, SourceFile
from harnvm.vm.program import Program


def compile_chunk(
    source: SourceFile,
    *,
    is_known: Container[str] = (),
    shared: Container[str] = (),
    entry: str | None = None,
    result: bool = False,
) -> Program:
    """Compile a script, or a program with pipelines.

    Args:
        source: The text.
        is_known: Builtins and globals.
        shared: Names that the module scope has already.
        entry: The pipeline to run instead of the usual one.
        result: Whether running it gives the value of its last statement.

    Raises:
        HarnSyntaxError: It does not parse.
        HarnTypeError: It cannot be compiled.
    """
    from harnvm.resolve import resolve_chunk
    from harnvm.syntax import parse

    tree = resolve_chunk(parse(source), source, is_known=is_known, shared=shared, entry=entry)
    tree.main.result = result
    return Program(_compiled(tree.main), tree.exports, tree.functions, tree.public)


def compile_module(source: SourceFile, *, is_known: Container[str] = ()) -> Program:
    """Compile a file that is imported. Raises as `compile_chunk` does."""
    from harnvm.resolve import resolve_module
    from harnvm.syntax import parse

    tree = resolve_module(parse(source), source, is_known=is_known)
    return Program(_compiled(tree.main), tree.exports, tree.functions, tree.public)


def _compiled(main: object) -> Code:
    from harnvm.compiler import compile_function
    from harnvm.resolve import FunctionTree

    assert isinstance(main, FunctionTree)
    return compile_function(main)


def check_text(source: SourceFile) -> list[Report]:
    """Return what is wrong with a program, warnings included; nothing runs."""
    from harnvm.errors import HarnSyntaxError, HarnTypeError

    try:
        compile_chunk(source)
    except (HarnSyntaxError, HarnTypeError) as error:
        return list(error.reports)
    return []
