"""Sessions as scripts see them: ``agent_session_*`` and ``agent_subscribe``.

Everything of substance is in `harnvm.sessions`. Values are shared with the store and not copied: a script's
values never change. What the store refuses is thrown as a string, except where Harn 0.7.8 has a run-time
error.
"""

from __future__ import annotations

from harnvm.builtins.args import arg
from harnvm.builtins.registry import Area, Args, Builtin
from harnvm.errors import CompactionError, SessionError, runtime_error, thrown
from harnvm.values.model import Closure, Value
from harnvm.vm.context import Context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from harnvm.sessions.compaction import Summariser

AREA = Area("agent_sessions")


class CompactionHooks:
    """What compaction needs from other areas.

    Attributes:
        summariser: Asks a model for the summary of strategy ``llm``; without it the strategy is refused.
    """

    def __init__(self) -> None:
        self.summariser: Summariser | None = None


def _verb(name: str) -> Callable[[Builtin], Builtin]:
    """Register a builtin that refuses as the store does."""

    def register(function: Builtin) -> Builtin:
        def call(ctx: Context, args: Args) -> Value:
            try:
                return function(ctx, args)
            except CompactionError as error:
                raise runtime_error(error.message) from None
            except SessionError as error:
                raise thrown(error.message) from None

        AREA.builtin(name)(call)
        return function

    return register


@_verb("agent_session_open")
def _open(ctx: Context, args: Args) -> Value:
    return ctx.sessions.open(arg(args, 0))


@_verb("agent_session_exists")
def _exists(ctx: Context, args: Args) -> Value:
    return ctx.sessions.exists(arg(args, 0))


@_verb("agent_session_length")
def _length(ctx: Context, args: Args) -> Value:
    return ctx.sessions.length(arg(args, 0))


@_verb("agent_session_snapshot")
def _snapshot(ctx: Context, args: Args) -> Value:
    return ctx.sessions.snapshot_value(arg(args, 0))


@_verb("agent_session_reset")
def _reset(ctx: Context, args: Args) -> Value:
    ctx.sessions.reset(arg(args, 0))


@_verb("agent_session_fork")
def _fork(ctx: Context, args: Args) -> Value:
    return ctx.sessions.fork(arg(args, 0), arg(args, 1))


@_verb("agent_session_close")
def _close(ctx: Context, args: Args) -> Value:
    ctx.sessions.close(arg(args, 0))


@_verb("agent_session_trim")
def _trim(ctx: Context, args: Args) -> Value:
    return ctx.sessions.trim(arg(args, 0), arg(args, 1))


@_verb("agent_session_inject")
def _inject(ctx: Context, args: Args) -> Value:
    if len(args) < 2:
        ctx.sessions.require("agent_session_inject", arg(args, 0))
        raise SessionError("agent_session_inject: `message` required")
    ctx.sessions.inject_value(args[0], args[1])


@_verb("agent_session_compact")
def _compact(ctx: Context, args: Args) -> Value:
    from harnvm.sessions.compaction import read_options  # most scripts do without it

    sessions, id = ctx.sessions, arg(args, 0)
    sessions.require("agent_session_compact", id)
    given = arg(args, 1)
    if given is not None and type(given) is not dict:
        raise SessionError("agent_session_compact: `opts` must be a dict or nil")
    options = read_options(given or {}, lambda function: _callback(ctx, function), sessions.strict)
    return sessions.compact_value(id, options, ctx.state(CompactionHooks).summariser)


@AREA.builtin("agent_subscribe")
def _subscribe(ctx: Context, args: Args) -> Value:
    form = "agent_subscribe(session_id, callback):"
    id = arg(args, 0)
    if type(id) is not str:
        raise runtime_error(f"{form} session_id must be a string")
    if len(args) < 2:
        raise runtime_error(f"{form} callback closure required")
    if not isinstance(args[1], Closure):
        raise runtime_error(f"{form} callback must be a closure")
    try:
        ctx.sessions.subscribe(id, args[1])
    except SessionError as error:  # a strict store's
        raise thrown(error.message) from None


def _callback(ctx: Context, function: Value) -> Callable[..., Value] | None:
    if not isinstance(function, Closure):
        return None
    return lambda *arguments: ctx.call_child(function, list(arguments))
