"""The calls whose needs can be seen without running them.

Words and places are those of Harn 0.7.8; so is that only plain string literals are looked at.
"""

from __future__ import annotations

import os

from harnvm.files import read_text
from harnvm.preflight.place import Place, field, fields
from harnvm.syntax import nodes
from harnvm.templates.parser import syntax_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def check_template(call: nodes.Call, place: Place) -> None:
    """Report a template that is missing or does not parse."""
    path = nodes.plain_text(_argument(call, 0))
    if path is None:
        return
    candidates = place.candidates(path)
    found = next(filter(os.path.exists, candidates), None)
    if found is None:
        place.report(
            call.arguments[0],
            f"render target '{path}' does not exist at {' or '.join(candidates)}",
            "keep template paths relative to the pipeline source file, or set [check].bundle_root / "
            "--bundle-root for bundled layouts",
        )
        return
    problem = _syntax_problem(found)
    if problem is not None:
        place.report(
            call.arguments[0],
            f"template '{path}' has a syntax error: {problem}",
            "see docs/src/prompt-templating.md for supported directives",
        )


def _syntax_problem(path: str) -> str | None:
    try:
        return syntax_error(read_text(path))
    except (OSError, ValueError):
        return None


def check_folder(call: nodes.Call, place: Place) -> None:
    """Report a folder to run commands in that is missing."""
    folder = nodes.plain_text(_argument(call, 0))
    if folder is not None:
        _check_folder(
            call.arguments[0],
            "execution directory",
            folder,
            "use a source-relative directory that exists at preflight time, or create it before execution",
            place,
        )


def _check_folder(node: nodes.Node, what: str, folder: str, help: str, place: Place) -> None:
    path = place.beside(folder)
    if not os.path.isdir(path):
        place.report(node, f"{what} '{folder}' does not exist at {path}", help)


def check_worker(call: nodes.Call, place: Place) -> None:
    """Report the folders of a worker that are missing."""
    execution = field(_argument(call, 0), "execution")
    folder = nodes.plain_text(field(execution, "cwd"))
    if execution is not None and folder is not None:
        help = "keep literal worker cwd paths source-relative and valid, or switch to a worktree adapter"
        _check_folder(execution, "worker execution cwd", folder, help, place)
    worktree = field(execution, "worktree")
    repository = nodes.plain_text(field(worktree, "repo"))
    if worktree is not None and repository is not None:
        help = "point worktree.repo at a real git checkout so isolated execution can be prepared"
        _check_folder(worktree, "worker worktree repo", repository, help, place)


def check_invocation(call: nodes.Call, place: Place) -> None:
    """Report a builtin that is gone."""
    place.report(
        call,
        'host_invoke(...) was removed; use host_call("capability.operation", args)',
        'replace host_invoke("project", "scan", {}) with host_call("project.scan", {})',
    )


def check_operation(call: nodes.Call, place: Place) -> None:
    """Report a host operation that is not known, and what can be seen of its parameters."""
    if not call.arguments:
        return
    capability, dot, operation = (nodes.plain_text(call.arguments[0]) or "").partition(".")
    if not dot:
        place.report(
            call.arguments[0],
            'host_call(...) requires a literal "capability.operation" name for static validation',
            'use a string literal like host_call("project.scan", {}) so preflight can validate the '
            "capability contract",
        )
        return
    known = (capability, operation) in place.operations
    if not known and not place.options.allows(capability, operation):
        place.report(
            call,
            f"unknown host capability/operation '{capability}.{operation}'",
            "declare additional host capabilities in [check].host_capabilities, "
            "[check].host_capabilities_path, --host-capabilities, or suppress via [check].preflight_allow",
        )
    if (capability, operation) == ("template", "render"):
        _check_rendering(_argument(call, 1), place)


def _check_rendering(parameters: nodes.Expr | None, place: Place) -> None:
    """Report the template that the host is to render, if it is missing."""
    paths = [path for path in map(nodes.plain_text, fields(parameters, "path")) if path is not None]
    if parameters is None or not paths:
        return
    candidates = place.candidates(paths[0])
    if not any(map(os.path.exists, candidates)):
        place.report(
            parameters,
            f"host template render target '{paths[0]}' does not exist at {' or '.join(candidates)}",
            "verify the template path, or set [check].bundle_root / --bundle-root when validating "
            "bundled layouts",
        )


def _argument(call: nodes.Call, index: int) -> nodes.Expr | None:
    return call.arguments[index] if index < len(call.arguments) else None


#: The check of a call, by the name that is called.
CHECKS: dict[str, Callable[[nodes.Call, Place], None]] = {
    "exec_at": check_folder,
    "host_call": check_operation,
    "host_invoke": check_invocation,
    "render": check_template,
    "render_prompt": check_template,
    "shell_at": check_folder,
    "spawn_agent": check_worker,
}
