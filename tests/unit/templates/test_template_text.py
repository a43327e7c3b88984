"""Text, comments, raw blocks and white space."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("", ""),
        ("no marks { } {x} }}", "no marks { } {x} }}"),
        ("{{# gone #}}A{{# {{ x }} #}}B", "AB"),
        ("A {{ raw }}{{ x }} {{ if }}{{ endraw }} B", "A {{ x }} {{ if }} B"),
        ("{{raw}}{{-endraw-}}", ""),
        ("{{ raw x }}-{{endraw}}", "-"),
        ("{{raw}}{{ 'endraw' }}{{endraw}}", "{{ 'endraw' }}"),
        ("{{rawness}}", "{{rawness}}"),
        ("{{ \"}}\" }}{{ '}}' }}", "}}}}"),
    ],
)
def test_what_is_text(render, template, expected):
    """Comments vanish, raw blocks and lone braces are text, quoted braces do not end a directive."""
    assert render(template) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("a \t{{- 1 -}}\t b", "a1b"),
        ("a\n  {{- 1 -}}  \nb", "a1b"),
        ("a\n\n{{- 1 -}}\n\nb", "a\n1\nb"),
        ("a\r\n{{- 1 -}}\r\nb", "a1b"),
        ("a{{- 1 -}}\rb", "a1b"),
        ("a\r{{- 1 }}", "a\r1"),
        ("a \n{{-# c #}} b", "a  b"),
        ("a {{- raw -}} b {{- endraw -}} c", "a b  c"),
        ("{{-1}}{{--1}}", "1-1"),
        ("a \x0b{{- 1 }}", "a \x0b1"),
    ],
)
def test_trimming(render, template, expected):
    """A minus takes spaces, tabs and one line end on its side, but not inside raw blocks."""
    assert render(template) == expected


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ s", "at 1:1: unterminated directive"),
        ('a\né {{ "open }}', "at 2:3: unterminated directive"),
        ("{{# open", "at 1:1: unterminated comment"),
        ("x{{ raw }} y", "at 1:2: unterminated `{{ raw }}` block"),
        ("{{ raw }}{{ ' }}{{ endraw }}", "at 1:1: unterminated `{{ raw }}` block"),
        ("{{ raw", "at 1:1: unterminated directive"),
    ],
)
def test_what_does_not_end(problem, template, message):
    """A directive, comment or raw block without end is told with its start, columns in characters."""
    assert problem(template) == message


def test_long_texts_take_linear_time(render):
    """Many spaces and long strings are read quickly."""
    spaces = " " * 200_000
    assert render(f"x{spaces}y{spaces}{{{{- 1 -}}}}{spaces}z") == f"x{spaces}y1z"
    assert render("{{ '" + "\\'" * 100_000 + "' | length }}") == "100000"
