"""The ``pattern`` keyword."""

from __future__ import annotations

from functools import lru_cache

from harnvm.errors import runtime_error
from harnvm.regexes.cursor import PatternError
from harnvm.regexes.engine import Compiled, EngineError, compile_pattern
from harnvm.regexes.syntax import translate
from harnvm.values.limits import Patience

#: Seconds for one search. Only patterns made to be slow need more than a fraction of it.
_PATIENCE = 2.0


def pattern_error(text: str, pattern: str) -> str | None:
    """Return what is wrong with a text that must match a pattern, or with the pattern; None if nothing is."""
    try:
        compiled = _compiled(pattern)
    except (PatternError, EngineError) as error:
        return f"invalid regex pattern '{pattern}': {error}"
    patience = Patience(_PATIENCE)
    try:
        found = compiled.search(text, 0, timeout=patience.seconds)
    except TimeoutError:
        patience.lose()
        raise runtime_error(f"matching the pattern '{pattern}' takes too long") from None
    return None if found else f"value does not match pattern '{pattern}'"


@lru_cache(maxsize=128)
def _compiled(pattern: str) -> Compiled:
    return compile_pattern(translate(pattern)[0])
