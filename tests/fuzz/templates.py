"""How a value of a kind comes about, as text with ``<kind>`` for values that are to be filled in.

Besides kinds of values there are ``<any>``, ``<fn>``, ``<predicate>`` and ``<fold>`` (closures), ``<size>`` (a
small int, because sizes cost memory) and ``<big>`` (an int near the limits, for arithmetic only).
"""

from __future__ import annotations

#: Literals by kind.
LITERALS = {
    "int": ["0", "1", "2", "3", "7", "-1", "-3", "42", "255"],
    "big": ["9223372036854775807", "4611686018427387904", "-9223372036854775807", "3037000500"],
    "size": ["0", "1", "2", "3", "5"],
    "float": [
        "0.0", "1.0", "1.5", "-2.25", "0.1", "1000000.0", "3.999", "123456789012345680.0", "0.000012",
    ],
    "string": [
        '""', '"a"', '"bc"', '"Ab Cd"', '"a,b,c"', '"7"', '"-1.5"', '"ñé🎉"', '"  x "', '"aXbXc"',
        '"snake_case_x"',
    ],
    "bool": ["true", "false"],
    "nil": ["nil"],
    "list": [
        "[]", "[1, 2, 3]", "[3, 1, 2]", '["b", "a", "c"]', "[[1, 2], [3]]", "[1.5, 2]", "[nil, 1, false]",
        '["x"]',
    ],
    "dict": ["{}", "{a: 1}", '{b: "x", a: 2}', "{a: {b: [1]}}", '{"k k": nil, z: 1.5}'],
    "set": ["set()", "set(1, 2)", 'set("a", "b")', "set(2, 3)", "set(1, 1.0)"],
    "range": ["(1 to 3)", "(0 to 4 exclusive)", "(3 to 1)", "(-2 to 2)"],
    "pair": ["pair(1, 2)", 'pair("k", [1])'],
    "enum": ["E.A", "E.B(1)", 'E.C("x", 2)', "Ok(1)", 'Err("bad")'],
    "struct": ["P { x: 1, y: 2 }", 'P { x: "s", y: nil }'],
    "fn": [
        "{ v -> v }", "{ v -> [v, v] }", '{ v -> "<${v}>" }', "{ v -> type_of(v) }", "{ v -> v * 2 }",
        "{ v -> nil }", "to_string",
    ],
    "predicate": [
        "{ v -> v > 1 }", '{ v -> v == "a" }', "{ v -> true }", "{ v -> v }",
        '{ v -> type_of(v) == "int" }',
    ],
    "fold": [
        "{ acc, v -> acc }", '{ acc, v -> "${acc}${v}" }', "{ acc, v -> v }", "{ acc, v -> [acc, v] }",
    ],
    "iter": ["iter([1, 2, 3])", "iter({a: 1, b: 2})", 'iter("ab")', "iter(1 to 4)"],
}  # fmt: skip

#: Every kind that a variable may be of.
KINDS = ("int", "float", "string", "bool", "nil", "list", "dict", "set", "range", "pair", "enum", "struct")

#: What gives a value of a kind.
TEMPLATES = {
    "int": [
        "<int> + <int>", "<int> - <int>", "<int> * <int>", "<int> / <int>", "<int> % <int>", "-<int>",
        "<int> ** <size>", "<big> + <big>", "<big> * <int>", "<big> - <big>", "<big> % <int>",
        "<big> / <int>", "<int> ?? <int>", "len(<any>)", "<string>.count", "<list>.count", "<list>.count()",
        "<string>.len()", "<list>.sum()", "to_int(<any>)", "<string>.index_of(<string>)",
        "<string>.last_index_of(<string>)", "<list>.index_of(<any>)", "<list>.find_index(<predicate>)",
        "floor(<float>)", "ceil(<float>)", "round(<float>)", "abs(<int>)", "sign(<float>)", "<set>.count()",
        "<dict>.count()", "<range>.len()", "<range>.first()", "<range>.last()", "<range>[<size>]",
        "<iter>.count()", "<iter>.sum()", "hash_value(<any>)", "min(<int>, <int>)", "max(<int>, <float>)",
        "keys(<dict>).count", "<pair>.first", '<dict>.get("a", <int>)', "pow(<int>, <size>)",
    ],
    "float": [
        "<float> + <float>", "<float> - <int>", "<int> * <float>", "<float> / <float>", "<float> % <int>",
        "<int> / <float>", "to_float(<any>)", "sqrt(<int>)", "<float> ** <int>", "pow(<float>, <int>)",
        "abs(<float>)", "<list>.max()", "min(<float>, <int>)", "exp(<size>)", "log2(<int>)", "ln(<float>)",
        "sin(<float>)", "round(<float>)", "<int> ** -1",
    ],
    "string": [
        "<string> + <string>", '"<${<any>}>"', '"${<int>} and ${<string>}"', "to_string(<any>)",
        "<string> * <size>", "<string>.trim()", "<string>.uppercase()", "<string>.lowercase()",
        "<string>.reverse()", "<string>.replace(<string>, <string>)", "<string>.substring(<size>, <size>)",
        "<string>.substring(<int>)", "<string>[<int>]", "<string>[<size>:<size>]", "<string>[:<int>]",
        "<string>.repeat(<size>)", "<string>.pad_left(<size>, <string>)", "<string>.pad_right(<size>)",
        "<string>.char_at(<int>)", "<string>.trim_start()", "<string>.trim_end()", "<list>.join(<string>)",
        "<list>.join()", "json_stringify(<any>)", "type_of(<any>)", 'format("{} {}", <any>, <any>)',
        'format("{a} {b}", <dict>)', "trim(<string>)", "uppercase(<string>)",
        "substring(<string>, <size>, <size>)", "replace(<string>, <string>, <string>)",
        "join(<list>, <string>)", "snake_to_camel(<string>)", "camel_to_snake(<string>)",
        "title_case(<string>)", "snake_to_pascal(<string>)", "camel_to_kebab(<string>)",
        "uppercase_first(<string>)", "base64_encode(<string>)", "url_encode(<string>)",
        "url_decode(<string>)", "md5(<string>)", "sha256(<string>)",
        'regex_replace("[a-c]", <string>, <string>)', "path_join(<string>, <string>)",
        "path_normalize(<string>)", "path_stem(<string>)", "path_extension(<string>)", "basename(<string>)",
        "dirname(<string>)", "yaml_stringify(<any>)", 'date_format(<int>, "%Y-%m-%d %H:%M:%S")',
        "<range>.to_string()", "<bool> ? <string> : <string>", "<string> ?? <string>",
        "\"\"\"\n  a ${<any>}\n    b\n\"\"\"",
        'schema_to_json_schema({type: "list", items: {type: "int"}})', "<enum>.variant",
    ],
    "bool": [
        "<int> < <int>", "<float> >= <int>", "<string> < <string>", "<any> == <any>", "<any> != <any>",
        "!<any>", "<any> && <any>", "<any> || <any>", "<any> in <list>", "<string> in <string>",
        "<string> in <dict>", "<int> in <range>", "<any> not in <set>", "<int> <= <any>", "<any> > <any>",
        "<string>.contains(<string>)", "<string>.starts_with(<string>)", "<string>.empty()",
        "<string>.ends_with(<string>)", "<list>.contains(<any>)", "<list>.any(<predicate>)",
        "<list>.all(<predicate>)", "<list>.none(<predicate>)", "<list>.empty()", "<dict>.has(<string>)",
        "<set>.contains(<any>)", "<set>.is_subset(<set>)", "<set>.is_disjoint(<set>)",
        "<range>.contains(<int>)", "is_ok(<enum>)", "is_err(<any>)", "is_nan(<float>)",
        "<iter>.any(<predicate>)", "contains(<string>, <string>)", "starts_with(<string>, <string>)",
        "set_contains(<set>, <any>)", "path_is_absolute(<string>)",
        'schema_is(<any>, {type: "dict", properties: {a: {type: "int"}}, required: ["a"]})',
        'schema_is(<any>, {type: "list"})', 'is_type(<any>, {type: "string", min_length: 1})',
        "<pair> < <pair>", "<list> == <list>", "<dict> == <dict>",
    ],
    "nil": [
        "<list>[9]", "<dict>.missing", "<string>.nope()", "nil?.x", 'json_parse("null")',
        "<list>.find({ v -> false })",
    ],
    "list": [
        "<list> + <list>", "[<any>, <any>]", "[...<list>, <any>]", "<list>.map(<fn>)",
        "<list>.filter(<predicate>)", "<list>.sort()", "<list>.reverse()", "<list>.push(<any>)",
        "<list>.pop()", "<list>.slice(<int>, <int>)", "<list>[<size>:<size>]", "<list>[<int>:]",
        "<list>.take(<size>)", "<list>.skip(<size>)", "<list>.flat_map(<fn>)", "<list>.flatten()",
        "<list>.unique()", "<list>.zip(<list>)", "<list>.enumerate()", "<list>.chunk(<size>)",
        "<list>.window(<size>)", "<list>.compact()", "<list>.partition(<predicate>)",
        "<list>.sort_by(<fn>)", "<list>.first(<size>)", "<list>.last(<size>)", "<string>.split(<string>)",
        "<string>.chars()", "<string>.lines()", "<dict>.keys()", "<dict>.values()", "<dict>.entries()",
        "<set>.to_list()", "<iter>.to_list()", "<iter>.map(<fn>).to_list()",
        "<iter>.filter(<predicate>).to_list()", "<iter>.take(<size>).to_list()",
        "<iter>.skip(<size>).to_list()", "<iter>.zip(<list>).to_list()", "<iter>.enumerate().to_list()",
        "<iter>.chunks(<size>).to_list()", "<iter>.windows(<size>).to_list()",
        "<iter>.chain(<list>).to_list()", "<iter>.take_while(<predicate>).to_list()",
        "<iter>.flat_map(<fn>).to_list()", "<range>.map(<fn>).to_list()", "split(<string>, <string>)",
        "to_list(<any>)", "keys(<any>)", "entries(<dict>)", "values(<any>)",
        'regex_match("[a-z]+", <string>)', 'regex_captures("([a-z])([A-Z])?", <string>)',
        "path_segments(<string>)", "<enum>.fields", "parallel each <list> { v -> [v] }",
        "json_parse(json_stringify(<list>))", "<list> |> _.reverse()", "<list> |> { vs -> vs.take(2) }",
    ],
    "dict": [
        "<dict> + <dict>", "{...<dict>, n: <any>}", "{a: <any>, b: <any>}", "<dict>.merge(<dict>)",
        "<dict>.map_values(<fn>)", "<dict>.rekey(<fn>)", "<dict>.filter(<predicate>)",
        "<dict>.remove(<string>)", "<list>.group_by(<fn>)", "<list>.tally()",
        "json_parse(json_stringify(<dict>))", "path_parts(<string>)", "{[<string>]: <any>}",
        "json_extract(\"x {\\\"a\\\": 1} y\")", "yaml_parse(yaml_stringify(<dict>))",
        "toml_parse(\"a = 1\\n[t]\\nb = 'x'\")", 'schema_partial({type: "dict", required: ["a"]})',
        'schema_pick({type: "dict", properties: <dict>}, <list>)', "iter(<dict>).to_dict()",
        "parallel settle <list> { v -> v * 2 }",
    ],
    "set": [
        "set(<any>, <any>)", "set(<list>)", "<set>.union(<set>)", "<set>.intersect(<set>)",
        "<set>.difference(<set>)", "<set>.add(<any>)", "<set>.remove(<any>)", "<set>.map(<fn>)",
        "<set>.filter(<predicate>)", "<iter>.to_set()", "set_union(<set>, <set>)",
        "<set>.symmetric_difference(<set>)", "set_add(<set>, <any>)",
    ],
    "range": ["(<int> to <size>)", "(<size> to <int> exclusive)", "range(<size>)", "range(<size>, <size>)"],
    "pair": ["pair(<any>, <any>)", "iter(<dict>).first()"],
    "enum": [
        "E.B(<any>)", "E.C(<any>, <any>)", "Ok(<any>)", "Err(<any>)", "try { <any> }",
        "try { throw <any> }",
        'schema_check(<any>, {type: "dict", properties: {a: {type: "int", min: 1}}})',
        'schema_check(<any>, {type: "list", items: {type: "int"}})',
        'schema_parse(<any>, {type: "dict", properties: {c: {type: "string", default: "d"}}})',
        "try { unwrap(<enum>) }",
    ],
    "struct": ["P { x: <any>, y: <any> }"],
    "iter": [
        "iter(<list>)", "<list>.iter()", "<iter>.map(<fn>)", "<iter>.filter(<predicate>)",
        "<iter>.skip(<size>)", "<set>.iter()",
    ],
    "fn": ["{ v -> [v, <any>] }", "{ v -> v == <any> }"],
    "predicate": ["{ v -> v != <any> }", "{ v -> v in <list> }"],
    "fold": ["{ acc, v -> [acc, v, <int>] }"],
}  # fmt: skip

#: More that may stand for ``<any>``, besides a value of some kind.
ANY = [
    "<dict>.a", "<struct>.x", "<list>[<int>]", "<list>.first()", "<list>.last()", "<list>.min()",
    "<list>.find(<predicate>)", "<list>.reduce(<any>, <fold>)", "<list>.min_by(<fn>)",
    "<list>.max_by(<fn>)", "<dict>?.a?.b", "<enum>?.variant", "unwrap_or(<enum>, <any>)", "<any> ?? <any>",
    "<bool> ? <any> : <any>", "<iter>.first()", "<iter>.last()", "<iter>.reduce(<any>, <fold>)",
    "<iter>.find(<predicate>)", "if <any> { <any> } else { <any> }", "json_parse(<string>)", "<fn>",
    "<any> |> <fn>", "date_parse(<string>)", "f0(<any>, <any>)", "f1(<any>)", "f1(...<list>)",
    "<struct>.sum()", "<struct>.scaled(<any>)", "<pair>.second", "agent_session_exists(<any>)",
    "error_category(<any>)", "<any>.count", "<any> + <any>", "<any> - <any>", "<any> * <size>",
    "<any>[<any>]", "<any>.first()", "<any>.contains(<any>)", "<any>.map(<fn>)", "await(spawn { <any> })",
    "to_string(1500ms)", "type_of(5s)", "g(<size>).next()", "iter(g(<size>)).to_list()",
]  # fmt: skip
