"""The parse tables: generated, kept, and trusted only when they fit."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from lark import Lark, Token, logger
from lark.lexer import Lexer

from harnvm import resources
from harnvm.syntax import tables
from harnvm.syntax.build import ACTIONS
from harnvm.syntax.tablegen import STARTS, generate

GRAMMAR = Path(resources.grammar_file()).read_text(encoding="utf-8")


class _NoLexer(Lexer):
    def __init__(self, _conf: object) -> None:
        pass

    def lex(self, _state: object, _parser: object) -> Iterator[Token]:
        return iter(())


def test_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    """Each conflict of the grammar is known: to go on wins over to end, as in a parser by descent."""
    with caplog.at_level(logging.DEBUG, logger=logger.name):
        Lark(GRAMMAR, parser="lalr", lexer=_NoLexer, start=list(STARTS), debug=True)
    found = [record.getMessage() for record in caplog.records if "conflict" in record.getMessage()]
    assert {message.split()[4].rstrip(":") for message in found} == {
        *("LPAR", "LSQB", "DOT", "OPTIONAL_DOT", "TRY_MARK", "STRUCT_LBRACE"),  # postfix forms
        *("RPAR", "RPAR_NL"),  # (f)(x)
        *("MINUS", "VBAR", "ELSE"),
    }


def test_every_action_is_used() -> None:
    """The builder has no action that the grammar lacks."""
    used = {action for _, _, action in generate(GRAMMAR, frozenset(ACTIONS))["rules"]}
    assert used - {None} == set(ACTIONS)


def test_an_alias_needs_an_action() -> None:
    """A rule that the builder does not know is refused when the tables are made."""
    with pytest.raises(ValueError, match="no builder action 'binary'"):
        generate(GRAMMAR, frozenset(ACTIONS) - {"binary"})


def test_files_round_trip(tmp_path: Path) -> None:
    """What is written is read back, by the right key only."""
    path, data = str(tmp_path / "deep" / "x.tables"), {"rules": [("a", 1, None)]}
    tables.write(path, data, b"key")
    assert tables.read(path, b"key") == data
    assert tables.read(path, b"other") is None
    assert not list(tmp_path.glob("deep/*.tables.*"))


@pytest.mark.parametrize("content", [b"", b"key", b"key\xff\xff", b"other"])
def test_broken_files_are_ignored(tmp_path: Path, content: bytes) -> None:
    """A file that is cut off or is something else counts as missing."""
    path = tmp_path / "x.tables"
    path.write_bytes(content)
    assert tables.read(str(path), b"key") is None
    assert tables.read(str(tmp_path / "missing"), b"key") is None


def test_built_tables_are_accepted(tmp_path: Path) -> None:
    """The file made for a wheel fits the grammar in hand."""
    path = tmp_path / "harn.tables"
    tables.build(str(path))
    assert path.read_bytes().startswith(b"harn tables ")
