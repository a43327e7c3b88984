"""Words: which keywords are plain names, and which names are keywords."""

from __future__ import annotations

from harnvm.syntax.filter.state import BRACES, GENERIC, OPERAND_END, SWALLOWING, Handler, Run, after_break
from harnvm.syntax.kinds import KEYWORDS, MEMBER_NAMES, NAMES, kind_set

#: Words whose body follows at the next `{` behind an operand.
_HEADERS = kind_set("DEADLINE ENUM FN FOR IMPL INTERFACE MATCH OVERRIDE PARALLEL PIPELINE RETRY TOOL WHILE")


def _is_name(run: Run, index: int, kind: str) -> bool:
    """Tell whether a keyword is a plain name here: a member, or the key of a dict entry."""
    previous = run.out.kinds[-1]
    if previous in ("DOT", "OPTIONAL_DOT"):
        return kind in MEMBER_NAMES
    if run.raw.kinds[run.raw.past_breaks(index + 1)] != "COLON" or kind not in MEMBER_NAMES:
        return False
    frame = run.frames[-1]
    if frame.body is not None or run.out.kinds[frame.at] not in ("LBRACE", "STRUCT_LBRACE"):
        return False
    if previous not in OPERAND_END:
        return previous in BRACES or previous in ("COMMA", "COMMA_NL")
    if kind in ("ELSE", "CATCH") and previous.startswith("RBRACE") and run.closed in SWALLOWING:
        return False
    return kind not in ("IN", "TO", "EXCLUSIVE") or run.broken(index)


def _keyword(run: Run, index: int, kind: str) -> int:
    return run.add("KEYWORD_NAME" if _is_name(run, index, kind) else kind, index)


def _infix_word(run: Run, index: int, kind: str) -> int:
    if _is_name(run, index, kind):
        return run.add("KEYWORD_NAME", index)
    return after_break(run, index, kind)


def _header(run: Run, index: int, kind: str) -> int:
    if _is_name(run, index, kind):
        return run.add("KEYWORD_NAME", index)
    run.frames[-1].pending.append(kind)
    return run.add(kind, index)


def _if(run: Run, index: int, kind: str) -> int:
    if _is_name(run, index, kind):
        return run.add("KEYWORD_NAME", index)
    run.frames[-1].pending.append(kind)
    if run.broken(index):
        return run.add("IF_NL", index)
    return run.add("ELSE_IF" if run.out.kinds[-1] == "ELSE" else kind, index)


def _try(run: Run, index: int, kind: str) -> int:
    if run.raw.kinds[index + 1] == "STAR" and not _is_name(run, index, kind):
        return run.add("TRY_STAR", index, index + 1)
    return _header(run, index, kind)


def _catch(run: Run, index: int, kind: str) -> int:
    following = _header(run, index, kind)
    name = run.raw.past_breaks(following)
    if run.out.kinds[-1] == "CATCH" and name > following and run.raw.kinds[name] in NAMES:
        return run.add("NAME_NL", name)
    return following


def _from(run: Run, index: int, kind: str) -> int:
    if run.frames[-1].body == "SELECT":
        run.frames[-1].pending.append("ARM")
    return _keyword(run, index, kind)


def _struct(run: Run, index: int, kind: str) -> int:
    following = _header(run, index, kind)
    name = run.raw.past_breaks(following)
    if run.out.kinds[-1] == "STRUCT" and run.raw.kinds[name] in NAMES:
        run.structs.add(run.text[run.raw.starts[name] : run.raw.ends[name]])
    return following


def _result(run: Run, index: int, kind: str) -> int:
    """`return` and `yield` take a value when something follows on their line."""
    if _is_name(run, index, kind):
        return run.add("KEYWORD_NAME", index)
    bare = run.raw.kinds[index + 1] in ("NEWLINE", "RBRACE", "EOF")
    return run.add(kind if bare else kind + "_VALUE", index)


# Names that are keywords in one place


def _mode(run: Run, index: int, kind: str) -> int:
    here = run.out.kinds[-1] == "PARALLEL" and not run.broken(index)
    return run.add(kind if here else "NAME", index)


def _clause(run: Run, index: int, kind: str) -> int:
    previous = run.out.kinds[-1]
    if kind == "WITH":
        owner, here = "PARALLEL", not previous.startswith("MORETHAN")
    else:
        owner, here = "FN", not run.generic
    here = here and previous in OPERAND_END and run.frames[-1].pending[-1:] == [owner]
    return run.add(kind if here and not run.broken(index) else "NAME", index)


def _select_word(run: Run, index: int, kind: str) -> int:
    frame = run.frames[-1]
    at_arm = frame.at == len(run.out.kinds) - 1 or (
        run.out.kinds[-1] in ("RBRACE", "RBRACE_NL") and run.closed == "ARM"
    )
    if frame.body != "SELECT" or not at_arm:
        return run.add("NAME", index)
    frame.pending.append("ARM")
    return run.add(kind, index)


def _out(run: Run, index: int, kind: str) -> int:
    here = (
        run.generic
        and run.raw.kinds[index + 1] in NAMES
        and run.out.kinds[-1] not in ("IN", "IN_NL")
        and (run.out.kinds[-1] in ("LESSTHAN", "COMMA") or not run.broken(index))
    )
    return run.add(kind if here else "NAME", index)


def _never(run: Run, index: int, kind: str) -> int:
    """A type that takes no arguments: the ``<`` behind it compares, or is an error."""
    here = run.raw.kinds[index + 1] == "LESSTHAN" and run.out.kinds[-1] not in GENERIC
    return run.add(kind if here else "NAME", index)


def _not(run: Run, index: int, kind: str) -> int:
    if run.raw.kinds[index + 1] == "IN" and run.out.kinds[-1] in OPERAND_END and not run.broken(index):
        return run.add("NOT_IN", index, index + 1)
    return run.add("NAME", index)


def _name(run: Run, index: int, kind: str) -> int:
    return run.add("NAME", index)


WORDS: dict[str, Handler] = {
    **dict.fromkeys(KEYWORDS.values(), _keyword),
    **dict.fromkeys(_HEADERS, _header),
    **dict.fromkeys(("EXCLUSIVE", "EXTENDS", "IN", "TO"), _infix_word),
    **dict.fromkeys(("EACH", "SETTLE"), _mode),
    **dict.fromkeys(("WITH", "WHERE"), _clause),
    **dict.fromkeys(("TIMEOUT", "DEFAULT"), _select_word),
    **dict.fromkeys(("RETURN", "YIELD"), _result),
    "IF": _if,
    "TRY": _try,
    "CATCH": _catch,
    "FROM": _from,
    "STRUCT": _struct,
    "OUT": _out,
    "NEVER": _never,
    "NOT": _not,
    "DESCRIPTION": _name,
}
