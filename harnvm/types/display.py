"""How a type is written in a message.

Types share parts, so a small program can name a type whose text is astronomically long: the text is cut.
"""

from __future__ import annotations

from harnvm.types.model import (
    Applied,
    DictOf,
    Field,
    Function,
    IterOf,
    ListOf,
    Literal,
    Named,
    Never,
    Shape,
    Type,
    Union,
)

#: Longest text of one type, in pieces (a name, a bracket, a comma are one piece each).
_MOST_PIECES = 2_000

_Pieces = list["Type | str"]


def show(type: Type) -> str:
    """Return the type as it would be written in a program."""
    if type.text is None:
        type.text = _text(type)
    return type.text


def _text(type: Type) -> str:
    done: list[str] = []
    waiting: _Pieces = [type]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, str):
            done.append(piece)
        else:
            waiting += reversed(_pieces(piece))
        if len(done) > _MOST_PIECES:
            done.append("…")
            break
    return "".join(done)


def _pieces(type: Type) -> _Pieces:
    if isinstance(type, Named):
        return [type.name]
    if isinstance(type, Literal):
        return [_literal(type.value)]
    if isinstance(type, Union):
        return _joined(type.members, " | ")
    if isinstance(type, Shape):
        return ["{", *_fields(type.fields), "}"]
    if isinstance(type, (ListOf, IterOf)):
        return ["list<" if isinstance(type, ListOf) else "iter<", type.item, ">"]
    if isinstance(type, DictOf):
        return ["dict<", type.key, ", ", type.value, ">"]
    if isinstance(type, Applied):
        return [type.name, "<", *_joined(type.arguments, ", "), ">"]
    if isinstance(type, Function):
        return ["fn(", *_joined(type.parameters, ", "), ") -> ", type.result]
    assert isinstance(type, Never)
    return ["never"]


def _joined(types: tuple[Type, ...], separator: str) -> _Pieces:
    pieces: _Pieces = []
    for type in types:
        pieces += (separator, type) if pieces else (type,)
    return pieces


def _fields(fields: tuple[Field, ...]) -> _Pieces:
    pieces: _Pieces = []
    for field in fields:
        separator = ", " if pieces else ""
        pieces += (f"{separator}{field.name}{'?' if field.optional else ''}: ", field.type)
    return pieces


def _literal(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def mismatch_detail(expected: Type, actual: Type) -> str | None:
    """Say which required fields of one shape are missing or different in another.

    Returns:
        None when one of the types is not a shape, or nothing differs by its text.
    """
    if not isinstance(expected, Shape) or not isinstance(actual, Shape):
        return None
    details = []
    for field in expected.fields:
        if field.optional:
            continue
        found = actual.by_name.get(field.name)
        if found is None:
            details.append(f"missing field '{field.name}' ({show(field.type)})")
        elif found.type is not field.type and show(found.type) != show(field.type):
            details.append(f"field '{field.name}' has type {show(found.type)}, expected {show(field.type)}")
    return "; ".join(details) or None


def show_structure(type: Type) -> str:
    """Return the type with the names of its parts, as the one message that Harn 0.7.8 words so has it."""
    done: list[str] = []
    waiting: _Pieces = [type]
    while waiting and len(done) < _MOST_PIECES:
        piece = waiting.pop()
        if isinstance(piece, str):
            done.append(piece)
        else:
            waiting += reversed(_structure(piece))
    return "".join(done)


def _structure(type: Type) -> _Pieces:
    if isinstance(type, Named):
        return [f'Named("{type.name}")']
    if isinstance(type, Literal):
        return [
            f"LitInt({type.value})" if isinstance(type.value, int) else f"LitString({_quoted(type.value)})"
        ]
    if isinstance(type, Union):
        return ["Union([", *_joined(type.members, ", "), "])"]
    if isinstance(type, Shape):
        return ["Shape([", *_structure_fields(type.fields), "])"]
    if isinstance(type, (ListOf, IterOf)):
        return ["List(" if isinstance(type, ListOf) else "Iter(", type.item, ")"]
    if isinstance(type, DictOf):
        return ["DictType(", type.key, ", ", type.value, ")"]
    if isinstance(type, Applied):
        return [f'Applied {{ name: "{type.name}", args: [', *_joined(type.arguments, ", "), "] }"]
    if isinstance(type, Function):
        return ["FnType { params: [", *_joined(type.parameters, ", "), "], return_type: ", type.result, " }"]
    return ["Never"]


def _structure_fields(fields: tuple[Field, ...]) -> _Pieces:
    pieces: _Pieces = []
    for field in fields:
        separator = ", " if pieces else ""
        optional = "true" if field.optional else "false"
        pieces += (f'{separator}ShapeField {{ name: "{field.name}", type_expr: ', field.type)
        pieces.append(f", optional: {optional} }}")
    return pieces


def _quoted(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'
