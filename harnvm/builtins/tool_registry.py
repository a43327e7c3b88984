"""What a tool registry is: a dict with a mark and a list of tools, each a dict with a name.

Registries are values: what changes one returns a new one. Scripts can forge them, so nothing about the tools
inside is taken for granted.
"""

from __future__ import annotations

from harnvm.builtins.args import arg
from harnvm.builtins.registry import Args
from harnvm.errors import thrown
from harnvm.values.display import display
from harnvm.values.model import Value
from harnvm.values.view import as_list, is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

#: A registry, or one of its tools.
Dict: TypeAlias = "dict[str, Value]"

_MARK = "tool_registry"


class BoundTools:
    """The registry that tool names are looked up in, as one VM has it at the moment; nil if there is none."""

    def __init__(self) -> None:
        self.registry: Value = None


def empty_registry() -> Dict:
    """Return a registry without tools."""
    return {"_type": _MARK, "tools": []}


def check_registry(registry: Dict, name: str) -> Dict:
    """Return a dict that is a registry, or refuse it in the name of a builtin."""
    if registry.get("_type") != _MARK:
        raise thrown(f"{name}: argument must be a tool registry (created with tool_registry())")
    return registry


def first_registry(args: Args, name: str) -> Dict:
    """Return the first argument of a builtin that takes a registry alone."""
    if type(arg(args, 0)) is not dict:
        raise thrown(f"{name}: requires a tool registry")
    return check_registry(args[0], name)


def registry_with(args: Args, count: int, name: str, needs: str) -> Dict:
    """Return the first argument of a builtin that takes a registry and more.

    Args:
        args: The arguments.
        count: How many there must be.
        name: The builtin.
        needs: What they are, for the error.
    """
    if len(args) < count:
        raise thrown(f"{name}: requires {needs}")
    if type(args[0]) is not dict:
        raise thrown(f"{name}: first argument must be a tool registry")
    return check_registry(args[0], name)


def tools_of(registry: Dict) -> list[Value]:
    """Return the tools of a registry; they may be anything."""
    tools = registry.get("tools")
    return as_list(tools) if is_list(tools) else []


def entries_of(registry: Dict) -> list[Dict]:
    """Return the tools of a registry that are dicts."""
    return [tool for tool in tools_of(registry) if type(tool) is dict]


def find_tool(registry: Dict, name: str) -> Dict | None:
    """Return the first tool with that name."""
    return next((tool for tool in entries_of(registry) if tool.get("name") == name), None)


def without_handler(tool: Dict) -> Dict:
    """Return a tool as it is shown to others."""
    return {key: value for key, value in tool.items() if key != "handler"}


def with_tools(registry: Dict, tools: list[Value]) -> Dict:
    """Return a registry with other tools in it."""
    return {**registry, "tools": tools}


def shown(tool: Dict, key: str) -> str:
    """Return a part of a tool as text, empty if it has none."""
    return display(tool[key]) if key in tool else ""
