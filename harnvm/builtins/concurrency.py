"""Tasks and channels, what they share, and time: waiting, measuring, circuit breakers."""

from __future__ import annotations

from time import monotonic, time_ns

from harnvm.builtins.args import arg, err, integer, ok, text
from harnvm.builtins.registry import Area, Args
from harnvm.errors import thrown
from harnvm.values.model import Duration, Opaque, Value, wrap
from harnvm.values.view import is_list
from harnvm.vm.channels import NOTHING, Channel, poll, select
from harnvm.vm.context import Context
from harnvm.vm.task import Task

AREA = Area("concurrency")

_CHANNEL_CAPACITY = 256
_SELECT_TIMEOUT = 5000
_GRACE = 5000


# --- Tasks ------------------------------------------------------------------------------------------


@AREA.builtin("await")
def await_(ctx: Context, args: Args) -> Value:
    """Return the value of a task when it has ended, or raise its error; return anything else as it is.

    The task that started it gets its outcome once, and nil from then on.
    """
    from harnvm.vm.parallel import outside

    task = arg(args, 0)
    if not isinstance(task, Task):
        return task
    owned = task.owner is ctx.tasks.current
    if task.claimed and owned:
        return None
    ctx.tasks.join(task)
    if task.claimed and owned:
        return None
    task.claimed = task.claimed or owned
    if task.error is not None:
        raise outside(task.error)
    return task.result
