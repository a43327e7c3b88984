"""Refusing arguments of the wrong type.

Typed parameters are checked at each call, nearly always with success. So each schema is compiled once: into
the Python types whose values need no further look, and a test for values that are certainly right. Only what
passes neither is examined in Harn's order, by `harnvm.schema.mismatch`.
"""

from __future__ import annotations

from harnvm.errors import runtime_error, type_error
from harnvm.schema.canonical import SchemaError, canonical, describes_fields, too_deep
from harnvm.schema.quick import accepted_kinds, compile_test
from harnvm.values.model import Value


class ParameterCheck:
    """The check of a parameter with a certain schema: call it with a value and the parameter's name.

    Attributes:
        kinds: Values of these Python types pass; whoever calls often may look here first.
        schema: The schema as it was given.
    """

    __slots__ = ("_form", "_passes", "kinds", "schema")

    def __init__(self, schema: Value) -> None:
        self.schema = schema
        self._form = canonical(schema)
        self.kinds = accepted_kinds(self._form)
        self._passes = compile_test(self._form)

    def __call__(self, value: Value, name: str) -> None:
        """Refuse `value` if it is not what the schema asks for."""
        if type(value) in self.kinds or self._passes(value):
            return
        from harnvm.schema.mismatch import first_error

        try:
            error = first_error(value, self._form, name)
        except RecursionError:
            raise too_deep() from None
        if error is not None:
            raise type_error(error) if describes_fields(self._form) else runtime_error(f"TypeError: {error}")


#: Checks by the identity of their schema, which they keep alive. Schemas of parameters are constants of the
#: code, so there are few; the limit is for scripts that make schemas and check them one by one.
_CHECKS: dict[int, ParameterCheck] = {}
_MOST_CHECKS = 4096


def assert_parameter(value: Value, name: str, schema: Value) -> None:
    """Refuse an argument that is not what a parameter's schema asks for."""
    check = _CHECKS.get(id(schema))
    if check is None:
        check = _remember(schema, name)
    if type(value) not in check.kinds:
        check(value, name)


def _remember(schema: Value, name: str) -> ParameterCheck:
    try:
        check = ParameterCheck(schema)
    except SchemaError as error:
        raise type_error(f"parameter '{name}': {error}") from None
    if len(_CHECKS) >= _MOST_CHECKS:
        _CHECKS.clear()
    _CHECKS[id(schema)] = check
    return check
