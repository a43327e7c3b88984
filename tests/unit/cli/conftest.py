"""What the tests of commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest


class Done(NamedTuple):
    """What a command left."""

    status: int
    out: str
    err: str


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """Return a function that runs a command in the temporary folder, inside this process."""
    from harnvm.cli.app import run_app

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HARNVM_CACHE_DIR", "")

    def command(*arguments: str) -> Done:
        status = run_app(arguments)
        return Done(status, *capsys.readouterr())

    return command
