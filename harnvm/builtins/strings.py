"""Text. Arguments of other kinds are shown as text first; positions count characters."""

from __future__ import annotations

from harnvm.builtins import word_case
from harnvm.builtins.args import arg, integer, text
from harnvm.builtins.native_path import extension, file_name, parent
from harnvm.builtins.registry import Area, Args
from harnvm.values.display import display
from harnvm.values.methods.lists import join as join_list
from harnvm.values.methods.strings import STRING_METHODS
from harnvm.values.model import Value
from harnvm.values.ops import list_contains
from harnvm.values.view import is_list
from harnvm.vm.context import Context

AREA = Area("strings")


@AREA.builtin("format")
def format_text(ctx: Context, args: Args) -> Value:
    """Fill each ``{}`` with the next argument, or each ``{key}`` if the second argument is a dict."""
    template = text(args, 0)
    named = arg(args, 1)
    return _fill_named(template, named) if type(named) is dict else _fill(template, args[1:])


def _fill(template: str, values: list[Value]) -> str:
    pieces = template.split("{}")
    gaps = len(pieces) - 1
    filled = ["{}"] * (gaps + len(pieces))
    filled[::2] = pieces
    shown = [display(value) for value in values[:gaps]]
    filled[1 : 2 * len(shown) : 2] = shown
    return "".join(filled)


def _fill_named(template: str, values: dict[str, Value]) -> str:
    """Fill in one pass, so that what is filled in is not searched for keys again."""
    out: list[str] = []
    at = 0
    while (opened := template.find("{", at)) >= 0 and (closed := template.find("}", opened)) >= 0:
        key = template[opened + 1 : closed]
        out.append(template[at:opened])
        out.append(display(values[key]) if key in values else template[opened : closed + 1])
        at = closed + 1
    return "".join(out) + template[at:]


@AREA.builtin("trim")
def trim(ctx: Context, args: Args) -> Value:
    """Return a text without the white space at its ends."""
    return STRING_METHODS["trim"](text(args, 0), [], ctx.call)


@AREA.builtin("lowercase")
def lowercase(ctx: Context, args: Args) -> Value:
    """Return a text in small letters."""
    return text(args, 0).lower()


@AREA.builtin("uppercase")
def uppercase(ctx: Context, args: Args) -> Value:
    """Return a text in capital letters."""
    return text(args, 0).upper()


@AREA.builtin("split")
def split(ctx: Context, args: Args) -> Value:
    """Return the pieces of a text between separators, which are single spaces by default."""
    separator = text(args, 1) if len(args) > 1 else " "
    return STRING_METHODS["split"](text(args, 0), [separator], ctx.call)


@AREA.builtin("join")
def join(ctx: Context, args: Args) -> Value:
    """Return the elements of a list as one text with a separator in between; empty for what is no list."""
    items = arg(args, 0)
    return join_list(items, text(args, 1)) if is_list(items) else ""


@AREA.builtin("replace")
def replace(ctx: Context, args: Args) -> Value:
    """Return a text with each occurrence of one piece replaced by another."""
    return STRING_METHODS["replace"](text(args, 0), [text(args, 1), text(args, 2)], ctx.call)


@AREA.builtin("starts_with")
def starts_with(ctx: Context, args: Args) -> Value:
    """Tell whether a text begins with another."""
    return text(args, 0).startswith(text(args, 1))


@AREA.builtin("ends_with")
def ends_with(ctx: Context, args: Args) -> Value:
    """Tell whether a text ends with another."""
    return text(args, 0).endswith(text(args, 1))


@AREA.builtin("contains")
def contains(ctx: Context, args: Args) -> Value:
    """Tell whether a string holds a piece or a list an element; other kinds hold nothing."""
    whole = arg(args, 0)
    if type(whole) is str:
        return text(args, 1) in whole
    return list_contains(whole, arg(args, 1)) if is_list(whole) else False


@AREA.builtin("substring")
def substring(ctx: Context, args: Args) -> Value:
    """Return the part of a text from a position, of a given length or up to the end."""
    whole = text(args, 0)
    start = max(integer(arg(args, 1)) or 0, 0)
    length = integer(arg(args, 2))
    return whole[start:] if length is None else whole[start : start + max(length, 0)]


@AREA.builtin("title_case")
def title_case(ctx: Context, args: Args) -> Value:
    """Return a text with each word, as spaces separate them, capitalised and otherwise small."""
    return word_case.title(text(args, 0))


@AREA.builtin("uppercase_first")
def uppercase_first(ctx: Context, args: Args) -> Value:
    """Return a text with its first letter capital."""
    return word_case.upper_first(text(args, 0))


@AREA.builtin("lowercase_first")
def lowercase_first(ctx: Context, args: Args) -> Value:
    """Return a text with its first letter small."""
    return word_case.lower_first(text(args, 0))


@AREA.builtin("snake_to_camel")
def snake_to_camel(ctx: Context, args: Args) -> Value:
    """Return ``some_name`` as ``someName``."""
    return word_case.camel(word_case.words_between("_", text(args, 0)))


@AREA.builtin("snake_to_pascal")
def snake_to_pascal(ctx: Context, args: Args) -> Value:
    """Return ``some_name`` as ``SomeName``."""
    return word_case.pascal(word_case.words_between("_", text(args, 0)))


@AREA.builtin("snake_to_kebab")
def snake_to_kebab(ctx: Context, args: Args) -> Value:
    """Return ``some_name`` as ``some-name``."""
    return "-".join(word_case.words_between("_", text(args, 0)))


@AREA.builtin("kebab_to_snake")
def kebab_to_snake(ctx: Context, args: Args) -> Value:
    """Return ``some-name`` as ``some_name``."""
    return "_".join(word_case.words_between("-", text(args, 0)))


@AREA.builtin("kebab_to_camel")
def kebab_to_camel(ctx: Context, args: Args) -> Value:
    """Return ``some-name`` as ``someName``."""
    return word_case.camel(word_case.words_between("-", text(args, 0)))


@AREA.builtin("camel_to_snake")
def camel_to_snake(ctx: Context, args: Args) -> Value:
    """Return ``someName`` as ``some_name``."""
    return "_".join(word_case.words_by_case(text(args, 0)))


@AREA.builtin("pascal_to_snake")
def pascal_to_snake(ctx: Context, args: Args) -> Value:
    """Return ``SomeName`` as ``some_name``."""
    return "_".join(word_case.words_by_case(text(args, 0)))


@AREA.builtin("camel_to_kebab")
def camel_to_kebab(ctx: Context, args: Args) -> Value:
    """Return ``someName`` as ``some-name``."""
    return "-".join(word_case.words_by_case(text(args, 0)))


@AREA.builtin("pascal_to_camel")
def pascal_to_camel(ctx: Context, args: Args) -> Value:
    """Return ``SomeName`` as ``someName``."""
    return word_case.lower_first(text(args, 0))


@AREA.builtin("camel_to_pascal")
def camel_to_pascal(ctx: Context, args: Args) -> Value:
    """Return ``someName`` as ``SomeName``."""
    return word_case.upper_first(text(args, 0))


@AREA.builtin("dirname")
def dirname(ctx: Context, args: Args) -> Value:
    """Return a path without its last part."""
    return parent(text(args, 0)) or ""


@AREA.builtin("basename")
def basename(ctx: Context, args: Args) -> Value:
    """Return the last part of a path."""
    return file_name(text(args, 0)) or ""


@AREA.builtin("extname")
def extname(ctx: Context, args: Args) -> Value:
    """Return the extension of a path with its dot."""
    found = extension(text(args, 0))
    return "" if found is None else "." + found
