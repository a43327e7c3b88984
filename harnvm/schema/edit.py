"""New schemas made of old ones. All take and give canonical schemas."""

from __future__ import annotations

from harnvm.schema.canonical import Schema, too_deep
from harnvm.values.model import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection


def extend(schema: Schema, overrides: Schema) -> Schema:
    """Return a schema with the keywords of another in place of its own; nothing is merged below them."""
    return {**schema, **overrides}


def partial(schema: Schema) -> Schema:
    """Return a schema in which no key is required, at any depth."""
    try:
        out: Schema = _partial(schema)
    except RecursionError:
        raise too_deep() from None
    return out


def _partial(schema: Value) -> Value:
    if type(schema) is not dict:
        return schema
    out = dict(schema)
    out.pop("required", None)
    if "properties" in out:
        out["properties"] = {key: _partial(child) for key, child in out["properties"].items()}
    for name in ("union", "all_of"):
        if name in out:
            out[name] = [_partial(branch) for branch in out[name]]
    for name in ("items", "additional_properties"):
        if name in out:
            out[name] = _partial(out[name])
    return out


def pick(schema: Schema, keys: Collection[str]) -> Schema:
    """Return a schema with only the properties in `keys`."""
    return _filtered(schema, keys, keep=True)


def omit(schema: Schema, keys: Collection[str]) -> Schema:
    """Return a schema without the properties in `keys`."""
    return _filtered(schema, keys, keep=False)


def _filtered(schema: Schema, keys: Collection[str], *, keep: bool) -> Schema:
    out = dict(schema)
    chosen = frozenset(keys)
    if "properties" in out:
        properties = out["properties"].items()
        out["properties"] = {key: child for key, child in properties if (key in chosen) == keep}
    if "required" in out:
        out["required"] = [key for key in out["required"] if (key in chosen) == keep]
    return out
