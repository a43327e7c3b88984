"""What the template tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harnvm.templates.engine import Templates
from harnvm.templates.problems import TemplateError

Render = Callable[..., str]


@pytest.fixture
def render() -> Render:
    """Render a text with bindings."""
    templates = Templates(lambda value, pretty: f"<json {value!r}{' pretty' if pretty else ''}>")

    def run(template: str, **bindings: Any) -> str:
        return templates.render(template, bindings, "/folder/t.prompt")

    return run


@pytest.fixture
def problem(render: Render) -> Render:
    """Return what is wrong with a template, without its path."""

    def run(template: str, **bindings: Any) -> str:
        with pytest.raises(TemplateError) as caught:
            render(template, **bindings)
        return str(caught.value).removeprefix("/folder/t.prompt ")

    return run


@pytest.fixture
def render_files(tmp_path: Path) -> Render:
    """Write files, render the first with bindings, and return the result or the error without the folder."""

    def run(files: dict[str, str], **bindings: Any) -> str:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        first = next(iter(files))
        try:
            rendered = Templates(lambda value, pretty: "").render(
                files[first], bindings, str(tmp_path / first)
            )
        except TemplateError as error:
            return str(error).replace(str(tmp_path), "DIR")
        return rendered

    return run
