"""Thousands of small scripts with what Harn 0.7.8 did with them, where they are at hand.

The scripts are not part of this project; the folder is looked for beside it, or where HARN_PROBES says. What
matters is pinned by our own scripts. Each row that deliberately differs is named here with the reason.
"""

from __future__ import annotations

import io
import itertools
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from harnvm import VM
from harnvm.errors import HarnError, HarnExit, HarnSyntaxError, HarnTypeError
from harnvm.source import Report, render_report, render_trace

FOLDER = Path(os.environ.get("HARN_PROBES") or Path(__file__).parents[2] / "shared" / "probes")

#: Rows that differ on purpose; the numbers are those of docs/differences.md.
DEPARTURES = {
    "assert_eq_ne/forms": "5: durations can be equal",
    "checkpoint/corrupt_file": "35: a corrupt file is an error",
    "duration/literals_and_math": "5: durations can be equal",
    "exit/codes": "1: output is kept",
    "exit/no_argument": "1: output is kept",
    "exit/odd_arguments": "1: output is kept",
    "fs/copy": "33: a file is not copied onto itself",
    "ops/equality_matrix": "5: durations can be equal",
    "params/uncaught_type_error": "26: parameter errors point at the call",
    "schema_check/string_rules": "32: the words of our regex library",
    "std_async/wait_for": "34: an interval of 0 polls at once",
    "std_checkpoint/stage_retry_uncaught": "line numbers inside std modules are ours",
    "std_math/uncaught_bad_argument": "line numbers inside std modules are ours",
    "std_math/uncaught_nested": "line numbers inside std modules are ours",
    "store/corrupt_file": "35: a corrupt file is an error",
    "toml/parse_errors": "32: the words of our TOML library",
    "toml_parse/kinds_of_first_arg": "32: the words of our TOML library",
    "uncaught/toml_parse": "32: the words of our TOML library",
}

#: Areas whose builtins are not there yet.
MISSING_AREAS = {"llm"}

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def groups() -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the rows of each file and area."""
    found = []
    for file in sorted(FOLDER.glob("*.jsonl")):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
        rows.sort(key=lambda row: row["area"])
        for area, members in itertools.groupby(rows, key=lambda row: row["area"]):
            if area not in MISSING_AREAS:
                found.append((f"{file.stem}/{area}", list(members)))
    return found


def outcome(code: str, tier: int | None) -> tuple[str, int, str]:
    """Run a script as ``probe.harn`` and return its output, exit status and error output."""
    out, err = io.StringIO(), io.StringIO()

    def warn(report: Report) -> None:
        err.write(render_report(report, code))

    vm = VM(stdout=out, stderr=err, on_warning=warn, tier=tier)
    status = 0
    try:
        vm.run_text(code, "probe.harn", is_file=True)
    except HarnExit as leaving:
        status = leaving.code & 0xFF
    except (HarnSyntaxError, HarnTypeError) as refused:
        status = 1
        err.write("".join(render_report(report, code) for report in refused.reports))
    except HarnError as error:
        status = 1
        text = vm.source_text(error.frames[0].file) if error.frames else None
        err.write(render_trace(error.message, error.frames, text))
    finally:
        vm.close()
    return out.getvalue(), status, err.getvalue()


def agrees(row: dict[str, Any], tier: int | None) -> bool:
    """Tell whether a script does what it did on 0.7.8; output before a failure is held back there."""
    output, status, errors = outcome(row["code"], tier)
    if status != row["rc"]:
        return False
    if status == 0:
        return _ID.sub("ID", output) == _ID.sub("ID", row["out"]) and row.get("warn", errors) == errors
    return errors == row["err"]


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the probes are not here")
@pytest.mark.parametrize("tier", [1, 2])
@pytest.mark.parametrize(
    ("group", "rows"), groups(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_probes(
    group: str, rows: list[dict[str, Any]], tier: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every script of an area does what it did on 0.7.8, on both tiers."""
    monkeypatch.setattr("sys.stdin", io.StringIO())
    differing = []
    for number, row in enumerate(rows):
        if row["name"] in DEPARTURES:
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "probe.harn").write_text(row["code"], encoding="utf-8")
        monkeypatch.chdir(folder)
        if not agrees(row, tier):
            differing.append(row["name"])
    assert differing == []
