"""The engine as a whole."""

from __future__ import annotations

from harnvm.templates.debug_text import debug_text
from harnvm.templates.engine import Templates
from harnvm.templates.parser import syntax_error


def test_parsed_templates_are_kept():
    """A text is parsed once, however often and for whichever file it is rendered."""
    templates = Templates(lambda value, pretty: "")
    assert templates.render("{{ x }}", {"x": 1}, "/a/t") == "1"
    kept = templates._parse("{{ x }}")
    assert templates.render("{{ x }}", {"x": 2}, "/b/t") == "2"
    assert templates._parse("{{ x }}") is kept


def test_memory_for_parsed_templates_is_bounded():
    """Programs that make templates do not fill the memory with them."""
    templates = Templates(lambda value, pretty: "")
    for number in range(1000):
        assert templates.render(f"{number}", {}, "t") == str(number)
    assert len(templates._parsed) <= 256


def test_syntax_can_be_checked_alone():
    """A checker learns what is wrong without rendering; included files are not looked at."""
    assert syntax_error("{{ include 'gone' }}{{ x | nope }}") is None
    assert syntax_error("\n {{ if x }}") == "at 2:2: `{{ if }}` missing matching `{{ end }}`"


def test_strings_in_messages():
    """Quotes, backslashes, and what cannot be printed are escaped."""
    assert (
        debug_text("a'é\"\\\n\r\t\0\u200b\x7f")
        == r"""
"a'é\"\\\n\r\t\0\u{200b}\u{7f}"
""".strip()
    )
