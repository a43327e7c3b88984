"""The session store beside what one would write by hand: a dict of lists with an LRU order.

Run as a script it prints a table, microseconds per operation (best of five) and memory; run by pytest it
hands the same workloads to pytest-benchmark: ``pytest benchmarks/sessions/bench_store.py``.

The twin copies as little as is honest: a fork and a snapshot copy the list, but not the messages in it. It
has no events, checks nothing and is not safe from threads. "store" is the Python API, which checks and
copies what comes in; "values" are the verbs that the VM's builtins call.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections import OrderedDict
from collections.abc import Callable
from time import perf_counter
from typing import Any, NamedTuple

import pytest

from harnvm.sessions import SessionStore

MESSAGE = {"role": "user", "content": "hello"}


class Twin:
    """Sessions by hand."""

    def __init__(self, cap: int = 128) -> None:
        self.cap = cap
        self.sessions: OrderedDict[str, list[dict[str, Any]]] = OrderedDict()

    def open(self, id: str) -> str:
        if id in self.sessions:
            self.sessions.move_to_end(id)
        else:
            if len(self.sessions) >= self.cap:
                self.sessions.popitem(last=False)
            self.sessions[id] = []
        return id

    def inject(self, id: str, message: dict[str, Any]) -> None:
        self.sessions[id].append(dict(message))
        self.sessions.move_to_end(id)

    def length(self, id: str) -> int:
        return len(self.sessions[id])

    def snapshot(self, id: str) -> dict[str, Any]:
        return {"id": id, "messages": list(self.sessions[id])}

    def fork(self, src: str, dst: str) -> str:
        messages = list(self.sessions[src])
        self.sessions.move_to_end(src)
        self.open(dst)
        self.sessions[dst] = messages
        return dst

    def trim(self, id: str, keep_last: int) -> int:
        messages = self.sessions[id]
        del messages[: max(len(messages) - keep_last, 0)]
        self.sessions.move_to_end(id)
        return len(messages)


class Values(SessionStore):
    """The store as the VM's builtins use it."""

    inject = SessionStore.inject_value
    snapshot = SessionStore.snapshot_value


Kind = Callable[[], Any]
KINDS: dict[str, Kind] = {"twin": Twin, "store": SessionStore, "values": Values}


class Workload(NamedTuple):
    """A named stretch of work: how many operations, on how long a session, and the work."""

    name: str
    operations: int
    length: int
    run: Callable[[Any, int], None]

    def prepare(self, kind: Kind) -> Any:
        """Make a store with session ``s`` of the length this workload starts from."""
        store = kind()
        store.open("s")
        for _ in range(self.length):
            store.inject("s", MESSAGE)
        return store


def inject(store: Any, count: int) -> None:
    for _ in range(count):
        store.inject("s", MESSAGE)


def length(store: Any, count: int) -> None:
    for _ in range(count):
        store.length("s")


def snapshot(store: Any, count: int) -> None:
    for _ in range(count):
        store.snapshot("s")


def fork(store: Any, count: int) -> None:
    for _ in range(count):
        store.fork("s", "t")


def fork_and_go_on(store: Any, count: int) -> None:
    for number in range(count):
        store.inject(store.fork("s", f"t{number % 100}"), MESSAGE)


def trim(store: Any, count: int) -> None:
    for number in range(count, 0, -1):
        store.trim("s", number)


def sliding_window(store: Any, count: int) -> None:
    for _ in range(count):
        store.inject("s", MESSAGE)
        store.trim("s", 100)


def churn(store: Any, count: int) -> None:
    for number in range(count):
        store.inject(store.open(str(number)), MESSAGE)


WORKLOADS = [
    Workload("inject 10k", 10_000, 0, inject),
    Workload("inject 100k", 100_000, 0, inject),
    Workload("length at 10k", 10_000, 10_000, length),
    Workload("snapshot at 100", 2000, 100, snapshot),
    Workload("snapshot at 10k", 2000, 10_000, snapshot),
    Workload("snapshot at 100k", 200, 100_000, snapshot),
    Workload("fork at 100", 2000, 100, fork),
    Workload("fork at 10k", 2000, 10_000, fork),
    Workload("fork at 100k", 200, 100_000, fork),
    Workload("fork + inject at 10k", 1000, 10_000, fork_and_go_on),
    Workload("trim by 1 at 10k", 10_000, 10_000, trim),
    Workload("inject + trim 100", 10_000, 0, sliding_window),
    Workload("LRU churn", 20_000, 0, churn),
]


def best(workload: Workload, kind: Kind, rounds: int = 5) -> float:
    """Return the microseconds per operation of the best round."""
    times = []
    for _ in range(rounds):
        store = workload.prepare(kind)
        start = perf_counter()
        workload.run(store, workload.operations)
        times.append(perf_counter() - start)
    return min(times) / workload.operations * 1e6


def used(work: Callable[[], Any]) -> tuple[Any, int]:
    """Return what `work` makes and how many bytes that holds."""
    tracemalloc.start()
    made = work()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return made, size


def memory() -> None:
    """Print the memory of messages and of forks."""
    count = 10_000
    _, plain = used(lambda: [{"role": "user", "content": "hello"} for _ in range(count)])
    store = SessionStore(cap=count * 10 + 1)
    store.open("s")
    _, kept = used(lambda: inject(store, count))
    _, forks = used(lambda: [store.fork("s", str(number)) for number in range(count)])
    print(f"\nmemory  a message: {kept / count:.0f} bytes, {kept / plain:.2f} x its dict")
    print(f"        a fork of {count} messages: {forks / count:.0f} bytes")


def main() -> None:
    """Print the table."""
    print(f"Python {sys.version.split()[0]}, microseconds per operation\n")
    print(f"{'workload':22}{'twin':>10}{'store':>10}{'values':>10}{'store/twin':>12}{'values/twin':>12}")
    for workload in WORKLOADS:
        twin, store, values = (best(workload, kind) for kind in KINDS.values())
        ratios = f"{store / twin:>12.2f}{values / twin:>12.2f}"
        print(f"{workload.name:22}{twin:>10.2f}{store:>10.2f}{values:>10.2f}{ratios}")
    memory()


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
@pytest.mark.parametrize("kind", KINDS)
def test_store(benchmark: Any, workload: Workload, kind: str) -> None:
    """Time one workload on one kind of store."""
    benchmark.pedantic(
        workload.run,
        setup=lambda: ((workload.prepare(KINDS[kind]), workload.operations), {}),
        rounds=3,
    )


if __name__ == "__main__":
    main()
