"""What the session tests share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from harnvm.sessions import SessionStore

Fill = Callable[..., None]


@pytest.fixture
def store() -> SessionStore:
    """A store with room for four sessions."""
    return SessionStore(cap=4)


@pytest.fixture
def strict() -> SessionStore:
    """A strict store with room for four sessions."""
    return SessionStore(cap=4, strict=True)


@pytest.fixture
def fill() -> Fill:
    """Open a session and inject texts; ``role:text`` names the role, a plain text is the user's."""

    def put(store: SessionStore, id: str, *texts: str) -> None:
        store.open(id)
        for text in texts:
            role, _, content = text.rpartition(":")
            store.inject(id, {"role": role or "user", "content": content})

    return put


@pytest.fixture
def texts() -> Callable[[SessionStore, str], list[Any]]:
    """Read the contents of a session's messages."""

    def read(store: SessionStore, id: str) -> list[Any]:
        return [message.get("content") for message in store.messages(id)]

    return read
