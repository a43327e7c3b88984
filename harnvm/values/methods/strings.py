"""String methods. Positions and lengths count characters."""

from __future__ import annotations

from harnvm.errors import runtime_error
from harnvm.values.iteration import make_iter
from harnvm.values.limits import check_text, max_text, repeat_text
from harnvm.values.methods.arguments import Table, int_argument, text_argument
from harnvm.values.model import Call, Value

#: What Unicode calls white space. Python's own ``strip`` takes four control characters more.
_SPACES = (
    "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
)


def _contains(text: str, args: list[Value], call: Call) -> bool:
    return text_argument(args) in text


def _replace(text: str, args: list[Value], call: Call) -> str | None:
    if len(args) < 2:
        return None
    old = text_argument(args)
    new = text_argument(args, 1)
    if len(text) * len(new) > max_text():
        check_text(len(text) + text.count(old) * (len(new) - len(old)))
    return text.replace(old, new)


def _split(text: str, args: list[Value], call: Call) -> list[Value]:
    separator = text_argument(args, 0, ",")
    return list(text.split(separator)) if separator else ["", *text, ""]


def _lines(text: str, args: list[Value], call: Call) -> list[Value]:
    """Return the lines without their ends; a carriage return goes only with its line feed."""
    *ended, rest = text.split("\n")
    lines: list[Value] = [line.removesuffix("\r") for line in ended]
    if rest:
        lines.append(rest)
    return lines


def _substring(text: str, args: list[Value], call: Call) -> str:
    """Return the characters from a start to before an end; a negative end is the end of the text."""
    start = max(int_argument(args, 0, 0), 0)
    end = int_argument(args, 1, len(text))
    return text[start:] if end < 0 else text[start:end]


def _char_at(text: str, args: list[Value], call: Call) -> str | None:
    position = int_argument(args, 0, 0)
    return text[position] if 0 <= position < len(text) else None


def _repeat(text: str, args: list[Value], call: Call) -> str:
    return repeat_text(text, int_argument(args, 0, 1))


def _padding(text: str, args: list[Value]) -> str:
    width = int_argument(args, 0, 0)
    if width < 0:
        raise runtime_error(f"cannot pad to a negative width: {width}")
    check_text(width)
    return (text_argument(args, 1)[:1] or " ") * (width - len(text))


def _pad_left(text: str, args: list[Value], call: Call) -> str:
    return _padding(text, args) + text


def _pad_right(text: str, args: list[Value], call: Call) -> str:
    return text + _padding(text, args)


def _length(text: str, args: list[Value], call: Call) -> int:
    return len(text)


def _upper(text: str, args: list[Value], call: Call) -> str:
    return text.upper()


def _lower(text: str, args: list[Value], call: Call) -> str:
    return text.lower()


STRING_METHODS: Table = {
    "count": _length,
    "len": _length,
    "empty": lambda text, args, call: not text,
    "contains": _contains,
    "starts_with": lambda text, args, call: text.startswith(text_argument(args)),
    "ends_with": lambda text, args, call: text.endswith(text_argument(args)),
    "index_of": lambda text, args, call: text.find(text_argument(args)),
    "last_index_of": lambda text, args, call: text.rfind(text_argument(args)),
    "replace": _replace,
    "split": _split,
    "lines": _lines,
    "chars": lambda text, args, call: list(text),
    "char_at": _char_at,
    "substring": _substring,
    "trim": lambda text, args, call: text.strip(_SPACES),
    "trim_start": lambda text, args, call: text.lstrip(_SPACES),
    "trim_end": lambda text, args, call: text.rstrip(_SPACES),
    "lowercase": _lower,
    "lower": _lower,
    "to_lower": _lower,
    "uppercase": _upper,
    "upper": _upper,
    "to_upper": _upper,
    "reverse": lambda text, args, call: text[::-1],
    "repeat": _repeat,
    "pad_left": _pad_left,
    "pad_right": _pad_right,
    "iter": lambda text, args, call: make_iter(text),
}
