"""Tools described for programs: a dict that is written as JSON."""

from __future__ import annotations

from harnvm.builtins.tool_registry import Dict, entries_of, shown
from harnvm.values.model import Value
from harnvm.values.view import is_list

_VERSION = "harn-tools/1.0"


def registry_schema(registry: Dict, components: Dict | None) -> Dict:
    """Return the schemas of all tools.

    Args:
        registry: The tools.
        components: Schemas by name, which take the place of references to them.
    """
    if not is_list(registry.get("tools")):
        return {"schema_version": _VERSION, "tools": []}
    schema: Dict = {"schema_version": _VERSION}
    if components is not None:
        schema["components"] = {"schemas": components}
    schema["tools"] = [_tool_schema(tool, components or {}) for tool in entries_of(registry)]
    return schema


def _tool_schema(tool: Dict, components: Dict) -> Dict:
    schema: Dict = {
        "name": shown(tool, "name"),
        "description": shown(tool, "description"),
        "inputSchema": _input_schema(tool.get("parameters"), components),
    }
    if "outputSchema" in tool:
        schema["outputSchema"] = _type_schema(tool["outputSchema"], components)
    return schema


def _input_schema(parameters: Value, components: Dict) -> Dict:
    """Return the schema of a tool's arguments: all are required, whatever they say."""
    if type(parameters) is not dict or not parameters:
        return {"type": "object", "properties": {}}
    properties = {key: _type_schema(kind, components) for key, kind in parameters.items()}
    return {"type": "object", "properties": properties, "required": sorted(parameters)}


def _type_schema(kind: Value, components: Dict) -> Value:
    if type(kind) is str:
        return {"type": _TYPES.get(kind, "string")}
    if type(kind) is not dict:
        return {"type": "string"}
    name = kind.get("$ref")
    if type(name) is not str:
        return kind
    return components.get(name, {"$ref": f"#/components/schemas/{name}"})


_TYPES = {
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "boolean": "boolean",
    "list": "array",
    "array": "array",
    "dict": "object",
    "object": "object",
}
