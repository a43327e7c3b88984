"""The command line, with a short way for the commonest command.

``harnvm run FILE`` is answered without importing click: start-up time is what users of small scripts feel.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    if sys.stderr is None:
        # It was closed. What is written to it is lost; no file of a script's must get its number, and with it that.
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115  # stays open
    args = list(sys.argv[1:] if argv is None else argv)
    if len(args) >= 2 and args[0] == "run" and not args[1].startswith("-"):
        path, rest = args[1], args[2:]
        if not rest or rest[0] == "--":
            from harnvm.cli.execute import run_script

            return run_script(path, argv=rest[1:])
    from harnvm.cli.app import run_app

    return run_app(args)


if __name__ == "__main__":
    sys.exit(main())
