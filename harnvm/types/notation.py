"""Reads the types in the tables of builtins and methods.

The same notation as in programs, for the few forms that the tables use: names, ``name<…>``, ``{a: T, b?: T}``
and ``|``. The tables are ours, so there is no recovery and no position.
"""

from __future__ import annotations

from harnvm.types.model import Field, Type, TypeTable

_MARKS = "<>{}|,:?"


def read_type(text: str, table: TypeTable) -> Type:
    """Return the type written in `text`."""
    return _Reader(_words(text), table).union()


def _words(text: str) -> list[str]:
    for mark in _MARKS:
        text = text.replace(mark, f" {mark} ")
    return text.split()


class _Reader:
    def __init__(self, words: list[str], table: TypeTable) -> None:
        self.words = words
        self.at = 0
        self.table = table

    def take(self) -> str:
        self.at += 1
        return self.words[self.at - 1]

    def accept(self, word: str) -> bool:
        found = self.at < len(self.words) and self.words[self.at] == word
        self.at += found
        return found

    def union(self) -> Type:
        members = [self.single()]
        while self.accept("|"):
            members.append(self.single())
        return self.table.one_of(members)

    def single(self) -> Type:
        word = self.take()
        if word == "{":
            return self.shape()
        if word == "never":
            return self.table.never
        return self.table.generic(word, self.arguments()) if self.accept("<") else self.table.named(word)

    def arguments(self) -> list[Type]:
        arguments = [self.union()]
        while not self.accept(">"):
            self.accept(",")
            arguments.append(self.union())
        return arguments

    def shape(self) -> Type:
        fields = []
        while not self.accept("}"):
            name = self.take()
            optional = self.accept("?")
            self.accept(":")
            fields.append(Field(name, self.union(), optional))
            self.accept(",")
        return self.table.shape(fields)
