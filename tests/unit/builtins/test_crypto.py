"""Digests and encodings."""

from __future__ import annotations

import pytest

from harnvm.values.sets import make_set


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("md5", "900150983cd24fb0d6963f7d28e17f72"),
        ("sha224", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("sha512_256", "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"),
    ],
)
def test_digests(script, name, digest):
    """Digests are those of the standards, in small hexadecimal digits."""
    assert script.call(name, "abc") == digest


def test_digests_of_other_kinds(script):
    """Other kinds are digested as they are shown."""
    assert script.call("md5", [1, 2]) == script.call("md5", "[1, 2]")
    assert script.call("sha256") == script.call("sha256", "")
    assert len(script.call("sha384", "")) == 96
    assert len(script.call("sha512", "")) == 128


def test_hash_value_is_that_of_the_structure(script):
    """Equal structures hash alike, kinds differ, and the numbers never change."""
    assert script.call("hash_value", "a") == 7692299998510702488
    assert script.call("hash_value", [1, 2]) == 4749552980125323689
    assert script.call("hash_value", "") == -9113223952573341372
    assert script.call("hash_value", {"b": 1, "a": 2}) == script.call("hash_value", {"a": 2, "b": 1})
    assert script.call("hash_value", make_set([1, 2])) == script.call("hash_value", make_set([2, 1]))
    assert script.call("hash_value", 1) != script.call("hash_value", "1")


def test_base64_goes_both_ways(script):
    """Text is encoded as UTF-8; decoded bytes that are none become U+FFFD."""
    assert script.call("base64_encode", "é👍") == "w6nwn5GN"
    assert script.call("base64_decode", "w6nwn5GN") == "é👍"
    assert script.call("base64_encode") == ""
    assert script.call("base64_decode", "/w==") == "\ufffd"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("aGVsbG8", "Invalid padding"),
        ("!!!", "Invalid symbol 33, offset 0."),
        ("aGVs bG8=", "Invalid symbol 32, offset 4."),
        ("YWJj\n", "Invalid symbol 10, offset 4."),
        ("a", "Invalid input length: 1"),
        ("YWJjZ", "Invalid input length: 5"),
        ("YR==", "Invalid last symbol 82, offset 1."),
        ("YWJ=YWJj", "Invalid symbol 61, offset 3."),
        ("YW=j", "Invalid symbol 61, offset 2."),
        ("Y===", "Invalid symbol 61, offset 1."),
        ("====", "Invalid symbol 61, offset 0."),
        ("YQ=", "Invalid padding"),
        ("é", "Invalid symbol 195, offset 0."),
    ],
)
def test_base64_is_strict(script, text, reason):
    """Only padded, canonical base64 is decoded; errors count bytes."""
    assert script.message("base64_decode", text) == f"Runtime error: base64 decode error: {reason}"


def test_url_encoding(script):
    """All but letters, digits and ``-_.~`` are coded; broken codes stay, plus is a space."""
    assert script.call("url_encode", "a b&é~-_.!") == "a%20b%26%C3%A9~-_.%21"
    assert script.call("url_decode", "a%20b+%C3%A9") == "a b é"
    assert script.call("url_decode", "100%") == "100%"
    assert script.call("url_decode", "%zz%4") == "%zz%4"
    assert script.call("url_decode", "%ff") == "\ufffd"
