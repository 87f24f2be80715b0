"""How do tests that run side by side share what takes long to make? It is made once, and copied."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def shared(temporary: pytest.TempPathFactory) -> Path:
    """The folder of all tests of this run, whichever process they are in."""
    base = temporary.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def once(temporary: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that whichever process comes first fills; to be read, and not to be changed.

    Args:
        temporary: pytest's own factory of folders.
        name: the folder's name, one for each thing to be made.
        make: fills the new folder that it is given. Where it fails, the next process tries again.
    """
    base = shared(temporary)
    made = base / name
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            half = base / f"{name}.half"
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            make(half)
            half.rename(made)
    return made
