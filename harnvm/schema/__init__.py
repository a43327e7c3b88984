"""Schemas: dicts that describe which values are allowed.

Pure functions over Harn values. A schema may use Harn's keywords or those of JSON Schema and OpenAPI;
`canonical` gives the one form that all else works on. `validate` collects what is wrong with a value in the
words of Harn 0.7.8, and fills in defaults; `parameter` refuses arguments, quickly; `edit` makes new schemas
of old ones, `export` writes them as JSON Schema.

A schema does not know where it comes from: type expressions become schemas in `harnvm.resolve`, and this
package does not know them, nor the VM, nor the builtins that scripts call.

Nothing is imported here: a typed parameter needs `parameter` only, and many scripts have some.
"""
