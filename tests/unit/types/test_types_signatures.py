"""The table of builtin signatures."""

from __future__ import annotations

import pytest

from harnvm.types import signatures
from harnvm.types.methods import RESULTS
from harnvm.types.model import Type, TypeTable
from harnvm.types.notation import read_type


def test_names_are_sorted_and_unique():
    """Each builtin stands in the table once."""
    names = signatures.names()
    assert names == sorted(set(names))
    assert len(names) == 431


@pytest.mark.parametrize("name", signatures.names())
def test_every_builtin_is_documented(name):
    """A builtin has a signature that begins with its name, readable types, and one sentence."""
    signature = signatures.signature(name)
    assert signature is not None
    assert signature.text.startswith(name)
    assert signature.summary.endswith(".")
    table = TypeTable()
    assert isinstance(read_type(signature.result, table), Type)
    for parameter in signature.parameters or ():
        assert parameter.name.isidentifier()
        assert isinstance(read_type(parameter.type, table), Type)


def test_optional_and_rest_parameters_are_told_apart():
    """A question mark makes a parameter optional, three dots make it take all further arguments."""
    signature = signatures.signature("exec_at")
    assert signature is not None
    assert [(p.name, p.optional, p.rest) for p in signature.parameters or ()] == [
        ("folder", False, False),
        ("command", False, False),
        ("arguments", False, True),
    ]
    signature = signatures.signature("list_dir")
    assert signature is not None
    assert signature.parameters == (signatures.Parameter("path", "string", optional=True),)


def test_required_parameters_come_first():
    """No required parameter stands behind an optional one."""
    for name in signatures.names():
        signature = signatures.signature(name)
        assert signature is not None
        optional = [parameter.optional or parameter.rest for parameter in signature.parameters or ()]
        assert optional == sorted(optional), name


def test_the_checker_relies_on_plain_arrows_only():
    """Results after a wavy arrow are for people; constants have the type they are declared with."""
    assert signatures.result_text("keys") == "list"
    assert signatures.result_text("len") is None
    assert signatures.result_text("pi") == "float"
    assert signatures.result_text("no_such_builtin") is None
    shown = signatures.signature("len")
    assert shown is not None
    assert shown.text == "len(value: any) -> int"
    assert not shown.checked


def test_internal_builtins_are_unknown_to_the_checker():
    """Helpers of compiled programs, and the makers of results, are no builtins to the checker."""
    assert signatures.is_known_to_checker("keys")
    assert not signatures.is_known_to_checker("__range__")
    assert not signatures.is_known_to_checker("Ok")
    assert not signatures.is_known_to_checker("no_such_builtin")


def test_method_results_are_readable():
    """Every result in the method table is a type."""
    table = TypeTable()
    for methods in RESULTS.values():
        for result in methods.values():
            assert result is None or isinstance(read_type(result, table), Type)
