"""The Harn language virtual machine, with first-class agent sessions.

The public names below load when they are used. Everything else in the package is its inside.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from harnvm.errors import (
        HarnError,
        HarnExit,
        HarnLimitError,
        HarnRuntimeError,
        HarnSyntaxError,
        HarnThrown,
        HarnTypeError,
        SessionError,
        UnknownSession,
    )
    from harnvm.host.vm import VM
    from harnvm.policy.limits import Limits
    from harnvm.sessions import SessionStore
    from harnvm.source import Frame, Report, Span
    from harnvm.values.forms import EnumVariant, HarnFunction, HarnIterator, HarnSet, Pair, Struct

_MODULE_OF = {
    "EnumVariant": "values.forms",
    "Frame": "source",
    "HarnError": "errors",
    "HarnExit": "errors",
    "HarnFunction": "values.forms",
    "HarnIterator": "values.forms",
    "HarnLimitError": "errors",
    "HarnRuntimeError": "errors",
    "HarnSet": "values.forms",
    "HarnSyntaxError": "errors",
    "HarnThrown": "errors",
    "HarnTypeError": "errors",
    "Limits": "policy.limits",
    "Pair": "values.forms",
    "Report": "source",
    "SessionError": "errors",
    "SessionStore": "sessions",
    "Span": "source",
    "Struct": "values.forms",
    "UnknownSession": "errors",
    "VM": "host.vm",
}

__all__ = [
    "VM",
    "EnumVariant",
    "Frame",
    "HarnError",
    "HarnExit",
    "HarnFunction",
    "HarnIterator",
    "HarnLimitError",
    "HarnRuntimeError",
    "HarnSet",
    "HarnSyntaxError",
    "HarnThrown",
    "HarnTypeError",
    "Limits",
    "Pair",
    "Report",
    "SessionError",
    "SessionStore",
    "Span",
    "Struct",
    "UnknownSession",
    "__version__",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from harnvm.version import VERSION

        return VERSION
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'harnvm' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"harnvm.{module}"), name)
