"""How do tests drive the program as others would? Arguments in, JSON and an exit status out."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

PROGRAM = Path(sys.executable).parent / "sikeren"
ORIGIN = "http://localhost:8000"
NIP = "199203152015031002"


class Program:
    """The program with its own data folder, and nothing of ours in its environment."""

    def __init__(self, data: Path, database_url: str = "") -> None:
        self.data = data
        self.environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        if database_url:
            self.environment["SIKEREN_DATABASE_URL"] = database_url

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run it and wait."""
        return subprocess.run(
            [PROGRAM, *arguments],
            env=self.environment | environment,
            cwd=self.data.parent,
            capture_output=True,
            text=True,
            check=False,
        )

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
    def serving(self) -> Iterator[httpx2.Client]:
        """A client of the running server; it must end by itself when told to."""
        command = [PROGRAM, "serve", "--port", "0", "--json", "--data", str(self.data)]
        with subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE) as server:
            assert server.stdout
            listening = json.loads("".join(iter(lambda: _line(server), "}\n")) + "}")
            with httpx2.Client(base_url=f"http://localhost:{listening['port']}") as client:
                yield client
            server.send_signal(signal.SIGTERM)
            assert server.wait() in (0, -signal.SIGTERM)


def _line(server: "subprocess.Popen[bytes]") -> str:
    assert server.stdout
    line = server.stdout.readline().decode()
    assert line, "the server ended before it listened"
    return line


def furnish(program: Program) -> None:
    """An agency with a point and one employee."""
    agency = program.answer("agency", "add", "Dinas Contoh", "--timezone", "Asia/Makassar")
    where = ("--lat", "-2.6803", "--lng", "118.8892", "--radius", "100")
    program.answer("point", "add", "--agency", "Dinas Contoh", "--name", "Kantor", *where)
    person = ("--nip", NIP, "--name", "Nurhayati Contoh", "--agency", agency["id"])
    program.answer("employee", "add", *person)
