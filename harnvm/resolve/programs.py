"""Whole programs: which statements run, in what order, and what the module scope keeps."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from harnvm.resolve import access, control, declarations, expressions, matching
from harnvm.resolve.resolver import Resolver
from harnvm.resolve.scope import Function, Scope
from harnvm.resolve.statements import declared_names, resolve_body
from harnvm.resolve.tree import FunctionTree, ModuleTree
from harnvm.source import SourceFile
from harnvm.syntax import nodes

#: Importing a family registers its functions.
FAMILIES = (access, control, declarations, expressions, matching)


def resolve_chunk(
    program: nodes.Program,
    source: SourceFile,
    *,
    is_known: Container[str] = (),
    shared: Container[str] = (),
    entry: str | None = None,
    enums: Iterable[str] = (),
    aliases: Mapping[str, nodes.TypeExpr] | None = None,
) -> ModuleTree:
    """Resolve a script, or a program with pipelines.

    Args:
        program: What was parsed.
        source: The text it came from.
        is_known: Builtins and globals.
        shared: Names that the module scope has already, from earlier chunks.
        entry: The pipeline to run; by default ``default``, else the first one, else the statements.
        enums: Names that earlier chunks made enums.
        aliases: Type aliases that earlier chunks declared.

    Raises:
        HarnTypeError: The program cannot be compiled (``break`` outside a loop and the like).
    """
    resolver = Resolver(source, is_known, shared)
    resolver.enums.update(enums)
    resolver.aliases.update(aliases or {})
    _collect(resolver, program)
    imports = [s for s in program.statements if isinstance(s, nodes.Import)]
    pipeline = _entry_pipeline(program, entry)
    if pipeline is None and entry is None:
        script = [s for s in program.statements if not isinstance(s, nodes.Import)]
        return _resolve_main(resolver, program, imports + script, [])
    body = [] if pipeline is None else _pipeline_statements(program, pipeline)
    declarations = _bindings(program) + _declarations(program) if pipeline is not None else []
    return _resolve_main(resolver, program, imports + declarations, body)


def resolve_module(
    program: nodes.Program, source: SourceFile, *, is_known: Container[str] = ()
) -> ModuleTree:
    """Resolve a file that is imported. Raises HarnTypeError as `resolve_chunk` does."""
    resolver = Resolver(source, is_known, _AllNames())
    _collect(resolver, program)
    imports = [s for s in program.statements if isinstance(s, nodes.Import)]
    statements = imports + _bindings(program) + _declarations(program)
    return _resolve_main(resolver, program, statements, [], imported=True)


class _AllNames:
    """A container that holds every name."""

    def __contains__(self, name: object) -> bool:
        return True


def _resolve_main(
    resolver: Resolver,
    program: nodes.Program,
    module_statements: list[nodes.Expr],
    pipeline_statements: list[nodes.Expr],
    imported: bool = False,
) -> ModuleTree:
    """Resolve main code. The pipeline's body shares the scope of the module's statements."""
    main = Function(FunctionTree(""), None)
    resolver.imported = imported
    scope = resolver.scope = Scope(main, None, declared_names([*module_statements, *pipeline_statements]))
    main.module_level = True
    before = resolve_body(resolver, module_statements)
    main.module_level = False
    main.tree.body = before + resolve_body(resolver, pipeline_statements)
    module_names = declared_names(module_statements)
    exports = tuple(
        (name, variable.place[1], variable.mutable)
        for name, variable in scope.bound.items()
        if variable.place[0] == "local" and name in module_names
    )
    functions = [s for s in map(_bare, program.statements) if isinstance(s, nodes.FnDecl)]
    return ModuleTree(
        main.tree,
        exports,
        tuple(f.name for f in functions),
        tuple(f.name for f in functions if f.pub),
    )


def _bare(statement: nodes.Expr) -> nodes.Expr:
    """Return a declaration without its attributes."""
    return statement.declaration if isinstance(statement, nodes.Attributed) else statement


def _entry_pipeline(program: nodes.Program, entry: str | None) -> nodes.Pipeline | None:
    pipelines = [s for s in map(_bare, program.statements) if isinstance(s, nodes.Pipeline)]
    wanted = "default" if entry is None else entry
    for pipeline in pipelines:
        if pipeline.name == wanted:
            return pipeline
    return pipelines[0] if pipelines and entry is None else None


def _pipeline_statements(program: nodes.Program, pipeline: nodes.Pipeline) -> list[nodes.Expr]:
    """Return the bodies of the pipeline and, before it, of all it extends."""
    by_name = {s.name: s for s in reversed(program.statements) if isinstance(s, nodes.Pipeline)}
    chain: list[nodes.Pipeline] = []
    current: nodes.Pipeline | None = pipeline
    while current is not None and current not in chain:
        chain.append(current)
        current = by_name.get(current.extends) if current.extends else None
    return [s for ancestor in reversed(chain) for s in ancestor.body.statements]


def _bindings(program: nodes.Program) -> list[nodes.Expr]:
    return [s for s in program.statements if isinstance(s, nodes.Binding)]


_DECLARATIONS = (nodes.FnDecl, nodes.ToolDecl, nodes.ImplBlock, nodes.StructDecl)


def _declarations(program: nodes.Program) -> list[nodes.Expr]:
    return [s for s in program.statements if isinstance(_bare(s), _DECLARATIONS)]


def _collect(resolver: Resolver, program: nodes.Program) -> None:
    """Note the enums of the program and its top-level type aliases."""
    resolver.top_names = _top_names(program)
    _collect_enums(program.statements, resolver.enums)
    for statement in program.statements:
        if isinstance(statement, nodes.TypeDecl):
            resolver.aliases[statement.name] = statement.type


def _top_names(program: nodes.Program) -> Container[str]:
    """Return the names that declarations, pipelines and imports may bind; all of them where a file is imported."""
    names = declared_names(program.statements)
    for statement in map(_bare, program.statements):
        if isinstance(statement, nodes.Pipeline):
            names |= declared_names(statement.body.statements)
        elif isinstance(statement, nodes.Import):
            if statement.names is None and not statement.path.startswith("std/"):
                return _AllNames()
            names.update(statement.names or ())
    return names


def _collect_enums(statements: Iterable[nodes.Expr], found: set[str]) -> None:
    pending = list(statements)
    while pending:
        statement = _bare(pending.pop())
        if isinstance(statement, nodes.EnumDecl):
            found.add(statement.name)
        elif isinstance(statement, nodes.Pipeline | nodes.FnDecl | nodes.ToolDecl):
            pending += statement.body.statements
        elif isinstance(statement, nodes.Block):
            pending += statement.statements
