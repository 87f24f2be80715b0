"""Where do the bytes of attachments lie? In the data folder, under the hash of what they are.

`files/ab/abcd…` is what is kept and `files/ab/abcd….small` a small picture of it: the same content
twice is one file, and a file never changes. `uploads/ID.part` is what has arrived so far of one
that is on its way. A file is on the disk before its row is written; a file without a row is swept.
"""

import asyncio
import hashlib
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

PIECE = 1 << 20  # bytes that are hashed at a time


class Store:
    """The files of one installation.

    Args:
        data: the data folder.
    """

    def __init__(self, data: Path) -> None:
        self._files = data / "files"
        self._uploads = data / "uploads"
        self._locks: dict[UUID, asyncio.Lock] = {}
        self._sweeping = threading.Lock()

    def path(self, sha256: str, *, small: bool = False) -> Path:
        """Where content with this hash lies, or its small picture."""
        return self._files / sha256[:2] / (f"{sha256}.small" if small else sha256)

    def part(self, id: UUID) -> Path:
        """Where the bytes of an upload gather."""
        return self._uploads / f"{id}.part"

    def lock(self, id: UUID) -> asyncio.Lock:
        """Held while bytes are put to an upload, so that two connections cannot mix theirs."""
        return self._locks.setdefault(id, asyncio.Lock())

    def received(self, id: UUID) -> int:
        """How many bytes of an upload are here."""
        try:
            return self.part(id).stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, id: UUID, offset: int, piece: bytes) -> bool:
        """Put bytes to an upload; False, and nothing done, where they do not join on."""
        if self.received(id) != offset:
            return False
        self._uploads.mkdir(mode=0o700, exist_ok=True)
        with self.part(id).open("ab") as file:
            file.write(piece)
        return True

    def drop(self, id: UUID) -> None:
        """Forget the bytes of an upload."""
        self.part(id).unlink(missing_ok=True)
        self._locks.pop(id, None)

    def keep(self, content: bytes, small: bytes) -> str:
        """Put content on the disk, durably; its SHA-256 in hex. The same twice is one file."""
        sha256 = hashlib.sha256(content).hexdigest()
        if small:
            self._write(self.path(sha256, small=True), small)
        self._write(self.path(sha256), content)
        return sha256

    def _write(self, path: Path, content: bytes) -> None:
        with self._sweeping:
            if path.exists():
                os.utime(path)  # as good as new: the sweep leaves it alone
                return
        made = [folder for folder in (self._files, path.parent) if not folder.exists()]
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{uuid4().hex}")
        with fresh.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(path)
        for folder in [path.parent, *(one.parent for one in made)]:
            _sync(folder)

    def drop_others(self, named: set[str], oldest: datetime) -> int:
        """Delete files that were written before `oldest` and whose hash is not named; how many."""
        count = 0
        for path in list(self._files.glob("*/*")):
            hidden = path.name.startswith(".")  # what a crash left half written
            if not hidden and path.name.split(".")[0] in named:
                continue
            with self._sweeping:
                if changed(path) < oldest:
                    path.unlink(missing_ok=True)
                    count += 1
        return count

    def parts(self) -> Iterator[Path]:
        """The bytes of every upload that is on its way."""
        yield from self._uploads.glob("*.part")


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    sha256 = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            sha256.update(piece)
    return sha256.hexdigest()


def changed(path: Path) -> datetime:
    """When a file was last written; in the far future where there is none."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return datetime.max.replace(tzinfo=UTC)


def _sync(folder: Path) -> None:
    """Make a new name in a folder outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
