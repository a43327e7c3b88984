"""Prompt templates."""

from __future__ import annotations

from harnvm.values.sets import make_set


def test_render_fills_a_file_in(script):
    """Both names render a file with the values of a dict; anything else binds nothing."""
    (script.folder / "t.prompt").write_text("Hi {{ who }}!\n", encoding="utf-8")
    for name in ("render", "render_prompt"):
        assert script.call(name, "t.prompt", {"who": "Bo"}) == "Hi Bo!\n"
        assert script.call(name, "t.prompt", [1]) == "Hi {{who}}!\n"
        assert script.call(name, "t.prompt") == "Hi {{who}}!\n"


def test_paths_start_from_the_folder_of_the_source(script, tmp_path):
    """A relative path is looked for beside the running file, an absolute one where it is."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "5").write_bytes(b"five\r\n")
    elsewhere = script.elsewhere(cwd=tmp_path, source=tmp_path / "sub")
    assert elsewhere.call("render", 5) == "five\r\n"
    assert elsewhere.call("render", str(tmp_path / "sub" / "5")) == "five\r\n"
    assert script.elsewhere(cwd=tmp_path / "sub", source=None).call("render", 5) == "five\r\n"


def test_files_that_cannot_be_read(script):
    """The error names the file and gives the system's words."""
    start = f"Thrown: Failed to read template {script.folder}/"
    assert script.message("render", "no") == start + "no: No such file or directory (os error 2)"
    assert script.message("render") == start + ": Is a directory (os error 21)"
    (script.folder / "bin").write_bytes(b"\xff")
    assert script.message("render", "bin") == start + "bin: stream did not contain valid UTF-8"
    nul = start + "a\0b: file name contained an unexpected NUL byte"
    assert script.message("render", "a\0b") == nul


def test_errors_name_the_file(script):
    """What is wrong with a template is thrown with its path and place."""
    (script.folder / "t").write_text("\n {{ x | nope }}", encoding="utf-8")
    assert script.message("render", "t") == f"Thrown: {script.folder}/t at 2:2: unknown filter `nope`"


def test_the_json_filter(script):
    """Floats keep their point, what JSON does not know is shown as a string."""
    (script.folder / "t").write_text("{{ v | json }} {{ v | json: true }}", encoding="utf-8")
    value = {"b": [1, 2.0, 1e16], "a": None, "s": make_set(["q"])}
    assert script.call("render", "t", {"v": value}) == (
        '{"a":null,"b":[1,2.0,1e+16],"s":"set(q)"} '
        '{\n  "a": null,\n  "b": [\n    1,\n    2.0,\n    1e+16\n  ],\n  "s": "set(q)"\n}'
    )
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert script.message("render", "t", {"v": deep}) == "Runtime error: json: value is nested too deeply"
