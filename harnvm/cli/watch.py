"""``harnvm watch``."""

from __future__ import annotations

import os
import sys

import click

from harnvm.cli.execute import run_guarded
from harnvm.cli.options import Grants, grants
from harnvm.cli.output import ERRORS, Guard, Output, Status, read_source
from harnvm.cli.terminal import Colours
from harnvm.watching import next_change, snapshot

#: For how long nothing must change before a program runs again, in seconds.
_SETTLE = 0.2


@click.command("watch")
@click.argument("file")
@grants
@click.pass_context
def command(context: click.Context, file: str, deny: str | None, allow: str | None) -> None:
    """Run FILE, and run it again whenever a .harn file in its folder, or below, changes.

    Nothing ends it but Ctrl-C: a program that is missing, does not parse or fails is reported, and may be
    mended.
    """
    granted = Grants(deny, allow)
    with Guard() as status:
        _watch(file, granted)
    context.exit(status.code)


def _watch(path: str, granted: Grants) -> None:
    paint = Colours(sys.stderr)
    folder = os.path.dirname(os.path.realpath(path))
    known = snapshot(folder)
    _say(paint("dim", f"[watch] running {path}..."))
    _run(path, granted)
    _say(paint("dim", f"[watch] watching {folder} for .harn changes (ctrl-c to stop)"))
    while True:
        known = next_change(folder, known, settle=_SETTLE)
        _say("")
        _say(paint("dim", f"[watch] change detected, re-running {path}..."))
        _run(path, granted)


def _run(path: str, granted: Grants) -> None:
    text = read_source(path)
    if text is not None:
        with Output() as output:
            run_guarded(text, path, Status(), output, is_file=True, deny=granted.deny, allow=granted.allow)


def _say(line: str) -> None:
    ERRORS.write(f"{line}\n")
    ERRORS.flush()
