"""Regular expressions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harnvm.builtins import regex
from harnvm.sessions import SessionStore
from harnvm.vm.context import Context


@pytest.mark.parametrize(
    ("pattern", "subject", "matches"),
    [
        ("[0-9]+", "a1 b22", "[1, 22]"),
        ("z", "abc", "nil"),
        ("", "ab", "[, , ]"),
        ("a*", "baac", "[, aa, ]"),
        ("|a", "a", "[, ]"),
        ("^b", "a\nb", "nil"),
        ("(?m)^b$", "a\nb\nc", "[b]"),
        ("b$", "b\n", "nil"),
        ("a.c", "a\nc", "nil"),
        ("(?s)a.c", "a\nc", "[a\nc]"),
        ("(?i)é", "ÉeE", "[É]"),
        ("(?i)ß", "SS", "nil"),
        ("a(?i)b|c", "aB C", "[aB, C]"),
        ("(?i:a)b", "Ab AB", "[Ab]"),
        (r"\w+", "añb ßx", "[añb, ßx]"),
        (r"(?-u)\w+", "añb", "[a, b]"),
        (r"(?i-u)k[r-t]", "K KS ks", "[KS, ks]"),
        (r"\p{Lu}|\pN", "aÉ5", "[É, 5]"),
        (r"\p{sc=Greek}+\P{L}", "αβ1", "[αβ1]"),
        (r"\p{gc!=Lu}", "Ab", "[b]"),
        ("[a-c&&[^b]]+", "abc", "[a, c]"),
        (r"[\w--[a-c]]+", "abcd", "[d]"),
        ("[a-c~~b-d]+", "abcd", "[a, d]"),
        ("[[:alpha:][:^digit:]-]+", "1a-2", "[a-]"),
        ("[]a-]+", "]a-b", "[]a-]"),
        (r"[^\d\s]", "1 x", "[x]"),
        (r"\x41\x{1F600}\u0042\U00000043", "A😀BC", "[A😀BC]"),
        (r"\ba\b|\<b|c\>", "a bb cc", "[a, b, c]"),
        (r"\b{start}a\b{end}", "a aa", "[a]"),
        (r"\B", "", "[]"),
        ("(?x) a  b # c\n c", "abc", "[abc]"),
        ("(?U)a+", "aa", "[a, a]"),
        ("(?U)a+?", "aa", "[aa]"),
        ("a++", "aaa", "[aaa]"),
        ("a{2}{2}", "aaaa", "[aaaa]"),
        ("a{ 1 , 2 }?", "aa", "[a, a]"),
        ("(?Rm)^.$", "a\r\nb", "[a, b]"),
        ("(a{1,2}){2}", "aaa", "[aaa]"),
    ],
)
def test_matches(script, pattern, subject, matches):
    """All matches are returned, an empty one never right behind another match."""
    assert script.shown("regex_match", pattern, subject) == matches


@pytest.mark.parametrize(
    ("pattern", "marks", "reason"),
    [
        ("(", "^", "unclosed group"),
        (")", "^", "unopened group"),
        ("[z-a]", " ^^^", "invalid character class range, the start must be <= the end"),
        ("[", "^", "unclosed character class"),
        ("[^a", "^^", "unclosed character class"),
        ("a{2,1}", " ^^^^^", "invalid repetition count range, the start must be <= the end"),
        ("a{,2}", "  ^", "repetition quantifier expects a valid decimal"),
        ("a{1,", " ^^^", "unclosed counted repetition"),
        ("a{99999999999}", "  ^^^^^^^^^^^", "decimal literal invalid"),
        ("*", "^", "repetition operator missing expression"),
        ("a|+", "  ^", "repetition operator missing expression"),
        ("(?=x)", "^^^", "look-around, including look-ahead and look-behind, is not supported"),
        ("a(?<!x)", " ^^^^", "look-around, including look-ahead and look-behind, is not supported"),
        (r"(a)\1", "   ^^", "backreferences are not supported"),
        (r"\q", "^^", "unrecognized escape sequence"),
        ("\\", "^", "incomplete escape sequence, reached end of pattern prematurely"),
        (r"\xZZ", "  ^", "invalid hexadecimal digit"),
        (r"\x{110000}", "   ^^^^^^", "hexadecimal literal is not a Unicode scalar value"),
        (r"[a-\d]", "   ^^", "invalid range boundary, must be a literal"),
        (r"[\b]", " ^^", "invalid escape sequence found in character class"),
        ("(?P<1>a)", "    ^", "invalid capture group character"),
        ("(?<>a)", "   ^", "empty capture group name"),
        ("(?<n>a)(?<n>b)", "   ^      ^", "duplicate capture group name"),
        ("(?z)", "  ^", "unrecognized flag"),
        ("(?ii)", "  ^^", "duplicate flag"),
        ("(?i-)", "   ^", "dangling flag negation operator"),
        ("(?>a)", "  ^", "unrecognized flag"),
        (r"\p{Nope}", "^^^^^^^^", "Unicode property not found"),
        (r"\p{sc=Nope}", "^^^^^^^^^^^", "Unicode property value not found"),
        ("(?-u).", "     ^", "pattern can match invalid UTF-8"),
        (r"(?-u)\pL", "     ^^^", "Unicode not allowed here"),
        (r"\p{Nope}(", "        ^", "unclosed group"),
    ],
)
def test_errors_show_the_place(script, pattern, marks, reason):
    """A pattern that is refused is shown with marks below what is wrong."""
    assert script.message("regex_match", pattern, "x") == (
        f"Thrown: Invalid regex: regex parse error:\n    {pattern}\n    {marks}\nerror: {reason}"
    )


def test_errors_in_long_patterns_number_the_lines(script):
    """A pattern of several lines is shown with line numbers between rules."""
    rule = "~" * 79
    assert script.message("regex_match", "a\n[z-a]", "x") == (
        f"Thrown: Invalid regex: regex parse error:\n{rule}\n1: a\n2: [z-a]\n    ^^^\n{rule}\n"
        "error: invalid character class range, the start must be <= the end"
    )
    assert script.message("regex_match", "a{1\n", "x") == (
        f"Thrown: Invalid regex: regex parse error:\n{rule}\n1: a{{1\n{rule}\n"
        "on line 1 (column 2) through line 2 (column 0)\nerror: unclosed counted repetition"
    )


def test_deep_patterns_are_refused(script):
    """Neither many groups nor many classes inside one another crash."""
    for pattern in ("(" * 300 + ")" * 300, "[" * 300 + "a" + "]" * 300):
        assert "nested" in script.message("regex_match", pattern, "a")
    assert script.shown("regex_match", "(" * 200 + "a" + ")" * 200, "a") == "[a]"


def test_patterns_that_grow_too_large_are_refused(script):
    """What counted repetitions write out has to fit: the engine would fill the memory with it."""
    reason = "Compiled regex exceeds size limit of 10485760 bytes."
    for pattern in ("((a{1000}){1000}){1000}", "(a{1000}){1000,}", "(a*b+){1000000}", "(a|b)" * 100_000):
        assert script.message("regex_match", pattern, "x") == f"Thrown: Invalid regex: {reason}"
    assert script.call("regex_match", "(?:ab){1000}c{1000}", "x") is None


@pytest.mark.parametrize(
    ("pattern", "replacement", "subject", "result"),
    [
        ("b", "X", "abcb", "aXcX"),
        (r"(\w+) (\w+)", "$2 $1", "hello world", "world hello"),
        (r"(?P<first>\w)(\w)", "${first}-$2", "ab cd", "a-b c-d"),
        ("a", "$0$0", "banana", "baanaanaa"),
        ("(a)", "$1x", "a", ""),
        ("(a)", "${1}x", "a", "ax"),
        ("a", "$$ $ $- ${9} ${ $", "a", "$ $ $-  ${ $"),
        ("a", "[${ ${1}]", "a", "[]"),
        ("(a)|b", "[$1]", "ab", "[a][]"),
        ("", "-", "ab", "-a-b-"),
        ("^", "> ", "l1\nl2", "> l1\nl2"),
        ("z", "y", "abc", "abc"),
        ("a", r"\1 \g<0> \n", "a", r"\1 \g<0> \n"),
        ("(b)*", r"[$1\]", "abb", r"[\]a[b\]"),
        ("(a)|(b)", "$2$1$0", "ab", "aabb"),
    ],
)
def test_replacing(script, pattern, replacement, subject, result):
    """Both spellings replace all matches; groups that do not exist or took no part are empty."""
    assert script.call("regex_replace", pattern, replacement, subject) == result
    assert script.call("regex_replace_all", pattern, replacement, subject) == result


def test_captures(script):
    """Each match is a dict with its text and groups; named groups win over these keys."""
    assert script.shown("regex_captures", r"(\d+)-(\w)?", "1-a 22-") == (
        "[{groups: [1, a], match: 1-a}, {groups: [22, nil], match: 22-}]"
    )
    assert script.shown("regex_captures", "(?P<year>x)?(?<b>y)", "y xy") == (
        "[{b: y, groups: [nil, y], match: y}, {b: y, groups: [x, y], match: xy, year: x}]"
    )
    assert script.shown("regex_captures", "(?P<groups>x)", "x") == "[{groups: x, match: x}]"
    assert script.shown("regex_captures", "(?<a.b>x)(?<é>y)", "xy") == (
        "[{a.b: x, groups: [x, y], match: xy, é: y}]"
    )
    assert script.shown("regex_captures", "x", "abc") == "[]"


def test_too_few_arguments(script):
    """Without text there is no result."""
    assert script.call("regex_match", "a") is None
    assert script.call("regex_replace", "a", "b") is None
    assert script.call("regex_captures", "a") == []


def test_hostile_patterns_end(script, monkeypatch):
    """A search that backtracks without end is an error that can be caught."""
    monkeypatch.setattr(regex, "LIMIT", 0.2)
    for pattern in ("(?:(?:a|a)+)+[bd]", "(a|aa)+$"):
        assert script.message("regex_match", pattern, "a" * 50 + "c") == (
            f"Thrown: Regex took longer than 0.2 seconds: {pattern}"
        )


def test_long_texts_are_searched_in_time(script, monkeypatch):
    """What takes no time in a short text has a limit in a long one."""
    monkeypatch.setattr(regex, "LIMIT", 0.2)
    assert script.call("regex_match", r"\w+\w+\w+\w+[!-]", "a" * 40) is None
    assert "took longer" in script.message("regex_match", r"\w+\w+\w+\w+[!-]", "a" * 2000)


PARTS = ["a", "b", "[ab]", "[^a]", ".", "^", "$", "(a)", "(?:ab|b)", "b?", "a*", "[ab]+", "(ab){1,2}", "a+?"]


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4), st.text("abc", max_size=8))
def test_all_builtins_find_the_same(parts, subject):
    """The texts, captures and replacements of a pattern are those of the same matches."""
    context = Context(write=print, write_error=print, call=lambda function, args: None, sessions=SessionStore)
    pattern = "".join(parts)
    texts = regex.regex_match(context, [pattern, subject]) or []
    captures = regex.regex_captures(context, [pattern, subject])
    assert [found["match"] for found in captures] == texts
    assert regex.regex_replace(context, [pattern, "$0", subject]) == subject
    assert regex.regex_replace(context, [pattern, "<$0>", subject]).count("<") == len(texts)


def test_the_cache_stays_small(script):
    """Expressions are kept, but not more than a limited number of them."""
    for number in range(300):
        script.call("regex_match", f"a{number}", "x")
    assert len(script.context.state(regex.Expressions).known) <= 128
