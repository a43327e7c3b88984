"""Builtins for JSON and its like, schemas, dicts, sets and numbers."""

TEXT = """
abs(n: int | float) ~> int | float
    The value without its sign.
acos(n: float) -> float
    The angle with that cosine, in radians.
asin(n: float) -> float
    The angle with that sine, in radians.
atan(n: float) -> float
    The angle with that tangent, in radians.
atan2(y: float, x: float) -> float
    The angle of the point (x, y), in radians.
ceil(n: int | float) ~> int
    The least int that is not below n.
cos(n: float) -> float
    The cosine of an angle in radians.
e: float
    Euler's number.
entries(value: dict) -> list
    The entries of a dict as {key, value}, by key.
exp(n: float) -> float
    Euler's number to the power of n.
floor(n: int | float) ~> int
    The greatest int that is not above n.
is_infinite(n: float) -> bool
    Whether n is infinite.
is_nan(n: float) -> bool
    Whether n is not a number.
is_type(value: any, schema: Schema<any>) -> bool
    Whether the value matches the schema; the checker learns its type from it.
json_extract(text: string, key?: string) ~> any
    The JSON found in a text, behind fences or prose; with a key, what it holds there.
json_parse(text: string) ~> any
    The value that a JSON text stands for; throws when it is none.
json_stringify(value: any) -> string
    The value as compact JSON; what JSON has no form for is null.
json_validate(value: any, schema: dict) -> bool
    True when the value matches the schema; throws what is wrong otherwise.
keys(value: dict) -> list
    The keys of a dict, in order.
ln(n: float) -> float
    The natural logarithm.
log10(n: float) -> float
    The logarithm to base 10.
log2(n: float) -> float
    The logarithm to base 2.
max(a: int | float, b: int | float) ~> int | float
    The greater of two numbers.
min(a: int | float, b: int | float) ~> int | float
    The lesser of two numbers.
pi: float
    The ratio of a circle's circumference to its diameter.
pow(base: int | float, exponent: int | float) ~> int | float
    The base to the power of the exponent; an int when both are and the exponent is not negative.
random() -> float
    A random float from 0 up to but not including 1.
random_int(low: int, high: int) ~> int
    A random int from low to high, both included.
range(low: int, high?: int) -> list
    The ints from low up to but not including high; from 0 up when one number is given.
round(n: int | float) ~> int
    The nearest int, halves away from zero.
schema_check(value: any, schema: Schema<T>) ~> Result<T, string>
    The value as a Result: Ok when it matches the schema, else Err with what is wrong.
schema_expect(value: any, schema: Schema<T>, apply_defaults?: bool) ~> T
    The value when it matches the schema; throws otherwise.
schema_extend(base: dict, overrides: dict) -> dict
    The schema with the entries of another over its own.
schema_from_json_schema(schema: dict) -> dict
    A JSON Schema in the form of this language.
schema_from_openapi_schema(schema: dict) -> dict
    An OpenAPI schema in the form of this language.
schema_is(value: any, schema: Schema<any>) -> bool
    Whether the value matches the schema; the checker learns its type from it.
schema_of(type: any) -> dict
    The schema of a type alias.
schema_omit(schema: dict, names: list) -> dict
    The schema without some of its properties.
schema_parse(value: any, schema: Schema<T>) ~> Result<T, string>
    As schema_check, with the defaults of the schema filled in.
schema_partial(schema: dict) -> dict
    The schema with all properties optional.
schema_pick(schema: dict, names: list) -> dict
    The schema with some of its properties only.
schema_to_json_schema(schema: dict) -> dict
    The schema as JSON Schema.
schema_to_openapi_schema(schema: dict) -> dict
    The schema as OpenAPI has it.
set(...items: any) ~> set
    A set of the items; a list or set among them gives its items.
set_add(items: set, value: any) ~> set
    The set with a value added.
set_contains(items: set, value: any) -> bool
    Whether the set has the value.
set_difference(a: set, b: set) ~> set
    What is in the first set and not in the second.
set_intersect(a: set, b: set) ~> set
    What is in both sets.
set_is_disjoint(a: set, b: set) -> bool
    Whether the sets share nothing.
set_is_subset(a: set, b: set) -> bool
    Whether all of the first set is in the second.
set_is_superset(a: set, b: set) -> bool
    Whether all of the second set is in the first.
set_remove(items: set, value: any) ~> set
    The set without a value.
set_symmetric_difference(a: set, b: set) ~> set
    What is in one of the sets but not in both.
set_union(a: set, b: set) ~> set
    What is in either set.
sign(n: int | float) -> int
    -1, 0 or 1, by the sign of n.
sin(n: float) -> float
    The sine of an angle in radians.
sqrt(n: int | float) ~> float
    The square root.
tan(n: float) -> float
    The tangent of an angle in radians.
toml_parse(text: string) ~> any
    The value that a TOML text stands for; throws when it is none.
toml_stringify(value: any) -> string
    The value as TOML.
values(value: dict) -> list
    The values of a dict, by key.
yaml_parse(text: string) ~> any
    The value that a YAML text stands for; throws when it is none.
yaml_stringify(value: any) -> string
    The value as YAML.
"""
