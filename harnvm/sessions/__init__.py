"""Agent sessions: histories that grow, fork and shrink at the same cost at any length.

The package promises a store that a Python program can use without a VM: `SessionStore`. Underneath, from
the inside out: `events` and `history` (messages and what is derived from them), `state` (one moment of a
session, and the verbs as functions), `transcript` (states as dicts), `table` (which sessions exist, and who
has to go), `compaction` and `notes` (what stands in for archived messages), `core` (the verbs on shared
Harn values), `border` and `store` (the same for Python values).

It knows values and errors. It does not know the VM, models or files.
"""

from __future__ import annotations

from harnvm.errors import CompactionError, SessionError, UnknownSession
from harnvm.sessions.core import SessionInfo
from harnvm.sessions.state import Origin
from harnvm.sessions.store import SessionStore

__all__ = [
    "CompactionError",
    "Origin",
    "SessionError",
    "SessionInfo",
    "SessionStore",
    "UnknownSession",
]
