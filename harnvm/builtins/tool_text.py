"""Tools described for people and for models."""

from __future__ import annotations

from harnvm.builtins.tool_registry import Dict, entries_of, shown, tools_of
from harnvm.values.display import display
from harnvm.values.model import Value

_PROMPT = """\
# Available Tools

You have access to the following tools. To use a tool, output a tool call in this exact format:

<tool_call>{"name": "tool_name", "arguments": {"param": "value"}}</tool_call>

You may make multiple tool calls in a single response. Wait for tool results before proceeding.

## Tools

"""


def description(registry: Dict) -> str:
    """Return a list of the tools, sorted by name."""
    if not tools_of(registry):
        return "Available tools:\n(none)"
    lines = ["Available tools:"]
    for tool in _sorted_entries(registry):
        name, about = shown(tool, "name"), shown(tool, "description")
        lines.append(f"- {name}({_pairs(tool.get('parameters'))}): {about}")
        returns = _returns(tool.get("outputSchema"))
        if returns:
            lines.append(f"  returns {returns}")
    return "\n".join(lines)


def prompt(registry: Dict) -> str:
    """Return what tells a model which tools there are, and how to call them."""
    if not tools_of(registry):
        return "No tools are available."
    return (_PROMPT + "".join(map(_section, _sorted_entries(registry)))).rstrip()


def _section(tool: Dict) -> str:
    section = f"### {shown(tool, 'name')}\n{shown(tool, 'description')}\n"
    parameters, returns = _pairs(tool.get("parameters")), _returns(tool.get("outputSchema"))
    if parameters:
        section += f"Parameters: {parameters}\n"
    if returns:
        section += f"Returns: {returns}\n"
    return section + "\n"


def _sorted_entries(registry: Dict) -> list[Dict]:
    return sorted(entries_of(registry), key=lambda tool: shown(tool, "name"))


def _pairs(parts: Value) -> str:
    if type(parts) is not dict:
        return ""
    return ", ".join([f"{key}: {display(parts[key])}" for key in sorted(parts)])


def _returns(schema: Value) -> str:
    if type(schema) is str:
        return schema
    if type(schema) is dict and type(schema.get("$ref")) is str:
        return f"$ref({schema['$ref']})"
    return _pairs(schema)
