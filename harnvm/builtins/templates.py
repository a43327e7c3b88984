"""Prompt templates."""

from __future__ import annotations

import os

from harnvm.builtins.args import arg, fields, text
from harnvm.builtins.execution import source_root
from harnvm.builtins.registry import Area, Args
from harnvm.errors import runtime_error, thrown
from harnvm.files import os_error_text, read_text
from harnvm.templates.engine import Templates
from harnvm.templates.problems import TemplateError
from harnvm.values.display import display
from harnvm.values.model import Value
from harnvm.values.view import is_list
from harnvm.vm.context import Context

AREA = Area("templates")


class _Engine:
    """The template engine of one VM."""

    def __init__(self) -> None:
        self.templates = Templates(_json)


def _json(value: Value, indent: bool) -> str:
    """Return a value as JSON with floats as such; what JSON does not know is shown as a string."""
    from harnvm.builtins.json_write import write_json

    try:
        return write_json(_json_form(value), indent=indent)
    except RecursionError:
        raise runtime_error("json: value is nested too deeply") from None


def _json_form(value: Value) -> Value:
    if type(value) is dict:
        return {key: _json_form(part) for key, part in value.items()}
    if is_list(value):
        return [_json_form(item) for item in value]
    return value if value is None or type(value) in (str, int, float, bool) else display(value)


def render_file(ctx: Context, path: str, bindings: Value, failure: str) -> str:
    """Return a rendered template.

    Args:
        ctx: The VM's services.
        path: The template, relative to the folder of the running file.
        bindings: A dict; anything else binds nothing.
        failure: How the error of a file that cannot be read begins.
    """
    resolved = os.path.join(source_root(ctx), path)
    try:
        template = read_text(resolved)
    except (OSError, ValueError) as error:
        raise thrown(f"{failure} {resolved}: {os_error_text(error)}") from None
    try:
        return ctx.state(_Engine).templates.render(template, fields(bindings), resolved)
    except TemplateError as error:
        raise thrown(str(error)) from None


@AREA.builtin("render")
def render(ctx: Context, args: Args) -> Value:
    """Return a template file with the values of a dict filled in."""
    return render_file(ctx, text(args, 0), arg(args, 1), "Failed to read template")


@AREA.builtin("render_prompt")
def render_prompt(ctx: Context, args: Args) -> Value:
    """Return a template file with the values of a dict filled in."""
    return render_file(ctx, text(args, 0), arg(args, 1), "Failed to read template")
