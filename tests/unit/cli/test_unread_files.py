"""Files that cannot be read or parsed are part of what a machine reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("name", ["check", "lint"])
def test_they_are_in_the_json(name: str, command: Callable[..., Any], tmp_path: Path) -> None:
    """Each has an entry with what is wrong, with a place where there is one; the exit status is 1."""
    (tmp_path / "broken.harn").write_text("let = 3\n", encoding="utf-8")
    (tmp_path / "binary.harn").write_bytes(b"\xff\xfe\x00")
    done = command(name, "binary.harn", "broken.harn", "missing.harn", "--json")
    assert done.status == 1
    assert {entry["file"]: (entry["severity"], entry["line"]) for entry in json.loads(done.out)} == {
        "binary.harn": ("error", None),
        "broken.harn": ("error", 1),
        "missing.harn": ("error", None),
    }
