"""``harnvm repl``: lines of Harn, tried one by one."""

from __future__ import annotations

import sys

from harnvm.cli.output import Guard
from harnvm.repl import run_repl

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection


def start(*, deny: Collection[str] = (), allow: Collection[str] | None = None) -> int:
    """Run the REPL on standard input and return the exit status."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # Whatever the locale: input that is no text, or output that it cannot show, must not end the REPL.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    with Guard() as status:
        status.code = run_repl(deny=deny, allow=allow)
    return status.code
