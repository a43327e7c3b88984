"""Registries of tools for models: making them, asking them, describing them, reading calls."""

from __future__ import annotations

from harnvm.builtins.args import arg, text
from harnvm.builtins.registry import Area, Args
from harnvm.builtins.tool_registry import (
    BoundTools,
    Dict,
    check_registry,
    empty_registry,
    entries_of,
    find_tool,
    first_registry,
    registry_with,
    tools_of,
    with_tools,
    without_handler,
)
from harnvm.errors import thrown
from harnvm.values.display import display
from harnvm.values.model import Value
from harnvm.values.view import is_list
from harnvm.vm.context import Context

AREA = Area("tools")


@AREA.builtin("tool_registry")
def tool_registry(ctx: Context, args: Args) -> Value:
    """Return a registry without tools."""
    return empty_registry()


@AREA.builtin("tool_define")
def tool_define(ctx: Context, args: Args) -> Value:
    """Return a registry with one more tool, in place of one of the same name.

    Arguments: the registry, a name, a description, and a dict with parameters, handler, and what else is to
    be known of the tool.
    """
    registry = registry_with(args, 4, "tool_define", "registry, name, description, and config dict")
    name, description, config = display(args[1]), display(args[2]), args[3]
    if type(config) is not dict:
        raise thrown("tool_define: config must be a dict with parameters and handler")
    if "params" in config and "parameters" not in config:
        raise thrown("tool_define: use 'parameters', not 'params'")
    others = [
        tool
        for tool in tools_of(registry)
        if type(tool) is not dict or "name" not in tool or display(tool["name"]) != name
    ]
    return with_tools(registry, [*others, _entry(name, description, config)])


def _entry(name: str, description: str, config: Dict) -> Dict:
    entry: Dict = {"name": name, "description": description, "handler": None, "parameters": {}}
    if config.get("returns") is not None:
        entry["outputSchema"] = config["returns"]
    entry.update({key: value for key, value in config.items() if key != "returns"})
    return entry


@AREA.builtin("tool_list")
def tool_list(ctx: Context, args: Args) -> Value:
    """Return the tools of a registry without their handlers."""
    return [without_handler(tool) for tool in entries_of(first_registry(args, "tool_list"))]


@AREA.builtin("tool_find")
def tool_find(ctx: Context, args: Args) -> Value:
    """Return the tool with a name, nil if there is none."""
    registry = registry_with(args, 2, "tool_find", "registry and name")
    return find_tool(registry, display(args[1]))


@AREA.builtin("tool_select")
def tool_select(ctx: Context, args: Args) -> Value:
    """Return a registry with only the tools in a list of names."""
    registry = registry_with(args, 2, "tool_select", "registry and names list")
    if not is_list(args[1]):
        raise thrown("tool_select: second argument must be a list of tool names")
    names = set(map(display, args[1]))
    return with_tools(
        registry, [tool for tool in entries_of(registry) if "name" in tool and display(tool["name"]) in names]
    )


@AREA.builtin("tool_remove")
def tool_remove(ctx: Context, args: Args) -> Value:
    """Return a registry without the tools of a name."""
    registry = registry_with(args, 2, "tool_remove", "registry and name")
    name = display(args[1])
    kept = [tool for tool in tools_of(registry) if type(tool) is not dict or tool.get("name") != name]
    return with_tools(registry, kept)


@AREA.builtin("tool_count")
def tool_count(ctx: Context, args: Args) -> Value:
    """Return how many tools a registry has."""
    return len(tools_of(first_registry(args, "tool_count")))


@AREA.builtin("tool_describe")
def tool_describe(ctx: Context, args: Args) -> Value:
    """Return a list of the tools as text."""
    from harnvm.builtins.tool_text import description

    return description(first_registry(args, "tool_describe"))


@AREA.builtin("tool_prompt")
def tool_prompt(ctx: Context, args: Args) -> Value:
    """Return what tells a model which tools there are, and how to call them."""
    from harnvm.builtins.tool_text import prompt

    return prompt(first_registry(args, "tool_prompt"))


@AREA.builtin("tool_schema")
def tool_schema(ctx: Context, args: Args) -> Value:
    """Return the schemas of all tools; the second argument may be a dict of schemas to refer to."""
    from harnvm.builtins.tool_schema import registry_schema

    components = arg(args, 1)
    return registry_schema(
        first_registry(args, "tool_schema"), components if type(components) is dict else None
    )


@AREA.builtin("tool_parse_call")
def tool_parse_call(ctx: Context, args: Args) -> Value:
    """Return the calls in what a model says; those that are no JSON are left out."""
    from harnvm.builtins.json_read import JsonError, read_json

    said = text(args, 0)
    calls: list[Value] = []
    end = 0
    while (start := said.find(_CALL, end)) >= 0 and (end := said.find(_CALL_END, start)) >= 0:
        try:
            calls.append(read_json(said[start + len(_CALL) : end].strip()))
        except JsonError:
            pass
    return calls


_CALL = "<tool_call>"
_CALL_END = "</tool_call>"


@AREA.builtin("tool_format_result")
def tool_format_result(ctx: Context, args: Args) -> Value:
    """Return the result of a call as a model is told it."""
    from harnvm.builtins.json_write import quote

    if len(args) < 2:
        raise thrown("tool_format_result: requires name and result")
    name, result = quote(display(args[0])), quote(display(args[1]))
    return f'<tool_result>{{"name": {name}, "result": {result}}}</tool_result>'


@AREA.builtin("tool_bind")
def tool_bind(ctx: Context, args: Args) -> Value:
    """Make a registry the one that `tool_ref` and `tool_def` look names up in; nil ends that."""
    registry = arg(args, 0)
    if registry is not None:
        if type(registry) is not dict:
            raise thrown("tool_bind: argument must be a tool registry or nil")
        check_registry(registry, "tool_bind")
    ctx.state(BoundTools).registry = registry
    return registry


@AREA.builtin("tool_ref")
def tool_ref(ctx: Context, args: Args) -> Value:
    """Return a name if the bound registry has a tool of that name, else refuse it."""
    _bound_tool(ctx, args, "tool_ref")
    return args[0]


@AREA.builtin("tool_def")
def tool_def(ctx: Context, args: Args) -> Value:
    """Return a tool of the bound registry without its handler."""
    return without_handler(_bound_tool(ctx, args, "tool_def"))


def _bound_tool(ctx: Context, args: Args, builtin: str) -> Dict:
    name = arg(args, 0)
    if type(name) is not str:
        raise thrown(f"{builtin}: name must be a string literal")
    registry = ctx.state(BoundTools).registry
    if registry is None:
        raise thrown(
            f"{builtin}: no tool registry bound to this scope. "
            "Call tool_bind(registry) first, or invoke inside an agent_loop."
        )
    if type(registry) is not dict:
        raise thrown(f"{builtin}: bound tool registry is not a dict")
    tool = find_tool(check_registry(registry, builtin), name)
    return tool if tool is not None else _unknown(registry, name, builtin)


def _unknown(registry: Dict, name: str, builtin: str) -> Dict:
    from harnvm.templates.debug_text import debug_text

    names = sorted(tool["name"] for tool in entries_of(registry) if type(tool.get("name")) is str)
    listed = ", ".join(names) or "(none registered)"
    raise thrown(f"{builtin}: unknown tool {debug_text(name)}. Registered tools: {listed}")
