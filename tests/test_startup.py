"""What a run of a script seen before imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = 'println("hello")\n'

PROBE = """
import sys
before = set(sys.modules)
from harnvm.__main__ import main
status = main(["run", sys.argv[1]])
print("\\n".join(sorted(set(sys.modules) - before)), file=sys.stderr)
sys.exit(status)
"""

#: Loaded to run a script out of the cache, besides what the interpreter has loaded anyway.
EXPECTED = """
__main__ builtins builtins.args builtins.index builtins.io builtins.registry
bytecode bytecode.cache bytecode.code bytecode.opcodes cli cli.execute cli.output errors files host host.front
host.globals host.vm policy policy.capabilities resources source
values values.access values.display values.equal values.iteration values.methods values.methods.arguments
values.model values.ops values.view version
vm vm.builtin_table vm.context vm.frame vm.instructions vm.instructions.registry vm.loop vm.machine vm.module
vm.program vm.tail vm.tracebacks vm.unwind
""".split()

FORBIDDEN = [
    "click",
    "contextlib",
    "dataclasses",
    "enum",
    "greenlet",
    "inspect",
    "json",
    "lark",
    "pathlib",
    "re",
    "threading",
    "typing",
    "uuid",
]


@pytest.fixture
def loaded(tmp_path: Path) -> set[str]:
    """The modules that a second run of a script adds to a bare interpreter."""
    script = tmp_path / "hello.harn"
    script.write_text(SCRIPT)
    environment = {**os.environ, "HARNVM_CACHE_DIR": str(tmp_path / "cache")}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-S", "-c", PROBE, str(script)],
            capture_output=True,
            text=True,
            check=True,
            env={**environment, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        assert done.stdout == "hello\n"
    return set(done.stderr.split())


def test_second_run_imports_exactly_what_it_needs(loaded: set[str]) -> None:
    """The set of our own modules on the start-up path is pinned; a new one must be worth its cost."""
    ours = {name.removeprefix("harnvm.") for name in loaded if name.startswith("harnvm.")}
    assert ours == set(EXPECTED)


def test_second_run_imports_nothing_heavy(loaded: set[str]) -> None:
    """Neither the parser generator nor the command-line library nor the costly standard modules."""
    assert not loaded.intersection(FORBIDDEN)
