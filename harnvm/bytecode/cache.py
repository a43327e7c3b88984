"""Compiled programs on disk, under the rule of trust of ``__pycache__``.

Entries live in one folder that must belong to the user, be private to the user, and be no link; so must each
file. An entry's name is a digest of the source text, of what it was compiled as, and of the versions of
harnvm and Python; its content carries a checksum. Whatever does not fit is ignored and made anew, and a cache
that cannot be written is no error.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys

from harnvm.resources import build_stamp
from harnvm.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

try:  # hashlib would load OpenSSL, which costs more than everything else here
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

#: Entries beyond this many are dropped, oldest first, when a new one is written.
MAX_ENTRIES = 2_000

_DIGEST_SIZE = 20


def default_folder() -> str | None:
    """Return the folder to use: ``HARNVM_CACHE_DIR`` (empty: none), else the user's cache folder."""
    chosen = os.environ.get("HARNVM_CACHE_DIR")
    if chosen is not None:
        return chosen or None
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "harnvm") if os.path.isabs(base) else None


def user_cache() -> CodeCache | None:
    """Return the user's cache of compiled programs, or None if there is to be none."""
    folder = default_folder()
    return None if folder is None else CodeCache(folder, build_stamp())


class CodeCache:
    """A store of marshalled tuples by source text.

    Args:
        folder: Where entries live; made when the first one is written.
        fingerprint: Anything else that entries depend on.
    """

    def __init__(self, folder: str, fingerprint: str = "") -> None:
        self._folder = folder
        self._salt = f"{VERSION}|{sys.implementation.cache_tag}|{sys.hexversion}|{fingerprint}|"

    def get(self, kind: str, text: str) -> Any:
        """Return what was stored for a text compiled as `kind`, or None."""
        try:
            data = self._read(self._path(kind, text))
        except OSError:
            return None
        digest, payload = data[:_DIGEST_SIZE], data[_DIGEST_SIZE:]
        if blake2b(payload, digest_size=_DIGEST_SIZE).digest() != digest:
            return None
        try:
            return marshal.loads(payload)
        except (EOFError, ValueError, TypeError):
            return None

    def put(self, kind: str, text: str, entry: Any) -> None:
        """Store a tuple of plain values; do nothing if that cannot be done."""
        try:
            payload = marshal.dumps(entry)
            self._write(self._path(kind, text), blake2b(payload, digest_size=_DIGEST_SIZE).digest() + payload)
        except (OSError, ValueError):
            return

    def _path(self, kind: str, text: str) -> str:
        key = f"{self._salt}{kind}|{text}".encode("utf-8", "surrogatepass")
        return os.path.join(self._folder, blake2b(key, digest_size=_DIGEST_SIZE).hexdigest())

    def _read(self, path: str) -> bytes:
        if not _is_private(os.lstat(self._folder), stat.S_ISDIR):
            return b""
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        try:
            status = os.fstat(descriptor)
            return os.read(descriptor, status.st_size) if _is_private(status, stat.S_ISREG) else b""
        finally:
            os.close(descriptor)

    def _write(self, path: str, data: bytes) -> None:
        os.makedirs(self._folder, mode=0o700, exist_ok=True)
        if not _is_private(os.lstat(self._folder), stat.S_ISDIR):
            return
        self._drop_old()
        temporary = f"{path}.{os.getpid()}"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, data)
        finally:
            os.close(descriptor)
        os.replace(temporary, path)

    def _drop_old(self) -> None:
        entries = list(os.scandir(self._folder))
        if len(entries) <= MAX_ENTRIES:
            return
        entries.sort(key=lambda entry: entry.stat(follow_symlinks=False).st_mtime)
        for entry in entries[: len(entries) // 2]:
            try:
                os.unlink(entry.path)
            except OSError:
                continue  # a folder, or gone already


class Entry:
    """One entry of a cache."""

    __slots__ = ("_cache", "_kind", "_text")

    def __init__(self, cache: CodeCache, kind: str, text: str) -> None:
        self._cache = cache
        self._kind = kind
        self._text = text

    def get(self) -> Any:
        """Return what was stored, or None."""
        return self._cache.get(self._kind, self._text)

    def put(self, entry: Any) -> None:
        """Store plain values and code objects; do nothing if that cannot be done."""
        self._cache.put(self._kind, self._text, entry)


def _is_private(status: os.stat_result, is_kind: Any) -> bool:
    """Tell whether a file or folder is of the right kind, the user's own, and nobody else's to read."""
    if not is_kind(status.st_mode):
        return False
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o077
