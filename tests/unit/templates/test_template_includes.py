"""Templates in templates."""

from __future__ import annotations


def test_an_included_template_sees_the_bindings_around_it(render_files):
    """Names of loops count, names given with the include win, and they end with it."""
    files = {
        "main": "{{ include 'part' }} {{ include 'part' with { extra: n, name: \"Z,}\", } }} "
        "{{ for name in xs }}{{ include 'part' with {} }}{{ end }} {{ extra }}",
        "part": "<{{ name }} {{ extra }}>",
    }
    assert render_files(files, name="A", extra="e", n=5, xs=[1, 2]) == "<A e> <Z,} 5> <1 e><2 e> e"


def test_paths_are_relative_to_the_including_file(render_files, tmp_path):
    """Each file's includes start from its own folder; absolute paths and expressions will do."""
    files = {
        "outer": "{{ include 'sub/inner' }}|{{ include p }}|{{ include 'LEAF' | lower }}",
        "sub/inner": "in {{ include \"leaf\" }}{{ include '../leaf' }}",
        "sub/leaf": "sub leaf",
        "leaf": "+",
    }
    absolute = str(tmp_path / "leaf")
    assert render_files(files, p=absolute) == "in sub leaf+|+|+"


def test_problems_with_files(render_files):
    """A file that cannot be read is told with the system's words."""
    assert render_files({"a": "x {{ include 'gone' }}"}) == (
        "DIR/a at 1:3: failed to read included template DIR/gone: No such file or directory (os error 2)"
    )
    assert render_files({"a": "{{ include '' }}"}).endswith("DIR/: Is a directory (os error 21)")
    assert render_files({"a": "{{ include 5 }}"}) == "DIR/a at 1:1: include path must be a string (got int)"


def test_cycles(render_files):
    """A file that includes itself, directly or not, is refused with the way that leads there."""
    assert render_files({"b": "{{ include 'b' }}"}) == (
        "DIR/b at 1:1: circular include detected: DIR/b → DIR/b"
    )
    assert render_files({"c": "{{ include 'd' }}", "d": "{{ include './c' }}"}) == (
        "DIR/c at 1:1: circular include detected: DIR/d → DIR/c → DIR/d"
    )


def test_depth_is_limited(render_files):
    """Thirty-three templates may be open at once, apart from the first."""
    files = {f"t{n}": f"{{{{ include 't{n + 1}' }}}}" for n in range(33)}
    assert render_files({**files, "t33": "end"}) == "end"
    deeper = {**files, "t33": "{{ include 't34' }}", "t34": "end"}
    assert render_files(deeper) == "DIR/t0 at 1:1: include depth exceeded (32 levels)"


def test_the_number_of_includes_is_limited(render_files, monkeypatch):
    """A few files that include each other twice do not run for ages."""
    monkeypatch.setattr("harnvm.templates.render._MAX_INCLUDES", 1000)
    files = {f"t{n}": f"{{{{ include 't{n + 1}' }}}}" * 2 for n in range(20)}
    assert render_files({**files, "t20": ""}).endswith("too many includes (1000)")


def test_which_file_an_error_names(render_files):
    """Syntax errors name the included file, errors in rendering the first one."""
    assert render_files({"a": "{{ include 'b' }}", "b": "\n{{ x"}) == "DIR/b at 2:1: unterminated directive"
    assert (
        render_files({"a": "{{ include 'b' }}", "b": "\n{{ x | nope }}"})
        == "DIR/a at 2:1: unknown filter `nope`"
    )


def test_syntax_errors_of_includes(problem):
    """What follows ``with`` must be names and expressions in braces."""
    cases = {
        "include": "expected expression",
        "include 'x' with k": "expected `{ ... }` after `with`",
        "include 'x' with { k }": "expected `key: value` in include bindings",
        "include 'x' with { 1k: 2 }": "invalid include binding key",
        "include 'x' with { k: }": "expected expression",
    }
    for source, message in cases.items():
        assert problem(f"{{{{ {source} }}}}") == f"at 1:1: {message}"
