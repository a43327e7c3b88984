"""Which statements never let control go on to the next one."""

from __future__ import annotations

from harnvm.syntax import nodes

_LEAVING = (nodes.Return, nodes.Throw, nodes.Break, nodes.Continue)


class Exits:
    """Tells whether statements and blocks always leave. Answers are kept: long else-if chains ask again."""

    __slots__ = ("_blocks",)

    def __init__(self) -> None:
        self._blocks: dict[nodes.Block, bool] = {}

    def statement(self, node: nodes.Expr) -> bool:
        """Tell whether a statement always leaves: return, throw, break, continue, or an if of such blocks."""
        if isinstance(node, _LEAVING):
            return True
        if isinstance(node, nodes.If) and node.other is not None:
            return self.block(node.then) and self.block(node.other)
        return False

    def block(self, block: nodes.Block) -> bool:
        """Tell whether some statement of the block always leaves."""
        known = self._blocks.get(block)
        if known is None:
            known = False
            for statement in block.statements:
                known = known or self.statement(statement)
            self._blocks[block] = known
        return known
