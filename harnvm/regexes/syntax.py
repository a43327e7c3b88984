"""Translating regular expressions from Harn's syntax to that of Python's `regex` module.

Harn's syntax has neither look-around nor back-references, but sets, flags and repetitions that Python reads
differently or not at all. The whole pattern is therefore read here, checked, and written anew, with every
flag but case folding resolved on the way and every group unnamed.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from harnvm.regexes.classes import both_cases, read_class
from harnvm.regexes.cursor import FLAG_LETTERS, Cursor, Flags, PatternError
from harnvm.regexes.effort import CONDITION, TOKEN, Effort, grouped, joined, repeated
from harnvm.regexes.escape import Token, literal, read_escape


class Translation(NamedTuple):
    """A pattern for the `regex` module (version 1).

    Attributes:
        pattern: Its text.
        names: The numbers of its named groups, in their order.
        effort: What searching for it can cost.
    """

    pattern: str
    names: dict[str, int]
    effort: Effort


class _Item(NamedTuple):
    """A piece of output, whether it can be repeated as it is, in a group, or never, and what it costs."""

    text: str
    repeat: Literal["plain", "grouped", "never"]
    effort: Effort


class _Group:
    """An open group: what it began with, and its branches so far."""

    def __init__(self, start: int, opening: str, outside: Flags) -> None:
        self.start = start
        self.opening = opening
        self.outside = outside
        self.branches: list[str] = []
        self.efforts: list[Effort] = []
        self.items: list[_Item] = []

    def end_branch(self) -> None:
        self.branches.append("".join([item.text for item in self.items]))
        self.efforts.append(joined([item.effort for item in self.items]))
        self.items = []

    def item(self) -> _Item:
        """Return the whole group as one item."""
        self.end_branch()
        text = self.opening + "|".join(self.branches) + ")" * (self.opening != "")
        return _Item(text, "plain", grouped(self.efforts, captures=self.opening == "("))


def translate(pattern: str) -> Translation:
    """Return the translation of a pattern, or raise `PatternError`."""
    return _Translator(pattern).run()


#: Harn 0.7.8 has 32 bytes or more for each character in its ten megabytes; ours needs ten times as many.
_MAX_SIZE = 10_485_760 // 32


class _Translator:
    """Reads a pattern once, with the open groups on a stack."""

    def __init__(self, pattern: str) -> None:
        self.cursor = Cursor(pattern)
        self.groups = [_Group(0, "", self.cursor.flags)]
        self.captures = 0
        self.names: dict[str, tuple[int, int, int]] = {}

    def run(self) -> Translation:
        cursor = self.cursor
        while True:
            cursor.skip_spaces()
            letter = cursor.peek()
            if not letter:
                break
            self.piece(letter)
        if len(self.groups) > 1:
            start = self.groups[-1].start
            cursor.fail("unclosed group", start, start + 1)
        if cursor.objection is not None:
            cursor.fail(*cursor.objection)
        names = {name: number for name, (number, _, _) in self.names.items()}
        whole = self.groups[0].item()
        if whole.effort.size > _MAX_SIZE:
            raise PatternError("Compiled regex exceeds size limit of 10485760 bytes.")
        return Translation("(?-f)" + whole.text, names, whole.effort)

    def piece(self, letter: str) -> None:
        """Translate what begins with the next character."""
        cursor = self.cursor
        if letter == "(":
            self.open()
        elif letter == ")":
            self.close()
        elif letter == "|":
            cursor.at += 1
            self.groups[-1].end_branch()
        elif letter in "?*+":
            start = cursor.at
            cursor.at += 1
            self.repeat(letter, start, *_OPERATORS[letter])
        elif letter == "{":
            self.repeat_counted()
        elif letter == "[":
            self.add(read_class(cursor))
        elif letter == "\\":
            start = cursor.at
            self.add_token(read_escape(cursor), start)
        elif letter in ".^$":
            cursor.at += 1
            if letter == ".":
                self.add(self.dot(), "grouped")
            else:
                self.add(_line_end(letter, cursor.flags), "grouped", CONDITION)
        else:
            cursor.at += 1
            self.add_token(Token("character", letter), cursor.at - 1)

    def add(
        self,
        text: str,
        repeat: Literal["plain", "grouped", "never"] = "plain",
        effort: Effort = TOKEN,
    ) -> None:
        self.groups[-1].items.append(_Item(text, repeat, effort))

    def add_token(self, token: Token, start: int) -> None:
        if token.kind == "condition":
            self.add(token.text, "grouped", CONDITION)
            return
        if token.kind != "character":
            self.add(token.text)
            return
        flags = self.cursor.flags
        if flags.unicode or not flags.ignore_case or not token.text.isascii():
            self.add(literal(token.text))
        else:
            self.add(f"[{both_cases(token.text, token.text)}]")

    def dot(self) -> str:
        cursor = self.cursor
        if not cursor.flags.unicode:
            cursor.dispute("pattern can match invalid UTF-8", cursor.at - 1, cursor.at)
        if cursor.flags.dot_all:
            return "(?s:.)"
        return r"[^\r\n]" if cursor.flags.carriage else r"[^\n]"

    # Repetition

    def repeat(self, operator: str, start: int, low: int, high: int | None) -> None:
        """Put an operator, just read, on the last item; a question mark may follow."""
        items = self.groups[-1].items
        if not items or items[-1].repeat == "never":
            self.cursor.fail("repetition operator missing expression", start, start)
        item = items.pop()
        text = item.text if item.repeat == "plain" else f"(?:{item.text})"
        is_lazy = self.cursor.take("?") != self.cursor.flags.lazy
        self.add(text + operator + "?" * is_lazy, "grouped", repeated(item.effort, low, high))

    def repeat_counted(self) -> None:
        cursor = self.cursor
        start = cursor.at
        items = self.groups[-1].items
        if not items or items[-1].repeat == "never":
            cursor.fail("repetition operator missing expression", start, start)
        cursor.at += 1
        cursor.skip_spaces()
        low = self.count(start)
        high: int | None = low
        if cursor.take(","):
            cursor.skip_spaces()
            high = None if cursor.peek() in ("", "}") else self.count(None)
        self.end_count(start, low, high)

    def count(self, unclosed: int | None) -> int:
        """Read a number of repetitions; white space around it never counts.

        Where the pattern ends instead, it is the operator from `unclosed` on that is to blame.
        """
        cursor = self.cursor
        cursor.skip_white()
        first = cursor.at
        while "0" <= cursor.peek() <= "9":
            cursor.at += 1
        digits = cursor.pattern[first : cursor.at]
        last = cursor.at
        cursor.skip_white()
        if not digits:
            if unclosed is not None and cursor.pattern[cursor.at :] in ("", ","):
                cursor.fail("unclosed counted repetition", unclosed, len(cursor.pattern))
            cursor.fail("repetition quantifier expects a valid decimal", first, last)
        if len(digits.lstrip("0")) > 10 or int(digits) >= 1 << 32:
            cursor.fail("decimal literal invalid", first, last)
        return int(digits)

    def end_count(self, start: int, low: int, high: int | None) -> None:
        cursor = self.cursor
        if not cursor.take("}"):
            cursor.fail("unclosed counted repetition", start, cursor.at)
        cursor.skip_spaces()
        if high is not None and high < low:
            end = cursor.at + (cursor.peek() == "?")
            reason = "invalid repetition count range, the start must be <= the end"
            cursor.fail(reason, start, end)
        operator = f"{{{low}}}" if low == high else f"{{{low},{'' if high is None else high}}}"
        self.repeat(operator, start, low, high)

    # Groups

    def open(self) -> None:
        cursor = self.cursor
        start = cursor.at
        cursor.at += 1
        cursor.enter(start)
        cursor.skip_spaces()
        for prefix in ("?=", "?!", "?<=", "?<!"):
            if cursor.take(prefix):
                reason = "look-around, including look-ahead and look-behind, is not supported"
                cursor.fail(reason, start, cursor.at)
        outside = cursor.flags
        if cursor.take("?P<") or cursor.take("?<"):
            self.captures += 1
            self.read_name()
            self.groups.append(_Group(start, "(", outside))
        elif cursor.peek() == "?":
            self.open_with_flags(start)
        else:
            self.captures += 1
            self.groups.append(_Group(start, "(", outside))

    def read_name(self) -> None:
        cursor = self.cursor
        start = cursor.at
        while (letter := cursor.peek()) and letter != ">":
            if not (letter == "_" or letter.isalpha() or (cursor.at > start and _continues_name(letter))):
                cursor.fail("invalid capture group character", cursor.at, cursor.at + 1)
            cursor.at += 1
        end = cursor.at
        if not cursor.take(">"):
            cursor.fail("unclosed capture group name", end, end)
        name = cursor.pattern[start:end]
        if not name:
            cursor.fail("empty capture group name", start, start)
        if name in self.names:
            cursor.fail("duplicate capture group name", start, end, self.names[name][1:])
        self.names[name] = (self.captures, start, end)

    def open_with_flags(self, start: int) -> None:
        """Read ``(?flags)``, which holds up to the end of the group it is in, or ``(?flags:``."""
        cursor = self.cursor
        mark = cursor.at
        cursor.at += 1
        if not cursor.peek():
            cursor.fail("unclosed group", start, start + 1)
        outside = cursor.flags
        inside = self.read_flags()
        switch = "" if inside.folds == outside.folds else "(?i)" if inside.folds else "(?-i)"
        if cursor.read() == ":":
            self.groups.append(_Group(start, "(?:" + switch, outside))
        elif cursor.at == mark + 2:
            cursor.fail("repetition operator missing expression", mark, mark)
        else:
            cursor.depth -= 1
            self.add(switch, "never", CONDITION)
        cursor.flags = inside

    def read_flags(self) -> Flags:
        cursor = self.cursor
        changes: dict[str, bool] = {}
        seen: dict[str, int] = {}
        while (letter := cursor.peek()) not in (":", ")"):
            place = cursor.at
            if not letter:
                cursor.fail("expected flag but got end of regex", place, place)
            if letter != "-" and letter not in FLAG_LETTERS:
                cursor.fail("unrecognized flag", place, place + 1)
            if letter in seen:
                reason = "flag negation operator repeated" if letter == "-" else "duplicate flag"
                cursor.fail(reason, place, place + 1, (seen[letter], seen[letter] + 1))
            if letter != "-":
                changes[FLAG_LETTERS[letter]] = "-" not in seen
            seen[letter] = place
            cursor.at += 1
        if seen and cursor.pattern[cursor.at - 1] == "-":
            cursor.fail("dangling flag negation operator", cursor.at - 1, cursor.at)
        return cursor.flags._replace(**changes)

    def close(self) -> None:
        cursor = self.cursor
        if len(self.groups) == 1:
            cursor.fail("unopened group", cursor.at, cursor.at + 1)
        cursor.at += 1
        cursor.depth -= 1
        group = self.groups.pop()
        cursor.flags = group.outside
        self.groups[-1].items.append(group.item())


#: How often an item can come with an operator behind it.
_OPERATORS: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}


def _continues_name(letter: str) -> bool:
    return letter in ".[]" or letter.isalnum()


def _line_end(letter: str, flags: Flags) -> str:
    """Return the condition that ``^`` or ``$`` stands for."""
    if not flags.lines:
        return r"\A" if letter == "^" else r"\Z"
    if not flags.carriage:
        return f"(?m:{letter})"
    return r"(?:\A|(?<=\n)|(?<=\r)(?!\n))" if letter == "^" else r"(?:\Z|(?=\r)|(?<!\r)(?=\n))"
