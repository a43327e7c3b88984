"""Running scripts from the command line."""

from __future__ import annotations

from harnvm.bytecode.cache import user_cache
from harnvm.cli.output import ERRORS, Guard, Output, Status, read_source
from harnvm.errors import HarnExit, HarnSyntaxError, HarnTypeError
from harnvm.host.vm import VM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def run_script(
    path: str,
    *,
    argv: Sequence[str] = (),
    deny: Collection[str] = (),
    allow: Collection[str] | None = None,
) -> int:
    """Run a file and return the exit status."""
    text = read_source(path)
    if text is None:
        return 1
    return _run(text, path, is_file=True, argv=argv, deny=deny, allow=allow)


def run_code(
    code: str,
    *,
    argv: Sequence[str] = (),
    deny: Collection[str] = (),
    allow: Collection[str] | None = None,
) -> int:
    """Run the code of ``-e``, which stands in a pipeline of its own, and return the exit status."""
    text = f"pipeline main(task) {{\n{code}\n}}"
    return _run(text, "<eval>", is_file=False, argv=argv, deny=deny, allow=allow)


def _run(
    text: str,
    name: str,
    *,
    is_file: bool,
    argv: Sequence[str],
    deny: Collection[str],
    allow: Collection[str] | None,
) -> int:
    with Guard() as status, Output() as output:
        run_guarded(text, name, status, output, is_file=is_file, argv=argv, deny=deny, allow=allow)
    return status.code


def run_guarded(
    text: str,
    name: str,
    status: Status,
    output: Output,
    *,
    is_file: bool,
    argv: Sequence[str] = (),
    deny: Collection[str] = (),
    allow: Collection[str] | None = None,
) -> None:
    """Run a text, report what is wrong with it, and note its exit status; a `Guard` stands around."""
    vm = VM(
        stdout=output,
        stderr=ERRORS,
        argv=argv,
        deny=deny,
        allow=allow,
        cache=user_cache(),
        on_warning=lambda warning: status.report([warning], text, output),
    )
    try:
        vm.run_text(text, name, is_file=is_file)
    except HarnExit as leaving:
        status.code = leaving.code & 0xFF
    except (HarnSyntaxError, HarnTypeError) as refused:
        status.refuse(refused.reports, text, output)
    except Exception as error:
        status.fail(error, vm, output)
