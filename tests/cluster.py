"""A PostgreSQL of our own for the tests: made in a temporary folder, gone at the end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

USER = "sikeren"


def _program(name: str) -> str:
    """Debian keeps the server's programs out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    program = str(found[-1]) if found else shutil.which(name)
    if program is None:
        raise FileNotFoundError(f"{name}: install PostgreSQL's server (Debian: postgresql)")
    return program


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


class Cluster:
    """A running cluster that makes empty databases."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self._numbers = count(1)

    def run(self, name: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; as root, as the user that it insists on."""
        whom = {}
        if os.geteuid() == 0:
            whom = {"user": "postgres", "cwd": str(self.folder)}
        subprocess.run([_program(name), *arguments], check=True, capture_output=True, **whom)

    def database(self) -> str:
        """A new, empty database: its URL."""
        name = f"test_{next(self._numbers)}"
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, name)
        return f"postgres://{USER}@127.0.0.1:{self.port}/{name}"


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """A cluster on a free port of the loopback address; synced to disk only where asked for."""
    folder = Path(tempfile.mkdtemp(prefix="sikeren-postgres-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    made = Cluster(folder, _free_port())
    data = str(folder / "data")
    try:
        made.run("initdb", "-D", data, "-A", "trust", "-U", USER, "-E", "UTF8", "--no-sync")
        options = f"-p {made.port} -k {folder} -c listen_addresses=127.0.0.1"
        options += "" if durable else " -c fsync=off"
        made.run("pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield made
        finally:
            made.run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)
