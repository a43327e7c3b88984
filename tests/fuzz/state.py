"""Programs that write and read state: files, stores, checkpoints, metadata, tools, mocks, circuits."""

from __future__ import annotations

import re
from random import Random

_PARTS = {
    "key": ['"a"', '"b"', '"a/b"', '""', "5", "nil"],
    "value": [
        "1",
        "2.5",
        '"text"',
        "nil",
        "[1, [2]]",
        "{x: {y: 1}}",
        "true",
        "set(1)",
        "pair(1, 2)",
        "{ v -> v }",
    ],
    "file": ['"a.txt"', '"b.txt"', '"d/c.txt"', '"d"', '"none/x"', '"d/../a.txt"'],
    "folder": ['"d"', '"d/e"', '"."', '"none"'],
    "text": ['"one"', '"two\\nlines\\n"', '""', '"ñ"', "5"],
    "name": ['"add"', '"sub"', '"none"', "7"],
    "url": ['"https://h.test/a"', '"https://h.test/b?x=1"'],
    "method": ['"GET"', '"POST"', '"*"', '"get"'],
    "n": ["0", "1", "2", "-1"],
}

_CALLS = """
store_set(<key>, <value>)
store_get(<key>)
store_delete(<key>)
store_list()
store_clear()
checkpoint(<key>, <value>)
checkpoint_get(<key>)
checkpoint_exists(<key>)
checkpoint_delete(<key>)
checkpoint_list()
write_file(<file>, <text>)
write_file(<file>, <text>)
append_file(<file>, <text>)
read_file(<file>)
read_file_result(<file>)
file_exists(<file>)
delete_file("d/c.txt")
copy_file(<file>, "copy.txt")
list_dir(<folder>)
mkdir(<folder>)
keys(stat(<file>))
stat(<file>).size
metadata_set(<folder>, <key>, <value>)
metadata_set(<folder>, "notes", {x: <value>})
metadata_get(<folder>)
metadata_get(<folder>, "notes")
metadata_resolve(<folder>)
metadata_entries()
metadata_entries("notes")
metadata_status()
metadata_stale()
compute_content_hash(<folder>) == compute_content_hash(<folder>)
circuit_breaker(<key>, <n>, 100000)
circuit_record_failure(<key>)
circuit_record_success(<key>)
circuit_check(<key>)
circuit_reset(<key>)
atomic_add(counter, <n>)
atomic_cas(counter, <n>, <n>)
atomic_set(counter, <n>)
tool_count(tools)
tool_find(tools, <name>)?.name
tool_find(tools, <name>)?.parameters
tool_list(tool_remove(tools, <name>))
tool_list(tool_select(tools, [<name>]))
tool_describe(tools)
tool_schema(tools)
tool_prompt(tools)
tool_count(tool_define(tools, <name>, "d", <value>))
tool_parse_call(<text>)
tool_parse_call("<tool_call>{\\"name\\": \\"add\\", \\"arguments\\": {\\"a\\": 1}}</tool_call> x")
tool_format_result(<name>, <value>)
host_mock("cap", <key>, <value>)
host_mock("cap", "op", {result: <value>})
host_mock("cap", "op", <value>, {p: 1})
host_call("cap.op", {p: 1})
host_call("cap.op", <value>)
host_mock_calls()
host_mock_clear()
host_has("cap", "op")
http_mock(<method>, <url>, {status: 200, body: <text>})
http_mock(<method>, "https://h.test/*", {status: 404, body: "none", headers: {a: "b"}})
http_mock_calls()
regex_match(<text>, <text>)
date_format(<value>)
schema_of(<value>)
tool_ref(<name>)
progress("p", <text>, <n>, 10)
progress("p", <text>)
env_or(<key>, <value>)
exec("echo", <text>).stdout
shell("printf x").stdout
path_join(<file>, <file>)
color(<text>, "red")
log(<value>)
print(<value>)
""".strip().splitlines()

_PRELUDE = """\
let counter = atomic(0)
var tools = tool_registry()
tools = tool_define(tools, "add", "adds", {parameters: {a: {type: "int"}, b: {type: "int"}}, handler: { a, b -> a + b }})
tools = tool_define(tools, "sub", "subtracts", {parameters: {a: "int"}, handler: { a -> a - 1 }})
"""


def program(seed: int) -> str:
    """Return the program of a seed."""
    random = Random(seed)

    def call(template: str) -> str:
        return re.sub(
            r"<(\w+)>",
            lambda match: random.choice(_PARTS[match[1]]) if match[1] in _PARTS else match[0],
            template,
        )

    areas = random.sample(_CALLS, 14)  # few of them, so that they meet
    lines = [f"println(try {{ {call(random.choice(areas))} }})" for _ in range(24)]
    return _PRELUDE + "\n".join(lines) + "\n"
