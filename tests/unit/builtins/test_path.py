"""Paths as text."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("call", "result"),
    [
        (
            ("path_parts", "/a/b.tar.gz"),
            "{dir: /a, ext: .gz, file: b.tar.gz, segments: [a, b.tar.gz], stem: b.tar}",
        ),
        (("path_parts", ".env"), "{dir: , ext: , file: .env, segments: [.env], stem: .env}"),
        (("path_parent", "C:\\x\\y.z"), "C:/x"),
        (("path_parent", "/"), "/"),
        (("path_parent", "/a"), "/"),
        (("path_parent", "a"), ""),
        (("path_parent", "a/b/"), "a"),
        (("path_basename", "a/b/"), "b"),
        (("path_basename", "/"), ""),
        (("path_stem", "a/.b.c"), ".b"),
        (("path_extension", "a."), "."),
        (("path_with_extension", "a/b.c", "d"), "a/b.d"),
        (("path_with_extension", "/b.c", ".d"), "/b.d"),
        (("path_with_extension", "b.c"), "b"),
        (("path_with_stem", "a/b.c", "x"), "a/x.c"),
        (("path_is_absolute", "c:x"), "true"),
        (("path_is_absolute", "\\x"), "true"),
        (("path_is_absolute", ""), "false"),
        (("path_is_relative", "./x"), "true"),
        (("path_normalize", "a/./b//../c/"), "a/c"),
        (("path_normalize", "/../a"), "/a"),
        (("path_normalize", "a/../../b"), "../b"),
        (("path_normalize", "a/.."), "."),
        (("path_normalize", ""), ""),
        (("path_normalize", "C:\\a\\..\\b"), "C:/b"),
        (("path_relative_to", "/a/b/c", "/a/d"), "../b/c"),
        (("path_relative_to", "a", "a/."), "."),
        (("path_relative_to", "/a", "b"), "nil"),
        (("path_to_posix", "a\\b"), "a/b"),
        (("path_to_native", "a\\b"), "a/b"),
        (("path_segments", "/a//b/"), "[a, b]"),
        (("path_segments",), "[]"),
    ],
)
def test_paths_are_cut_as_text(script, call, result):
    """Backslashes count as slashes, drives as roots, and no file is looked at."""
    assert script.shown(*call) == result
