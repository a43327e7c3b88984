"""The files that programs import, each read and parsed once."""

from __future__ import annotations

import os

from harnvm.errors import HarnSyntaxError
from harnvm.files import os_error_text, read_text
from harnvm.preflight.finding import Finding
from harnvm.source import Report, SourceFile
from harnvm.syntax import nodes, parse
from harnvm.vm.imports import module_file


class Module:
    """A file with a program.

    Attributes:
        path: Its real path: what findings show, and what makes it the same as another.
        name: The path by which it was found.
        source: Its text.
        statements: What was parsed; empty where the file is broken.
        broken: Why it cannot be read or parsed; empty if it can.
    """

    def __init__(self, name: str, source: SourceFile, statements: list[nodes.Expr]) -> None:
        self.path = os.path.realpath(name)
        self.folder = os.path.dirname(self.path)
        self.name = name
        self.source = source
        self.statements = statements
        self.broken: list[Finding] = []

    def exports(self) -> list[str]:
        """Return the functions that an import of everything binds, in the order of the file."""
        functions = [node for node in self.statements if isinstance(node, nodes.FnDecl)]
        public = [node for node in functions if node.pub]
        return [node.name for node in public or functions]


class Modules:
    """The modules read so far."""

    def __init__(self) -> None:
        self._read: dict[str, Module] = {}

    def imported(self, path: str, importer: Module) -> Module | None:
        """Return the module that an import in a file names, or None if there is no such file."""
        file = module_file(importer.folder, path)
        if not os.path.exists(file):
            return None
        if file not in self._read:
            self._read[file] = _read(file)
        return self._read[file]


def _read(file: str) -> Module:
    try:
        source = SourceFile(file, read_text(file))
    except (OSError, ValueError) as error:
        module = Module(file, SourceFile(file, ""), [])
        module.broken = [Finding(Report(f"Error reading {file}: {os_error_text(error)}", None))]
        return module
    try:
        return Module(file, source, parse(source).statements)
    except HarnSyntaxError as error:
        module = Module(file, source, [])
        module.broken = [Finding(report, source.text) for report in error.reports]
        return module
