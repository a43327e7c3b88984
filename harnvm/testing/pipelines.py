"""User tests: pipelines that are named ``test_…`` or marked ``@test``.

The checker does not look at them, as in Harn 0.7.8; what cannot be parsed or compiled fails.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator

from harnvm.errors import HarnSyntaxError, HarnTypeError
from harnvm.source import SourceFile
from harnvm.syntax import nodes, parse
from harnvm.syntax.diagnostics import terse
from harnvm.testing.files import Unreadable, read_text
from harnvm.testing.jobs import Job
from harnvm.testing.patterns import name_filter
from harnvm.testing.results import CaseResult
from harnvm.testing.trial import Trial


def run_file(job: Job) -> Iterator[CaseResult]:
    """Run the tests of a file one after the other, each in a fresh VM, and yield what comes of them."""
    path = job.file
    try:
        source = SourceFile(path, read_text(path))
        program = parse(source)
    except Unreadable as error:
        yield file_error(path, f"Failed to read {path}: {error}")
    except HarnSyntaxError as error:
        yield file_error(path, terse(error.reports[0]))
    else:
        wanted = name_filter(job.filter)
        for name in test_names(program):
            if wanted(name):
                yield _run(job, source, program, name)


def file_error(path: str, error: str) -> CaseResult:
    """Return the result of a file none of whose tests could run."""
    return CaseResult("<file error>", path, passed=False, error=error)


def test_names(program: nodes.Program) -> Iterator[str]:
    """Yield the names of the pipelines of a program that are tests."""
    for statement in program.statements:
        marked = False
        if isinstance(statement, nodes.Attributed):
            marked = any(attribute.name == "test" for attribute in statement.attributes)
            statement = statement.declaration
        if isinstance(statement, nodes.Pipeline) and (marked or statement.name.startswith("test_")):
            yield statement.name


def _run(job: Job, source: SourceFile, program: nodes.Program, name: str) -> CaseResult:
    output = io.StringIO()
    trial = Trial(output, job.timeout, job.folder or os.path.dirname(job.file))
    error: str | None
    try:
        error = trial.run(lambda vm: vm.run_pipeline(program, source, name), trial.trace)
    except HarnTypeError as refused:
        error = f"Compile error: {refused.message.removeprefix('compile error: ')}"
    passed = error is None
    return CaseResult(name, job.file, passed, trial.milliseconds, error, output=output.getvalue())
