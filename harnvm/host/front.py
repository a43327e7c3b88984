"""Text to programs: parse, check, resolve, compile, each step imported when it is needed."""

from __future__ import annotations

from harnvm.bytecode.cache import CodeCache, Entry
from harnvm.errors import HarnTypeError
from harnvm.source import Report, SourceFile
from harnvm.vm.program import Program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from typing import Any, Literal, TypeAlias

    from harnvm.host.declared import Declared
    from harnvm.resolve.tree import ModuleTree
    from harnvm.syntax import nodes

    #: What a text is read as: a file; a line of a REPL, which is an expression if it can be read as one and
    #: else statements; or an expression and nothing else. Running one of the latter two gives its value.
    Form: TypeAlias = Literal["file", "line", "expression"]


class Front:
    """Compiles for one VM, out of a cache where it can.

    Args:
        is_known: The builtins and globals of the VM.
        cache: Where programs are kept; only of use to VMs without builtins of the host's.
    """

    def __init__(self, is_known: Container[str], cache: CodeCache | None = None) -> None:
        self._is_known = is_known
        self._cache = cache
        self._declared: Declared | None = None
        self._unread: list[SourceFile] = []

    def chunk(
        self,
        text: str,
        file: str,
        *,
        shared: Container[str] = (),
        entry: str | None = None,
        form: Form = "file",
    ) -> Program:
        """Compile as `compile_chunk` does; only the first chunk, which depends on no other, is cached."""
        source = SourceFile(file, text)
        kind = f"chunk|{entry}|{form}"
        first = self._declared is None and not self._unread and not shared
        known = self._cached(kind, text, file) if first else None
        if known is not None:
            self._unread.append(source)
            return known
        program = compile_chunk(
            source,
            is_known=self._is_known,
            shared=shared,
            entry=entry,
            form=form,
            declared=self.declared,
        )
        if first:
            self._keep(kind, text, program)
        return program

    @property
    def declared(self) -> Declared:
        """What the chunks so far have declared; those out of the cache are parsed when that is asked for."""
        from harnvm.host.declared import Declared
        from harnvm.syntax import parse

        if self._declared is None:
            self._declared = Declared()
        while self._unread:
            self._declared.note(parse(self._unread.pop()))
        return self._declared

    def module(self, file: str, text: str) -> Program:
        """Compile as `compile_module` does."""
        program = self._cached("module", text, file)
        if program is None:
            program = compile_module(SourceFile(file, text), is_known=self._is_known)
            self._keep("module", text, program)
        return program

    def pipeline(self, program: nodes.Program, source: SourceFile, name: str) -> Program:
        """Compile one pipeline of a parsed file, whose types nobody checks.

        Raises:
            HarnTypeError: It cannot be compiled.
        """
        from harnvm.resolve import resolve_chunk

        return _program(resolve_chunk(program, source, is_known=self._is_known, entry=name), ())

    def _cached(self, kind: str, text: str, file: str) -> Program | None:
        cache = self._cache
        packed = cache.get(kind, text) if cache is not None else None
        if packed is None or cache is None:
            return None
        try:
            program = Program.unpack(packed, file)
        except (ValueError, TypeError, IndexError, KeyError, AttributeError):
            return None  # a sound entry of another shape
        program.remember(
            lambda: _unpacked_tree(cache.get(_TREE + kind, text)), Entry(cache, _TRANSLATED + kind, text)
        )
        return program

    def _keep(self, kind: str, text: str, program: Program) -> None:
        if self._cache is not None:
            tree = program.code.origin()
            self._cache.put(_TREE + kind, text, tree.pack())
            self._cache.put(kind, text, program.pack())
            program.remember(lambda: tree, Entry(self._cache, _TRANSLATED + kind, text))


def compile_chunk(
    source: SourceFile,
    *,
    is_known: Container[str] = (),
    shared: Container[str] = (),
    entry: str | None = None,
    form: Form = "file",
    declared: Declared | None = None,
) -> Program:
    """Compile a script, or a program with pipelines.

    Args:
        source: The text.
        is_known: Builtins and globals.
        shared: Names that the module scope has already.
        entry: The pipeline to run instead of the usual one.
        form: What the text is read as.
        declared: What earlier chunks have declared; what this one declares is added.

    Raises:
        HarnSyntaxError: It does not parse.
        HarnTypeError: The checker refuses it, or it cannot be compiled.
    """
    from harnvm.resolve import resolve_chunk

    program = _parsed(source, form, declared.structs if declared else ())
    warnings = _checked(program, source)
    try:
        tree = resolve_chunk(
            program,
            source,
            is_known=is_known,
            shared=shared,
            entry=entry,
            enums=declared.enums if declared else (),
            aliases=declared.aliases if declared else None,
        )
    except HarnTypeError as error:
        error.reports = (*warnings, *error.reports)
        raise
    tree.main.result = form != "file"
    if declared is not None:
        declared.note(program)
    return _program(tree, warnings)


def _parsed(source: SourceFile, form: Form, structs: Iterable[str]) -> nodes.Program:
    from harnvm.syntax import parse, parse_expression

    if form == "expression":
        return parse_expression(source, structs=structs)
    return parse(source, structs=structs, line=form == "line")


def _checked(program: nodes.Program, source: SourceFile) -> tuple[Report, ...]:
    """Return the warnings of the checker; raise HarnTypeError with all reports if there are errors."""
    from harnvm.types import check

    reports = check(program, source)
    if any(report.severity == "error" for report in reports):
        raise HarnTypeError(reports)
    return tuple(reports)


def compile_module(source: SourceFile, *, is_known: Container[str] = ()) -> Program:
    """Compile a file that is imported. Raises as `compile_chunk` does."""
    from harnvm.resolve import resolve_module
    from harnvm.syntax import parse

    tree = resolve_module(parse(source), source, is_known=is_known)
    return _program(tree, ())


def _program(tree: ModuleTree, warnings: tuple[Report, ...]) -> Program:
    from harnvm.compiler import compile_function

    code = compile_function(tree.main)
    program = Program(code, tree.exports, tree.functions, tree.public, warnings)
    program.remember(lambda: tree)
    return program


#: Resolved trees are kept apart from bytecode: few runs need them.
_TREE = "tree|"

#: So is what the second tier has made of them.
_TRANSLATED = "python|"


def _unpacked_tree(packed: tuple[Any, ...] | None) -> ModuleTree | None:
    from harnvm.resolve.tree import ModuleTree

    return None if packed is None else ModuleTree.unpack(packed)
