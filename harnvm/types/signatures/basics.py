"""Builtins for values, output, results, iteration and tests."""

TEXT = """
addr_of(value: any) -> string
    A key for the identity of a value: two values share it only when they are the same object.
assert(condition: any, message?: any) -> nil
    Throws, with the message if there is one, when the condition is not truthy.
assert_eq(actual: any, expected: any, message?: any) -> nil
    Throws, with the message if there is one, when the two values are not equal.
assert_ne(actual: any, expected: any, message?: any) -> nil
    Throws, with the message if there is one, when the two values are equal.
bold(text: any) -> string
    The text between the terminal codes for bold.
color(text: any, name: string) -> string
    The text between the terminal codes for a foreground color.
dim(text: any) -> string
    The text between the terminal codes for dim.
Err(value: any) ~> Result
    A Result that failed with the value.
error_category(error: any) -> string
    The category of a caught error: timeout, auth, rate_limit, tool_error, not_found and the like.
is_err(result: any) -> bool
    Whether the value is a Result that failed.
is_ok(result: any) -> bool
    Whether the value is a Result that succeeded.
is_rate_limited(error: any) -> bool
    Whether a caught error says that a rate limit was hit.
is_same(a: any, b: any) -> bool
    Whether two values are the same object.
is_timeout(error: any) -> bool
    Whether a caught error says that time ran out.
iter(source: any) -> iter
    A lazy iterator over a list, dict, set, string, range, generator or channel; dicts give pairs.
len(value: any) ~> int
    The number of characters, items, keys or steps.
log(message: any) -> nil
    Prints the message on a line of its own after the mark [harn].
log_debug(message: any, fields?: dict) -> nil
    Writes a structured log line of level debug.
log_error(message: any, fields?: dict) -> nil
    Writes a structured log line of level error.
log_info(message: any, fields?: dict) -> nil
    Writes a structured log line of level info.
log_json(key: string, value: any) -> nil
    Writes one line of JSON with the time, the key and the value.
log_set_level(level: string) -> nil
    Drops log lines below the level: debug, info, warn or error.
log_warn(message: any, fields?: dict) -> nil
    Writes a structured log line of level warn.
Ok(value: any) ~> Result
    A Result that succeeded with the value.
pair(first: any, second: any) -> pair
    A pair, whose halves are .first and .second.
print(message: any) -> nil
    Prints the message and no line end.
println(message: any) -> nil
    Prints the message and ends the line.
progress(phase: string, message: string, progress?: any, total?: int) -> nil
    Shows how far a phase of work has come: numbers, or a dict with mode spinner or bar.
prompt_user(message?: string) -> string | nil
    Shows the message and reads one line from standard input.
throw_error(message: string, category?: string) ~> never
    Throws an error with a category.
to_float(value: any) -> float
    The value as a float; nil when it cannot be read as one.
to_int(value: any) -> int
    The value as an int, floats cut off; nil when it cannot be read as one.
to_list(value: any) -> list
    The items of a set or list; any other value as the only item of a list.
to_string(value: any) -> string
    The value as it is printed.
type_of(value: any) -> string
    The name of the kind of a value: int, string, list, closure and so on.
unreachable(value?: any) -> never
    Throws. For a variable the checker makes sure that no case is left, so that it never happens.
unwrap(result: any) ~> any
    The value of a Result that succeeded; throws for one that failed, passes other values.
unwrap_err(result: any) ~> any
    The value of a Result that failed; throws for anything else.
unwrap_or(result: any, default: any) ~> any
    The value of a Result that succeeded, the default for one that failed, other values as they are.
"""

#: Helpers that compiled programs call. Scripts may not rely on them, and the checker does not know them.
INTERNAL = """
__assert_dict(value: any) ~> any
    Checks that a value can be taken apart by a dict pattern.
__assert_interface(value: any, parameter: string, interface: string, methods: string) ~> any
    Checks an argument against an interface.
__assert_list(value: any) ~> any
    Checks that a value can be taken apart by a list pattern.
__assert_schema(value: any, parameter: string, schema: dict) ~> any
    Checks an argument against the schema made from its type.
__assert_shape(value: any, parameter: string, shape: string) ~> any
    Checks an argument against a shape.
__dict_rest(value: dict, taken: list) ~> dict
    The entries of a dict that a pattern has not taken.
__make_struct(name: string, fields: dict) ~> any
    Makes a struct.
__range__(low: int, high: int, inclusive: bool) ~> range
    Makes a range.
__select_list(channels: list) ~> dict | nil
    Waits for the first channel with an item.
__select_timeout(channels: list, timeout: any) ~> dict | nil
    Waits for the first channel with an item, but not longer than the timeout.
__select_try(channels: list) ~> dict | nil
    Takes an item from the first channel that has one, without waiting.
"""
