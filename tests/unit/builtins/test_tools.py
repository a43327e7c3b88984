"""Tool registries."""

from __future__ import annotations

import pytest

EMPTY = {"_type": "tool_registry", "tools": []}


@pytest.fixture
def two_tools(script):
    """A registry with two tools, not in the order of their names."""
    zeta = {
        "parameters": {"x": "int", "o": {"type": "list"}},
        "returns": "string",
        "handler": 1,
        "extra": [1],
    }
    registry = script.call("tool_define", EMPTY, "zeta", "Does zeta", zeta)
    return script.call("tool_define", registry, "alpha", "Does alpha", {})


def test_define_and_list(script, two_tools):
    """Tools keep what their configuration says; a list leaves the handlers out."""
    assert script.call("tool_registry") == EMPTY
    assert script.call("tool_count", two_tools) == 2
    assert script.shown("tool_list", two_tools) == (
        "[{description: Does zeta, extra: [1], name: zeta, outputSchema: string, "
        "parameters: {o: {type: list}, x: int}}, {description: Does alpha, name: alpha, parameters: {}}]"
    )
    assert script.call("tool_find", two_tools, "zeta")["handler"] == 1
    assert script.call("tool_find", two_tools, "alpha")["handler"] is None
    assert script.call("tool_find", two_tools, "nope") is None


def test_defining_a_name_again_replaces_the_tool(script, two_tools):
    """The new tool stands at the end; the registry given is not changed."""
    again = script.call("tool_define", two_tools, "zeta", "new", {"description": "own", "outputSchema": 5})
    names = [(tool["name"], tool["description"]) for tool in again["tools"]]
    assert names == [("alpha", "Does alpha"), ("zeta", "own")]
    assert again["tools"][1]["outputSchema"] == 5
    assert two_tools["tools"][0]["description"] == "Does zeta"


def test_select_and_remove(script, two_tools):
    """Registries are made smaller by name; unknown names do not matter."""
    assert script.call("tool_count", script.call("tool_remove", two_tools, "zeta")) == 1
    assert script.call("tool_count", script.call("tool_remove", two_tools, "no")) == 2
    selected = script.call("tool_select", two_tools, ["zeta", "no"])
    assert [tool["name"] for tool in selected["tools"]] == ["zeta"]
    expected = "Thrown: tool_select: second argument must be a list of tool names"
    assert script.message("tool_select", two_tools, "zeta") == expected


def test_define_refuses(script):
    """A configuration is a dict, and parameters have no short name."""
    assert script.message("tool_define", EMPTY, "n", "d", "cfg") == (
        "Thrown: tool_define: config must be a dict with parameters and handler"
    )
    assert script.message("tool_define", EMPTY, "n", "d", {"params": {}}) == (
        "Thrown: tool_define: use 'parameters', not 'params'"
    )
    assert script.message("tool_define", EMPTY, "n", "d") == (
        "Thrown: tool_define: requires registry, name, description, and config dict"
    )
    assert script.shown("tool_define", EMPTY, 5, None, {"params": {}, "parameters": None}) == (
        "{_type: tool_registry, tools: "
        "[{description: nil, handler: nil, name: 5, parameters: nil, params: {}}]}"
    )


@pytest.mark.parametrize("name", ["tool_list", "tool_count", "tool_describe", "tool_prompt", "tool_schema"])
def test_a_registry_is_needed(script, name):
    """What takes a registry alone refuses everything else."""
    assert script.message(name) == f"Thrown: {name}: requires a tool registry"
    assert script.message(name, [1]) == f"Thrown: {name}: requires a tool registry"
    assert script.message(name, {"tools": []}) == (
        f"Thrown: {name}: argument must be a tool registry (created with tool_registry())"
    )


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("tool_find", "registry and name"),
        ("tool_remove", "registry and name"),
        ("tool_select", "registry and names list"),
    ],
)
def test_a_registry_and_more_is_needed(script, name, needs):
    """What takes a registry and something else refuses too few arguments and other kinds."""
    assert script.message(name, EMPTY) == f"Thrown: {name}: requires {needs}"
    assert script.message(name, 1, "x") == f"Thrown: {name}: first argument must be a tool registry"


def test_description(script, two_tools):
    """Tools are listed by name, with parameters and what they return."""
    assert script.call("tool_describe", two_tools) == (
        "Available tools:\n"
        "- alpha(): Does alpha\n"
        "- zeta(o: {type: list}, x: int): Does zeta\n"
        "  returns string"
    )
    assert script.call("tool_describe", EMPTY) == "Available tools:\n(none)"
    one = script.call("tool_define", EMPTY, "t", "d", {"returns": {"$ref": "T", "x": 1}})
    assert script.call("tool_describe", one) == "Available tools:\n- t(): d\n  returns $ref(T)"


def test_prompt(script, two_tools):
    """The prompt explains the format of calls, then each tool."""
    assert script.call("tool_prompt", two_tools) == (
        "# Available Tools\n\n"
        "You have access to the following tools. "
        "To use a tool, output a tool call in this exact format:\n\n"
        '<tool_call>{"name": "tool_name", "arguments": {"param": "value"}}</tool_call>\n\n'
        "You may make multiple tool calls in a single response. "
        "Wait for tool results before proceeding.\n\n"
        "## Tools\n\n"
        "### alpha\nDoes alpha\n\n"
        "### zeta\nDoes zeta\nParameters: o: {type: list}, x: int\nReturns: string"
    )
    assert script.call("tool_prompt", EMPTY) == "No tools are available."


def test_schemas(script):
    """Type names become those of JSON Schema; all parameters are required; references may be resolved."""
    parameters = {"a": "int", "b": "weird", "c": {"type": "list"}, "d": {"$ref": "X"}, "e": 5}
    registry = script.call("tool_define", EMPTY, "t", "d", {"parameters": parameters, "returns": "bool"})
    inputs = (
        "{properties: {a: {type: integer}, b: {type: string}, c: {type: list}, d: %s, e: {type: string}}, "
        "required: [a, b, c, d, e], type: object}"
    )
    tools = f"[{{description: d, inputSchema: {inputs}, name: t, outputSchema: {{type: boolean}}}}]"
    assert script.shown("tool_schema", registry) == (
        f"{{schema_version: harn-tools/1.0, tools: {tools % '{$ref: #/components/schemas/X}'}}}"
    )
    assert script.shown("tool_schema", registry, {"X": {"type": "null"}}) == (
        "{components: {schemas: {X: {type: null}}}, schema_version: harn-tools/1.0, "
        f"tools: {tools % '{type: null}'}}}"
    )


def test_forged_registries(script):
    """Tools that are no dicts, or have no proper name, are counted and kept but not found."""
    odd = {"_type": "tool_registry", "tools": [5, {"name": "n"}, {"description": "no name"}, {"name": 7}]}
    assert script.call("tool_count", odd) == 4
    assert script.call("tool_find", odd, "7") is None
    assert script.call("tool_describe", odd) == "Available tools:\n- (): no name\n- 7(): \n- n(): "
    assert script.shown("tool_select", odd, [7]) == "{_type: tool_registry, tools: [{name: 7}]}"
    assert script.shown("tool_remove", odd, "n") == (
        "{_type: tool_registry, tools: [5, {description: no name}, {name: 7}]}"
    )
    bare = {"_type": "tool_registry", "tools": "x"}
    assert script.call("tool_count", bare) == 0
    assert script.shown("tool_schema", bare, {}) == "{schema_version: harn-tools/1.0, tools: []}"


def test_calls_are_read_from_what_a_model_says(script):
    """Each call is a JSON value between tags; what is no JSON or does not end is left out."""
    said = 'x <tool_call>{"name": "a"}</tool_call><tool_call>no</tool_call> <tool_call> [1.0]\n</tool_call>'
    assert script.shown("tool_parse_call", said + "<tool_call>5") == "[{name: a}, [1.0]]"
    assert script.call("tool_parse_call") == []


def test_results_are_told_to_the_model(script):
    """Name and result are shown as text and quoted."""
    assert script.call("tool_format_result", 't"q', "a\nb\t\\ é\x7f") == (
        r'<tool_result>{"name": "t\"q", "result": "a\nb\t\\ é\u007f"}</tool_result>'
    )
    assert script.call("tool_format_result", 5, [None]) == (
        '<tool_result>{"name": "5", "result": "[nil]"}</tool_result>'
    )
    expected = "Thrown: tool_format_result: requires name and result"
    assert script.message("tool_format_result", "t") == expected


def test_names_are_looked_up_in_the_bound_registry(script, two_tools):
    """``tool_ref`` gives the name, ``tool_def`` the tool without its handler."""
    assert script.call("tool_bind", two_tools) == two_tools
    assert script.call("tool_ref", "alpha") == "alpha"
    assert script.shown("tool_def", "alpha") == "{description: Does alpha, name: alpha, parameters: {}}"
    assert script.message("tool_ref", 'z"z') == (
        r'Thrown: tool_ref: unknown tool "z\"z". Registered tools: alpha, zeta'
    )
    script.call("tool_bind", EMPTY)
    assert script.message("tool_def", "a") == (
        'Thrown: tool_def: unknown tool "a". Registered tools: (none registered)'
    )


def test_without_a_bound_registry_there_are_no_names(script):
    """A binding ends with nil, and each VM has its own."""
    unbound = (
        "no tool registry bound to this scope. "
        "Call tool_bind(registry) first, or invoke inside an agent_loop."
    )
    script.call("tool_bind", EMPTY)
    assert script.again().message("tool_ref", "a") == f"Thrown: tool_ref: {unbound}"
    assert script.call("tool_bind") is None
    assert script.message("tool_def", "a") == f"Thrown: tool_def: {unbound}"


def test_binding_refuses(script):
    """Only registries can be bound, only strings are names."""
    expected = "Thrown: tool_bind: argument must be a tool registry or nil"
    assert script.message("tool_bind", "x") == expected
    assert script.message("tool_bind", {}) == (
        "Thrown: tool_bind: argument must be a tool registry (created with tool_registry())"
    )
    assert script.message("tool_ref", 5) == "Thrown: tool_ref: name must be a string literal"
    assert script.message("tool_def") == "Thrown: tool_def: name must be a string literal"
