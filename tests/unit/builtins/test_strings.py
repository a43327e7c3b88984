"""Text builtins."""

from __future__ import annotations

import pytest


def check(script, cases):
    """Compare calls, given as a tuple of name and arguments, with the display of their results."""
    for call, expected in cases:
        assert script.shown(*call) == expected, call


def test_format_fills_in_order(script):
    """Each ``{}`` takes the next argument; those left over stay."""
    check(
        script,
        [
            (("format", "{} and {}", 1, [2.0]), "1 and [2.0]"),
            (("format", "{} {} {}", "a"), "a {} {}"),
            (("format", "none", 1), "none"),
            (("format", "{{}}", "x"), "{x}"),
            (("format",), ""),
        ],
    )


def test_format_fills_by_name(script):
    """A dict as first value fills ``{key}`` once; unknown keys and open braces stay."""
    check(
        script,
        [
            (("format", "{a}-{b}", {"a": "{b}", "b": 2}), "{b}-2"),
            (("format", "{no} {", {"a": 1}), "{no} {"),
            (("format", "{x{a}", {"x{a": 1}), "1"),
            (("format", "}{a}", {"a": None}), "}nil"),
            (("format", "{}", {"": "e"}), "e"),
        ],
    )


def test_split_and_join(script):
    """The builtin splits at spaces by default, and an empty separator stands at both ends."""
    check(
        script,
        [
            (("split", "a b  c"), "[a, b, , c]"),
            (("split", "a,b", ","), "[a, b]"),
            (("split", "", ","), "[]"),
            (("split", "ab", ""), "[, a, b, ]"),
            (("split", 1.5, "."), "[1, 5]"),
            (("join", ["a", 1, None], "-"), "a-1-nil"),
            (("join", ["a", "b"]), "ab"),
            (("join", "ab", "-"), ""),
        ],
    )
    assert script.call("split", "", ",") == [""]


def test_parts_and_replacing(script):
    """``substring`` takes a start and a length; ``contains`` shows its second argument as text."""
    check(
        script,
        [
            (("substring", "añbc", 1, 2), "ñb"),
            (("substring", "abc", 1), "bc"),
            (("substring", "abc", -5, 2), "ab"),
            (("substring", "abc", 9), ""),
            (("substring", "abc", 1, -1), ""),
            (("substring", "abc", "x", "y"), "abc"),
            (("contains", "a1b", 1), "true"),
            (("contains", [1, 2], 2.0), "true"),
            (("contains", {"a": 1}, "a"), "false"),
            (("contains", "abc"), "true"),
            (("replace", "banana", "an", "-"), "b--a"),
            (("replace", "ab", "", "-"), "-a-b-"),
            (("replace", "ab", "a"), "b"),
            (("starts_with", "abc", "ab"), "true"),
            (("ends_with", "abc", ""), "true"),
            (("ends_with", 125, 5), "true"),
        ],
    )


def test_trimming_is_that_of_unicode(script):
    """The separators U+001C to U+001F are no white space, whatever Python thinks."""
    assert script.call("trim", " \t\u3000x\x85\n") == "x"
    assert script.call("trim", "\x1cx\x1f") == "\x1cx\x1f"


def test_letters(script):
    """Case follows Unicode, one letter may become two."""
    check(
        script,
        [
            (("lowercase", "ÄΣ"), "äς"),
            (("uppercase", "straße"), "STRASSE"),
            (("uppercase_first", "ßa"), "SSa"),
            (("lowercase_first", "ABC"), "aBC"),
            (("uppercase_first", ""), ""),
            (("title_case", "hello wORLD\tü x"), "Hello World\tÜ X"),
            (("title_case", "o'neil-x"), "O'neil-x"),
        ],
    )


def test_names_change_style(script):
    """Words are found by separators or by capitals, a run of which is one word."""
    check(
        script,
        [
            (("snake_to_camel", "__some_long__name_"), "someLongName"),
            (("snake_to_pascal", "some_NAME"), "SomeName"),
            (("snake_to_kebab", "Some_name"), "some-name"),
            (("kebab_to_snake", "some--name"), "some_name"),
            (("kebab_to_camel", "some-name"), "someName"),
            (("camel_to_snake", "HTTPServerV2Ready"), "http_server_v2_ready"),
            (("camel_to_snake", "already_snake"), "already_snake"),
            (("camel_to_kebab", "someURLHere"), "some-url-here"),
            (("pascal_to_snake", "ABC"), "abc"),
            (("pascal_to_camel", "SomeName"), "someName"),
            (("camel_to_pascal", "someName"), "SomeName"),
            (("snake_to_camel", ""), ""),
        ],
    )


def test_file_paths(script):
    """Slashes at the end and inner dots are no parts; a leading dot begins no extension."""
    check(
        script,
        [
            (("dirname", "/a/b.txt"), "/a"),
            (("dirname", "a"), ""),
            (("dirname", "/"), ""),
            (("dirname", "a//b/"), "a"),
            (("dirname", "./a"), "."),
            (("dirname", "a/./b"), "a"),
            (("basename", "a/b/"), "b"),
            (("basename", "a/.."), ""),
            (("basename", "a/."), "a"),
            (("extname", "x.tar.gz"), ".gz"),
            (("extname", ".bashrc"), ""),
            (("extname", "a."), "."),
            (("extname", "dir.d/file"), ""),
        ],
    )


@pytest.mark.parametrize("name", ["trim", "lowercase", "title_case", "snake_to_camel", "dirname", "extname"])
def test_missing_text_is_empty(script, name):
    """Without arguments the text is empty; other kinds are shown."""
    assert script.call(name) == ""
