"""How is the program started in a moment? Forked from a process that has read its modules already.

From arguments to exit status it is a process of its own; only the two seconds of importing, which
every command would spend anew, are spent once. That the installed program starts by itself is told
by `tests/test_cli.py`.
"""

import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any

from web.cli import main

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["web.cli"])

Words = Sequence[str | Path]


@dataclass(frozen=True)
class Ended:
    """A command that has ended: its exit status and what it said."""

    returncode: int
    stdout: str
    stderr: str


class Forked:
    """`sikeren …` at work, used like a `subprocess.Popen` with a pipe for its stdout.

    Args:
        words: what stands after the program's name.
        environment: all of its environment.
        folder: where it is started.
        stderr: the file descriptor for what it complains of.
    """

    def __init__(
        self, words: Words, environment: Mapping[str, str], folder: Path, stderr: int = 2
    ) -> None:
        reading, writing = os.pipe()
        self.stdout = os.fdopen(reading, encoding="utf-8")
        self._process = _begin(words, environment, folder, writing, stderr)
        os.close(writing)

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process.pid
        return self._process.pid

    def poll(self) -> int | None:
        """Its exit status, negative where a signal ended it; None while it runs."""
        return self._process.exitcode

    def wait(self) -> int:
        """Its exit status, once it has ended."""
        self._process.join()
        assert self._process.exitcode is not None
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)


def run(words: Words, environment: Mapping[str, str], folder: Path) -> Ended:
    """Run a command to its end."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = _begin(words, environment, folder, out.fileno(), err.fileno())
        process.join()
        assert process.exitcode is not None
        for file in (out, err):
            file.seek(0)
        return Ended(process.exitcode, out.read().decode(), err.read().decode())


def _begin(words: Words, environment: Mapping[str, str], folder: Path, out: int, err: int) -> Any:
    def made(*streams: Any) -> Any:
        told = ([str(one) for one in words], dict(environment), str(folder), *streams)
        return _forks.Process(target=_run, args=told, daemon=True)  # ends with the tests

    process = made(_Stream(out), _Stream(err))
    process.start()
    return process


class _Stream:
    """A file descriptor that goes along with a fork."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __reduce__(self) -> Any:
        return _received, (DupFd(self._number),)


def _received(sent: Any) -> int:
    return int(sent.detach())


def _run(words: list[str], environment: dict[str, str], folder: str, out: int, err: int) -> None:
    """Become the program."""
    for received, number in ((out, 1), (err, 2)):
        os.dup2(received, number)
        os.close(received)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    sys.argv = ["sikeren", *words]
    main()
