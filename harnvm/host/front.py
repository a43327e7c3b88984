"""Text to programs: parse, check, resolve, compile, each step imported when it is needed."""

from __future__ import annotations

from harnvm.bytecode.cache import CodeCache
from harnvm.bytecode.code import Code
from harnvm.source import Report, SourceFile
from harnvm.vm.program import Program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container


class Front:
    """Compiles for one VM, out of a cache where it can.

    Args:
        is_known: The builtins and globals of the VM.
        cache: Where programs are kept; only of use to VMs without builtins of the host's.
    """

    def __init__(self, is_known: Container[str], cache: CodeCache | None = None) -> None:
        self._is_known = is_known
        self._cache = cache

    def chunk(
        self,
        text: str,
        file: str,
        *,
        shared: Container[str] = (),
        entry: str | None = None,
        result: bool = False,
    ) -> Program:
        """Compile as `compile_chunk` does; programs that depend on earlier chunks are not cached."""
        kind = f"chunk|{entry}|{result}"
        known = self._cached(kind, text, file) if not shared else None
        if known is not None:
            return known
        program = compile_chunk(
            SourceFile(file, text), is_known=self._is_known, shared=shared, entry=entry, result=result
        )
        if not shared:
            self._keep(kind, text, program)
        return program

    def module(self, file: str, text: str) -> Program:
        """Compile as `compile_module` does."""
        program = self._cached("module", text, file)
        if program is None:
            program = compile_module(SourceFile(file, text), is_known=self._is_known)
            self._keep("module", text, program)
        return program

    def _cached(self, kind: str, text: str, file: str) -> Program | None:
        packed = self._cache.get(kind, text) if self._cache is not None else None
        return None if packed is None else Program.unpack(packed, file)

    def _keep(self, kind: str, text: str, program: Program) -> None:
        if self._cache is not None:
            self._cache.put(kind, text, program.pack())


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
