"""Names as words: ``snake_case``, ``kebab-case``, ``camelCase``, ``PascalCase``."""

from __future__ import annotations

from itertools import groupby, pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def words_between(separator: str, name: str) -> list[str]:
    """Return the words of a name with separators, in small letters."""
    return [word.lower() for word in name.split(separator) if word]


def words_by_case(name: str) -> list[str]:
    """Return the words of a name in which capitals begin words, in small letters.

    A run of capitals is one word, up to the one that begins the next: ``HTTPServer`` is ``http``, ``server``.
    """
    starts = [0, *_word_starts(name), len(name)]
    words = ["".join([letter.lower() for letter in name[a:b]]) for a, b in pairwise(starts)]
    return [word for word in words if word]


def _word_starts(name: str) -> Iterator[int]:
    for place in range(1, len(name)):
        before, here = name[place - 1], name[place]
        if here.isupper() and (
            before.islower()
            or "0" <= before <= "9"
            or (before.isupper() and name[place + 1 : place + 2].islower())
        ):
            yield place


def camel(words: Sequence[str]) -> str:
    """Return small words as ``camelCase``."""
    return "".join([*words[:1], *map(upper_first, words[1:])])


def pascal(words: Sequence[str]) -> str:
    """Return small words as ``PascalCase``."""
    return "".join(map(upper_first, words))


def upper_first(text: str) -> str:
    """Return `text` with its first letter capital."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return `text` with its first letter small."""
    return text[:1].lower() + text[1:]


def title(text: str) -> str:
    """Return `text` with each word capitalised; white space separates words."""
    runs = ["".join(letters) for _, letters in groupby(text, _is_space)]
    return "".join([run[:1].upper() + "".join([letter.lower() for letter in run[1:]]) for run in runs])


def _is_space(letter: str) -> bool:
    return letter.isspace() and not "\x1c" <= letter <= "\x1f"  # Python alone counts these four
