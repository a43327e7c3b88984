"""Concurrency: many tasks beside `asyncio.gather`, and how many items a channel passes."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from time import perf_counter

from harnvm import VM

#: Tasks that all sleep for a millisecond.
TASKS = 10_000
_PARALLEL = f"""\
let numbers = iter(1 to {TASKS}).to_list()
parallel each numbers {{ n ->
  sleep(1)
  n
}}
"""

#: Items that go through a channel with room for some.
ITEMS = 200_000
_CHANNEL = f"""\
let items = channel("items", 1000)
spawn {{
  for i in 0 to {ITEMS} exclusive {{ send(items, i) }}
  close_channel(items)
}}
var sum = 0
for item in items {{ sum = sum + item }}
"""


def report() -> None:
    """Print both."""
    gathered, tasks = _best(lambda: asyncio.run(_gather())), _best(lambda: _run(_PARALLEL))
    print(f"\nconcurrency{'':<29}{'ms':>8}{'x gather':>10}")
    print(f"{f'asyncio.gather, {TASKS:,} sleeps of 1 ms':<40}{gathered * 1000:8.1f}{1.0:10.1f}")
    print(f"{'parallel each':<40}{tasks * 1000:8.1f}{tasks / gathered:10.1f}")
    print(f"a channel: {ITEMS / _best(lambda: _run(_CHANNEL)):,.0f} items a second", flush=True)


async def _gather() -> None:
    async def one(number: int) -> int:
        await asyncio.sleep(0.001)
        return number

    await asyncio.gather(*[one(number) for number in range(TASKS)])


def _run(source: str) -> None:
    VM(stdout=io.StringIO()).run_text(source, "concurrency.harn")


def _best(work: Callable[[], None]) -> float:
    best = float("inf")
    for _ in range(3):
        start = perf_counter()
        work()
        best = min(best, perf_counter() - start)
    return best
