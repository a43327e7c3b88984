"""What the VM lends to the REPL: chunks that know what earlier ones declared, and lines as expressions."""

from __future__ import annotations

from pathlib import Path

import pytest

from harnvm import VM, HarnRuntimeError
from harnvm.bytecode.cache import CodeCache
from harnvm.errors import HarnSyntaxError
from harnvm.source import SourceFile
from harnvm.syntax import nodes, parse
from harnvm.values import display


def test_a_cached_chunk_declares_too(tmp_path: Path) -> None:
    """Structs and enums of a chunk that came out of the cache are known to the next one."""
    cache = CodeCache(str(tmp_path / "cache"))
    for _ in range(2):
        vm = VM(cache=cache)
        vm.run("struct P { x: int }\nenum Color { Red }")
        assert display(vm.run_text("[P {x: 1}, Color.Red]", "<next>", form="line")) == "[P {x: 1}, Color.Red]"


def test_a_later_chunk_is_not_cached(tmp_path: Path) -> None:
    """The same text means something else after other declarations."""
    cache = CodeCache(str(tmp_path / "cache"))
    first = VM(cache=cache)
    with pytest.raises(HarnRuntimeError):
        first.eval("Color.Red")
    second = VM(cache=cache)
    second.run("enum Color { Red }")
    assert display(second.run_text("Color.Red", "<next>", form="line")) == "Color.Red"


def test_a_value_replaces_an_enum() -> None:
    """A name that was an enum may become something else."""
    vm = VM()
    vm.run("enum Color { Red }")
    vm.run('let Color = {Red: "paint"}')
    assert vm.eval("Color.Red") == "paint"


def test_functions_keep_their_file(tmp_path: Path) -> None:
    """An error in a function is reported in the file that has it, whatever runs now."""
    file = tmp_path / "lib.harn"
    file.write_text("fn fail() {\n  return 1 / 0\n}\n")
    vm = VM()
    vm.run_file(file)
    with pytest.raises(HarnRuntimeError) as caught:
        vm.run("fail()", "other")
    assert [(frame.file, frame.line) for frame in caught.value.frames] == [(str(file), 2), ("other", 1)]


def kinds(text: str, *, line: bool) -> list[type[nodes.Node]]:
    """Return the classes of the statements of a text."""
    return [type(each) for each in parse(SourceFile("<test>", text), line=line).statements]


def test_lines_and_files() -> None:
    """A line is one expression if it can be; a file is statements."""
    assert kinds("if a { 1 } else { 2 } + 1", line=True) == [nodes.Binary]
    with pytest.raises(HarnSyntaxError):
        kinds("if a { 1 } else { 2 } + 1", line=False)
    assert kinds("fn(a) { a }", line=True) == [nodes.Closure]
    assert kinds("1 2", line=True) == kinds("1 2", line=False)
    assert len(kinds("a\nb", line=True)) == 2


def test_structs_from_elsewhere() -> None:
    """A struct declared elsewhere is made by its literal, as one declared above is."""
    source = SourceFile("<test>", "P {x: 1}")
    assert type(parse(source, structs={"P"}).statements[0]) is nodes.StructLiteral
    assert type(parse(source).statements[0]) is nodes.Identifier


def test_held_tasks() -> None:
    """Tasks outlive a run only where the host wants that, and end when it says so."""
    printed: list[str] = []

    class Sink:
        def write(self, text: str) -> None:
            printed.append(text)

    spawning = 'let t = spawn { try { sleep(1h) } finally { println("ended") } }\nsleep(1ms)'
    vm = VM(stdout=Sink())
    vm.run(spawning)
    assert "".join(printed) == "ended\n"
    vm.hold_tasks()
    vm.run(spawning)
    vm.run("println(1)")
    assert "".join(printed) == "ended\n1\n"
    vm.end_tasks()
    assert "".join(printed) == "ended\n1\nended\n"
