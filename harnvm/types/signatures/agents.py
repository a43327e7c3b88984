"""Builtins for agents, their sessions, tools and MCP."""

TEXT = """
agent(name: string, config?: dict) -> dict
    An agent with a name.
agent_config(agent: dict, prompt: string) -> dict
    What an agent would ask a model: prompt, system, options.
agent_inject_feedback(session_id: string, kind: string, content: string) -> nil
    Queues a note for the next turn of an agent loop.
agent_loop(prompt: string, system?: string, options?: dict) -> dict
    Lets a model work turn by turn, with tools, until it is done.
agent_name(agent: dict) ~> string
    The name of an agent.
agent_session_close(id: string) -> nil
    Forgets a session.
agent_session_compact(id: string, options?: dict) -> int
    Replaces the older messages of a session by a shorter account; returns how many are left.
agent_session_exists(id: string) -> bool
    Whether there is a session with that id.
agent_session_fork(source: string, target?: string) -> string
    Copies a session and returns the id of the copy.
agent_session_inject(id: string, message: dict) -> nil
    Adds a message with role and content to a session.
agent_session_length(id: string) -> int
    How many messages a session has.
agent_session_open(id?: string) -> string
    Opens a session, or makes it; an id is made when none is given.
agent_session_reset(id: string) -> nil
    Empties a session and keeps its id and subscribers.
agent_session_snapshot(id: string) -> dict | nil
    A copy of the session's transcript, or nil.
agent_session_trim(id: string, keep_last: int) -> int
    Drops all but the last messages of a session; returns how many are left.
agent_subscribe(session_id: string, callback: closure) -> nil
    Calls a closure with every event of a session.
agent_trace() -> list
    What agent loops did so far, as events.
agent_trace_summary() -> dict
    What agent loops did so far, in numbers.
clear_tool_hooks() -> nil
    Removes all tool hooks.
close_agent(worker: any) ~> dict
    Stops a worker for good.
list_agents() -> list
    Summaries of all workers.
mcp_call(client: mcp_client, name: string, arguments?: dict) ~> any
    Calls a tool of a server.
mcp_connect(command: string, arguments?: list) ~> mcp_client
    Starts a server and connects to it.
mcp_disconnect(client: mcp_client) -> nil
    Ends the connection and the server.
mcp_get_prompt(client: mcp_client, name: string, arguments?: dict) -> dict
    A prompt of a server, filled in.
mcp_list_prompts(client: mcp_client) -> list
    The prompts of a server.
mcp_list_resource_templates(client: mcp_client) ~> list
    The resource templates of a server.
mcp_list_resources(client: mcp_client) -> list
    The resources of a server.
mcp_list_tools(client: mcp_client) -> list
    The tools of a server.
mcp_prompt(config: dict) -> nil
    Offers a prompt over MCP: name, handler, description, arguments.
mcp_read_resource(client: mcp_client, uri: string) ~> any
    What a resource of a server holds.
mcp_resource(config: dict) -> nil
    Offers a resource over MCP: uri, name, text, description, mime_type.
mcp_resource_template(config: dict) -> nil
    Offers a resource template over MCP: uri_template, name, handler, description, mime_type.
mcp_serve(registry: dict) ~> nil
    Offers the tools of a registry over MCP.
mcp_server_info(client: mcp_client) -> dict
    The name of a server, and whether it is connected.
mcp_tools(registry: dict) ~> nil
    Offers the tools of a registry over MCP.
register_tool_hook(config: dict) -> nil
    Watches calls of tools that match a pattern: deny them, or cut their output.
resume_agent(id_or_path: string) -> dict
    Brings back a worker from what was saved of it.
send_input(worker: any, task: any) ~> dict
    Gives a finished worker a new task.
spawn_agent(config: dict) ~> dict
    Starts a worker.
tool_bind(registry?: dict) ~> any
    Makes a registry the one that tool_ref and tool_def look into; nil for none.
tool_count(registry: dict) -> int
    How many tools a registry has.
tool_def(name: string) -> dict
    The entry of a tool in the bound registry.
tool_define(registry: dict, name: string, description: string, config: dict) -> dict
    The registry with a tool added: parameters, handler, returns, annotations.
tool_describe(registry: dict) -> string
    The tools of a registry for a person to read.
tool_find(registry: dict, name: string) ~> dict | nil
    The entry of a tool, or nil.
tool_format_result(name: string, result: string) -> string
    The result of a tool as a model is told it.
tool_list(registry: dict) -> list
    The tools of a registry: name, description, parameters.
tool_parse_call(text: string) ~> list
    The tool calls in the answer of a model.
tool_prompt(registry: dict) -> string
    The tools of a registry as a model is told about them.
tool_ref(name: string) -> string
    The name of a tool, once it is sure that the bound registry has it.
tool_registry() -> dict
    An empty registry of tools.
tool_remove(registry: dict, name: string) -> dict
    The registry without a tool.
tool_schema(registry: dict, components?: dict) -> dict
    The JSON schema of the tools.
tool_select(registry: dict, names: list) -> dict
    The registry with the named tools only.
wait_agent(worker: any) ~> any
    Waits for a worker, or for a list of them.
"""
