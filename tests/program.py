"""How do tests drive the program as others would? Arguments in, JSON and an exit status out."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import httpx2

from tests.forked import Ended, Forked, run

PROGRAM = Path(sys.executable).parent / "sikeren"
ORIGIN = "http://localhost:8000"
NIP = "199203152015031002"
Process: TypeAlias = "Forked | subprocess.Popen[str]"


class Program:
    """The program with its own data folder, and nothing of ours in its environment."""

    def __init__(self, data: Path, database_url: str = "") -> None:
        self.data = data
        self.environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        if database_url:
            self.environment["SIKEREN_DATABASE_URL"] = database_url

    def run(self, *arguments: str, **environment: str) -> Ended:
        """Run it and wait."""
        return run(arguments, self.environment | environment, self.data.parent)

    def answer(self, *arguments: str) -> Any:
        """What it answers with --json."""
        done = self.run(*arguments, "--json", "--data", str(self.data))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def refusal(self, *arguments: str) -> tuple[int, str]:
        """Exit status and words where it refuses; standard output stays empty."""
        done = self.run(*arguments, "--json", "--data", str(self.data))
        assert done.stdout == ""
        return done.returncode, done.stderr

    @contextmanager
    def listening(self) -> Iterator[tuple[Process, str]]:
        """The running server and its address; killed at the end, if it still runs."""
        server = self._serve(["serve", "--port", "0", "--json", "--data", str(self.data)])
        assert server.stdout
        try:
            yield server, f"http://localhost:{listened(server)['port']}"
        finally:
            server.send_signal(signal.SIGKILL)
            server.wait()
            server.stdout.close()

    def _serve(self, words: list[str]) -> Process:
        return Forked(words, self.environment, self.data.parent)

    @contextmanager
    def serving(self) -> Iterator[httpx2.Client]:
        """A client of the running server; it must end by itself when told to."""
        with self.listening() as (server, address):
            with httpx2.Client(base_url=address) as client:
                yield client
            server.send_signal(signal.SIGTERM)
            assert server.wait() in (0, -signal.SIGTERM)


class Installed(Program):
    """The program as it was installed, started from nothing each time."""

    def run(self, *arguments: str, **environment: str) -> Ended:
        """Run it and wait."""
        done = subprocess.run(
            [PROGRAM, *arguments],
            env=self.environment | environment,
            cwd=self.data.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    def _serve(self, words: list[str]) -> Process:
        command = [PROGRAM, *words]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, text=True, cwd=self.data.parent
        )


def listened(server: Process) -> dict[str, Any]:
    """What a server that was started with --json says as soon as it listens."""
    said = ""
    while not said.endswith("}\n"):
        assert server.stdout
        line = server.stdout.readline()
        assert line, "the server ended before it listened; its log says why"
        said += line
    return dict(json.loads(said))


def furnish(program: Program) -> None:
    """An agency with a point and one employee."""
    agency = program.answer("agency", "add", "Dinas Contoh", "--timezone", "Asia/Makassar")
    where = ("--lat", "-2.6803", "--lng", "118.8892", "--radius", "100")
    program.answer("point", "add", "--agency", "Dinas Contoh", "--name", "Kantor", *where)
    person = ("--nip", NIP, "--name", "Nurhayati Contoh", "--agency", agency["id"])
    program.answer("employee", "add", *person)
