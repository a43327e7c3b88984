"""Types, their table and their texts."""

from __future__ import annotations

import pytest

from harnvm.types.display import mismatch_detail, show, show_structure
from harnvm.types.model import Field, TypeTable
from harnvm.types.notation import read_type


@pytest.mark.parametrize(
    "text",
    [
        "int",
        "never",
        "int | string | nil",
        "list<int>",
        "dict<string, list<int>>",
        "iter<Pair<int, any>>",
        "{name: string, age?: int}",
        "Result<{a: int}, string>",
    ],
)
def test_types_show_as_they_are_written(text):
    """Reading a type and showing it gives the text back."""
    assert show(read_type(text, TypeTable())) == text


def test_equal_types_are_one_object():
    """A table makes each distinct type once."""
    table = TypeTable()
    assert read_type("{a: list<int> | nil}", table) is read_type("{a: list<int> | nil}", table)
    assert table.literal("1") is not table.literal(1)


def test_literals_and_functions_are_shown():
    """Literal strings are quoted and escaped, functions are written with their arrow."""
    table = TypeTable()
    function = table.function([table.literal('a"b\\'), table.literal(-2)], table.nil)
    assert show(function) == 'fn("a\\"b\\\\", -2) -> nil'


def test_structures_are_spelled_out():
    """The structure of a type names its parts."""
    table = TypeTable()
    shape = table.shape([Field("a", table.list_of(table.literal(1)), True)])
    union = table.union([shape, table.function([table.never], table.literal("x"))])
    assert show_structure(union) == (
        'Union([Shape([ShapeField { name: "a", type_expr: List(LitInt(1)), optional: true }]), '
        'FnType { params: [Never], return_type: LitString("x") }])'
    )


def test_mismatch_detail_lists_required_fields():
    """Missing and different fields are listed, optional ones are not."""
    table = TypeTable()
    expected = read_type("{a: int, b: string, c?: int}", table)
    actual = read_type("{a: string}", table)
    assert mismatch_detail(expected, actual) == (
        "field 'a' has type string, expected int; missing field 'b' (string)"
    )
    assert mismatch_detail(expected, table.int) is None


def test_depth_counts_nesting():
    """The depth of a type is that of its deepest part, and one more."""
    table = TypeTable()
    assert table.int.depth == 1
    assert read_type("dict<string, list<list<int>>>", table).depth == 4
