"""Puts the prebuilt parse tables into the wheel, so that an installation never loads the parser generator."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TablesHook(BuildHookInterface[Any]):
    """Generates the tables from the checkout that is being built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the tables to the wheel; an editable install makes its own when it first needs them."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from harnvm.syntax.tables import build

            path = os.path.join(tempfile.mkdtemp(), "harn.tables")
            build(path)
        finally:
            sys.path.remove(self.root)
        build_data["force_include"][path] = "harnvm/_data/tables/harn.tables"
