"""Imports: finding modules, running them once, binding what they export."""

from __future__ import annotations

import os

from harnvm.errors import HarnRuntimeError, HarnSyntaxError, HarnTypeError, runtime_error
from harnvm.vm.module import FunctionValue, Module
from harnvm.vm.program import Program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from harnvm.vm.machine import Machine


class Importer:
    """Loads each module once per VM.

    Args:
        machine: The VM.
        load: Compiles a module: given its file name for messages and its text.
    """

    def __init__(self, machine: Machine, load: Callable[[str, str], Program]) -> None:
        self._machine = machine
        self._load = load
        self._loaded: dict[str, tuple[Module, Program]] = {}
        self._loading: list[str] = []

    def import_into(self, module: Module, path: str, names: tuple[str, ...] | None) -> None:
        """Bind a module's exports, or the given names of it, in a module scope.

        A module that is being loaded already is skipped silently, so that cycles end.

        Raises:
            HarnRuntimeError: The module cannot be read or compiled, a name is missing or taken.
        """
        try:
            key, found = self._locate(module, path)
            if key in self._loading:
                return
            if key not in self._loaded:
                self._loaded[key] = self._run(key, found, module)
            self._bind(module, key, names)
        except HarnRuntimeError as error:
            if self._loading:
                # The module that failed and the program note their lines, not the modules between; what is
                # wrong with an import itself is the business of the program's own import.
                error.passes = "as it is" if error.frames else "without a place"
            raise

    def _locate(self, module: Module, path: str) -> tuple[str, str]:
        """Return the identity of a module and the path to read it from."""
        if path.startswith("std/"):
            return f"<stdlib>/{path[4:]}.harn", path
        base = _folder_of(module.file) if module.is_file else module.folder or "."
        file = module_file(base, path)
        return os.path.realpath(file) if os.path.exists(file) else file, file

    def _run(self, key: str, found: str, importer: Module) -> tuple[Module, Program]:
        self._loading.append(key)
        try:
            if found.startswith("std/"):
                # Errors inside std modules are reported under the name of the file that uses them.
                text = _read_std(found[4:])
                module = Module(importer.file, importer.folder, "")
                program = self._load(key, text)
            else:
                text = _read_file(found)
                module = Module(found, os.path.dirname(found) or None, text)
                module.is_file = True
                program = self._load(found, text)
            self._machine.run_program(program, module)
        except (HarnSyntaxError, HarnTypeError) as error:
            raise runtime_error(_refusal(found, error)) from error
        finally:
            self._loading.pop()
        return module, program

    def _bind(self, target: Module, key: str, names: tuple[str, ...] | None) -> None:
        source, program = self._loaded[key]
        for name in sorted(program.public or program.functions) if names is None else names:
            value = source.names.get(name) if name in program.functions else None
            if type(value) is not FunctionValue:
                raise runtime_error(f"Import error: '{name}' is not defined in {key}")
            if name in target.declared and type(target.names.get(name)) is FunctionValue:
                raise _collision(name, key)
            target.declare(name, value, mutable=False)


def _refusal(path: str, error: HarnSyntaxError | HarnTypeError) -> str:
    """Return why a module was refused, in the words that Harn 0.7.8 has for modules."""
    report = error.reports[0]
    if isinstance(error, HarnTypeError):
        return f"Import {report.message}"
    from harnvm.syntax.diagnostics import terse

    kind = "lex" if report.label == "here" else "parse"
    subject = f"stdlib {kind} error in {path}" if path.startswith("std/") else f"Import {kind} error"
    return f"{subject}: {terse(report)}"


def _collision(name: str, key: str) -> HarnRuntimeError:
    return runtime_error(
        f"Import collision: '{name}' is already defined when importing {key}. "
        f'Use selective imports to disambiguate: import {{ {name} }} from "..."'
    )


def _folder_of(file: str) -> str:
    """Return the folder of a file, without the dots at its end that imports put there."""
    folder = os.path.dirname(file) or "."
    while folder.endswith("/."):
        folder = folder[:-2]
    return folder


def module_file(base: str, path: str) -> str:
    """Return the file that an import in a folder names: as it stands, with ``.harn``, or a package's.

    Where there is none, the path that messages give is returned.
    """
    file = os.path.join(base, path)
    if os.path.exists(file):
        return file
    has_suffix = bool(os.path.splitext(path)[1])
    if not has_suffix:
        file += ".harn"
        if os.path.exists(file):
            return file
    package = os.path.join(base, ".harn/packages", path)
    if os.path.isdir(package):
        library = os.path.join(package, "lib.harn")
        return library if os.path.exists(library) else package
    if os.path.exists(package):
        return package
    with_suffix = os.path.splitext(package)[0] + ".harn"
    return with_suffix if os.path.exists(with_suffix) else file


def _read_file(file: str) -> str:
    from harnvm.files import os_error_text, read_text

    try:
        return read_text(file)
    except (OSError, ValueError) as error:
        raise runtime_error(f"Import error: cannot read '{file}': {os_error_text(error)}") from error


def _read_std(name: str) -> str:
    from harnvm.resources import stdlib_file

    file = stdlib_file(name)
    if file is None:
        raise runtime_error(f"Unknown stdlib module: std/{name}")
    return _read_file(file)
