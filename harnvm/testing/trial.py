"""One run of one program, held to a limit of time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from harnvm.bytecode.cache import user_cache
from harnvm.errors import HarnError, HarnExit, HarnLimitError, HarnSyntaxError, HarnTypeError
from harnvm.host.vm import VM
from harnvm.policy.limits import Limits
from harnvm.source import Report, render_trace


class Trial:
    """A fresh VM, what it prints and how long it runs.

    Args:
        output: Takes what the program prints.
        timeout: For how long it may run, in milliseconds.
        folder: The working folder of the program.

    Attributes:
        milliseconds: How long it ran; the limit if that was reached.
        timed_out: Whether the limit was reached.
        warnings: What the checker warned of.
    """

    def __init__(self, output: TextIO, timeout: int, folder: str) -> None:
        self.milliseconds = 0
        self.timed_out = False
        self.warnings: list[Report] = []
        self._timeout = timeout
        self._vm = VM(
            stdout=output,
            stderr=sys.stderr,
            argv=None,
            cwd=folder,
            cache=user_cache(),
            on_warning=self.warnings.append,
            limits=Limits(seconds=timeout / 1000),
        )

    def run(self, work: Callable[[VM], object], describe: Callable[[HarnError], str]) -> str | None:
        """Have the VM work, and return why it failed; None if it did not.

        A call of ``exit`` is a failure: a program that ends the VM has not come to its end.

        Args:
            work: What to do.
            describe: Words an uncaught run-time error.

        Raises:
            HarnSyntaxError: As the work; HarnTypeError likewise.
        """
        start = time.perf_counter()
        failure: str | None = None
        try:
            work(self._vm)
        except (HarnSyntaxError, HarnTypeError):
            raise
        except HarnLimitError:  # that of time is the only one
            self.timed_out = True
            failure = f"timed out after {self._timeout}ms"
        except HarnExit as leaving:
            failure = f"the program called exit({leaving.code})"
        except HarnError as error:
            failure = describe(error)
        except Exception as error:  # a defect of ours must not cost the results of the other tests
            failure = f"internal error: {type(error).__name__}: {error}"
        finally:
            self._vm.close()
        taken = int((time.perf_counter() - start) * 1000)
        self.milliseconds = self._timeout if self.timed_out else taken
        return failure

    def trace(self, error: HarnError) -> str:
        """Return an error with its place and an excerpt."""
        text = self._vm.source_text(error.frames[0].file) if error.frames else None
        return render_trace(error.message, error.frames, text)
