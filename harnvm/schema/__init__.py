"""Schemas: dicts that describe which values are allowed.

Pure functions over Harn values. A schema may use Harn's keywords or those of JSON Schema and OpenAPI;
`canonical` gives the one form that all else works on. `validate` collects what is wrong with a value in the
words of Harn 0.7.8, and fills in defaults; `assert_parameter` refuses an argument; `edit` makes new schemas
of old ones, `export` writes them as JSON Schema.

A schema does not know where it comes from: type expressions become schemas in `harnvm.resolve`, and this
package does not know them, nor the VM, nor the builtins that scripts call.
"""

from __future__ import annotations

from harnvm.schema.canonical import Schema, SchemaError, canonical
from harnvm.schema.parameter import ParameterCheck, assert_parameter
from harnvm.schema.validate import Outcome, is_valid, validate

__all__ = [
    "Outcome",
    "ParameterCheck",
    "Schema",
    "SchemaError",
    "assert_parameter",
    "canonical",
    "is_valid",
    "validate",
]
