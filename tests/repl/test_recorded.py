"""The page about the REPL is true."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from harnvm.repl.app import FAMILIES
from harnvm.repl.commands import COMMANDS

PAGE = (Path(__file__).parent.parent.parent / "docs" / "repl.md").read_text(encoding="utf-8")

_TYPED = re.compile(r"^(?:harn|\.\.\.\.)> ?(.*)$")
_BLOCK = re.compile(r"^```repl\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_recorded_experiment(tmp_path: Path) -> None:
    """What was typed, typed again, is answered in the same way."""
    lines = "".join(_BLOCK.findall(PAGE)).splitlines()
    typed = [found[1] for line in lines if (found := _TYPED.match(line))]
    answers = [line for line in lines if not _TYPED.match(line)]
    done = subprocess.run(
        [sys.executable, "-m", "harnvm", "repl"],
        input="\n".join(typed),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=tmp_path,
        text=True,
        encoding="utf-8",
        timeout=30,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
    )
    assert len(typed) > 20
    assert normalised(done.stdout) == normalised("\n".join(answers))


def normalised(text: str) -> list[str]:
    """Return lines with what differs from run to run taken out."""
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "ID", text)
    return re.sub(r"^took .*$", "took TIME", text, flags=re.MULTILINE).splitlines()


def test_every_command_is_listed() -> None:
    """The page lists the commands as the help does."""
    assert FAMILIES
    rows = re.findall(r"^\| `(:.*?)` \| (.*) \|$", PAGE, re.MULTILINE)
    listed = {usage.replace("\\|", "|"): summary for usage, summary in rows}
    assert listed == {each.usage: each.summary for each in COMMANDS.values()}
