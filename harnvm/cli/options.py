"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


class Grants:
    """Which builtins a script may use."""

    def __init__(self, deny: str | None, allow: str | None) -> None:
        if deny is not None and allow is not None:
            raise click.UsageError("--deny and --allow cannot be used together")
        self.deny = _names(deny) or []
        self.allow = _names(allow)


def _names(csv: str | None) -> list[str] | None:
    """Split a comma-separated option."""
    return None if csv is None else [name.strip() for name in csv.split(",") if name.strip()]


def grants(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--deny`` and ``--allow`` to a command, which gets both as given; see `Grants`."""
    allow = click.option(
        "--allow", metavar="NAMES", help="The only builtins that may be used besides the core ones."
    )
    deny = click.option("--deny", metavar="NAMES", help="Builtins that may not be used, separated by commas.")
    return deny(allow(command))
