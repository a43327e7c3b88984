"""What a program declares and what it mentions, gathered by the walk for the rules that need all of it.

Names are compared in the whole file, whatever their scope, as in Harn 0.7.8.
"""

from __future__ import annotations

from harnvm.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

TypeDeclaration = nodes.EnumDecl | nodes.InterfaceDecl | nodes.StructDecl


class Facts:
    """Declarations in order, and mentions.

    Attributes:
        variables: Each variable with the binding that declares it.
        parameters: Each parameter with the function or closure it belongs to.
        functions: Functions and tools, methods left out.
        types: Declared types.
        imports: Imports of single names.
        everything: Whether some module is imported as a whole, so that any name may come from there.
        calls: Calls, in order.
        callable: What calls may mean that is declared here.
        used: Names that are mentioned as values or are called.
        used_functions: The same, without what is used by being declared.
        assigned: Variables that are assigned to, or into.
        used_types: Types that signatures and constructors mention.
    """

    def __init__(self) -> None:
        self.variables: list[tuple[str, nodes.Binding]] = []
        self.parameters: list[tuple[str, nodes.Node]] = []
        self.functions: list[nodes.FnDecl | nodes.ToolDecl] = []
        self.types: list[TypeDeclaration] = []
        self.imports: list[nodes.Import] = []
        self.everything = False
        self.calls: list[nodes.Call] = []
        self.callable: set[str] = set()
        self.used: set[str] = set()
        self.used_functions: set[str] = set()
        self.assigned: set[str] = set()
        self.used_types: set[str] = set()

    def use(self, name: str) -> None:
        """Note that a name is mentioned."""
        self.used.add(name)
        self.used_functions.add(name)

    def use_type(self, type: nodes.TypeExpr | None) -> None:
        """Note the types that a type expression mentions."""
        pending: list[nodes.TypeExpr | None] = [type]
        while pending:
            match pending.pop():
                case nodes.NamedType(name=name):
                    self.used_types.add(name)
                case nodes.AppliedType(name=name, arguments=arguments):
                    self.used_types.add(name)
                    pending += arguments
                case nodes.UnionType(options=options):
                    pending += options
                case nodes.ShapeType(fields=fields):
                    pending += [field.type for field in fields]
                case nodes.FunctionType(parameters=parameters, result=result):
                    pending += [*parameters, result]

    def use_types_of(self, parameters: Iterable[nodes.Parameter | nodes.StructField]) -> None:
        """Note the types that parameters or fields mention."""
        for parameter in parameters:
            self.use_type(parameter.type)


def root_name(target: nodes.Expr) -> str | None:
    """Return the variable that an assignment changes, or changes something in."""
    while isinstance(target, nodes.Property | nodes.Subscript | nodes.Slice):
        target = target.object
    return target.name if isinstance(target, nodes.Identifier) else None


def bound_names(pattern: nodes.Pattern) -> list[str]:
    """Return the names a pattern binds."""
    match pattern:
        case nodes.NamePattern(name=name):
            return [name]
        case nodes.DictPattern(fields=fields):
            return [field.alias if field.alias is not None else field.key for field in fields]
        case nodes.ListPattern(elements=elements):
            return [element.name for element in elements]
        case nodes.PairPattern(first=first, second=second):
            return [first, second]
    return []
