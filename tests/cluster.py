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

    def __init__(self, folder: Path, port: int, options: str) -> None:
        self.folder, self.port, self.options = folder, port, options
        self._numbers = count(1)

    def run(self, name: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; as root, as the user that it insists on."""
        whom = {}
        if os.geteuid() == 0:
            whom = {"user": "postgres", "cwd": str(self.folder)}
        subprocess.run([_program(name), *arguments], check=True, capture_output=True, **whom)

    @property
    def data(self) -> Path:
        """The folder with its databases."""
        return self.folder / "data"

    def database(self, name: str = "") -> str:
        """A new, empty database: its URL."""
        name = name or f"test_{next(self._numbers)}"
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, name)
        return self.url(name)

    def url(self, name: str) -> str:
        """The URL of a database."""
        return f"postgres://{USER}@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Serve its databases."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 {self.options}"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.data), "-o", options, "-l", log, "-w", "start")

    def stop(self, how: str) -> None:
        """End it: "fast" leaves its databases fit for `like`, "immediate" costs less."""
        self.run("pg_ctl", "-D", str(self.data), "-m", how, "-w", "stop")


@contextmanager
def cluster(
    *,
    durable: bool = False,
    like: Path | None = None,
    kept: Path | None = None,
    options: str = "",
) -> Iterator[Cluster]:
    """A cluster on a free port of the loopback address; synced to disk only where asked for.

    Args:
        durable: whether what is committed outlives the machine.
        like: the data of another cluster, at rest, to begin with.
        kept: the folder where it stays, and is found again.
        options: more for the server's command line.
    """
    folder = kept or Path(tempfile.mkdtemp(prefix="sikeren-postgres-"))
    folder.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    made = Cluster(folder, _free_port(), options if durable else f"-c fsync=off {options}")
    try:
        if like:
            copy(like, made.data)
        elif not made.data.exists():
            data = str(made.data)
            made.run("initdb", "-D", data, "-A", "trust", "-U", USER, "-E", "UTF8", "--no-sync")
        made.start()
        try:
            yield made
        finally:
            made.stop("fast" if kept else "immediate")
    finally:
        if not kept:
            shutil.rmtree(folder)


def copy(data: Path, to: Path) -> None:
    """Copy the data of a cluster at rest; its owner stays."""
    subprocess.run(["cp", "-a", data, to], check=True)
