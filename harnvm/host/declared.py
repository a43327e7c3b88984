"""What the chunks of one VM have declared that is no value: structs, enums, type aliases.

The parser and the resolver have to know them, in the next chunk as in the one that declares them.
"""

from __future__ import annotations

from harnvm.resolve.statements import declared_names
from harnvm.syntax import nodes


class Declared:
    """The declarations of all chunks so far; a later one replaces an earlier one of the same name.

    Attributes:
        structs: Names of structs.
        enums: Names of enums, and their variants.
        aliases: Types by the names they were given.
    """

    def __init__(self) -> None:
        self.structs: set[str] = set()
        self.enums: dict[str, tuple[str, ...]] = {}
        self.aliases: dict[str, nodes.TypeExpr] = {}

    def note(self, program: nodes.Program) -> None:
        """Add what a chunk declares at its top."""
        for name in declared_names(program.statements):
            self.enums.pop(name, None)
        for statement in program.statements:
            bare = statement.declaration if isinstance(statement, nodes.Attributed) else statement
            match bare:
                case nodes.StructDecl():
                    self.structs.add(bare.name)
                case nodes.EnumDecl():
                    self.enums[bare.name] = tuple(variant.name for variant in bare.variants)
                case nodes.TypeDecl():
                    self.aliases[bare.name] = bare.type
