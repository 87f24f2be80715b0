"""How do the browser tests run the real program? As its own process, which can be killed.

What the tests need to be there is entered by the services; what happened is read by the
command line, as any other client would.
"""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

from tests.browser.wire import Mode, Wire
from tests.forked import Forked, run
from tests.program import Process, listened
from web.db import open_database
from web.models import Receipt
from web.settings import Settings, load

OLDER = Path(__file__).with_name("older.py")
Answer = TypeVar("Answer")

TROUBLE = re.compile(r"Traceback|unexpected failure|ERROR|CRITICAL")


class Server:
    """`sikeren serve` with a data folder of its own, behind a wire."""

    def __init__(self, data: Path, build: Path, *, like: Path | None = None) -> None:
        self.data = data
        self.build = build
        self.wire = Wire()
        self.origin = f"http://localhost:{self.wire.port}"
        self.log = data.with_suffix(".log")
        self.extra: dict[str, str] = {}  # settings by environment, for the next start
        self.templates: Path | None = None  # an older release's, which go before ours
        self._process: Process | None = None
        self.admin_link = ""
        if like:
            self._take_over(like)
        else:
            self.admin_link = self.command("init", "--origin", self.origin)["admin_link"]

    def _take_over(self, installation: Path) -> None:
        """A copy of an installation, at our address: to make one takes long."""
        shutil.copytree(installation, self.data)
        stored = self.data / "settings.toml"
        theirs = load(self.data, {}).origin
        stored.write_text(stored.read_text("utf-8").replace(theirs, self.origin), "utf-8")

    @property
    def settings(self) -> Settings:
        """The settings that the process runs with."""
        return load(self.data, self._environment)

    @property
    def _environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if "SIKEREN" not in name}
        return own | {"SIKEREN_BUILD": str(self.build)} | self.extra

    def command(self, *words: str) -> Any:
        """Run `sikeren …`; its JSON document."""
        arguments = [*words, "--data", self.data, "--json"]
        done = run(arguments, self._environment, self.data.parent)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def checkins(self, nip: str) -> list[dict[str, Any]]:
        """What the server holds of a person, by the time that counts."""
        return self.command("checkins", "--nip", nip)

    def refused(self, nip: str) -> list[dict[str, Any]]:
        """What the server refused of a person."""
        return self.command("checkins", "--nip", nip, "--quarantine")

    def receipts_of(self, checkin: str) -> list[str]:
        """The receipts that the database holds for a check-in, as they were signed."""

        async def read(_: Settings) -> list[str]:
            return [one.jws for one in await Receipt.filter(checkin__jti=checkin)]

        return self.enter(read)

    def enter(self, work: Callable[[Settings], Awaitable[Answer]]) -> Answer:
        """Do something by the services, in a thread: Playwright's loop runs in this one."""
        answers: list[Answer] = []
        failures: list[BaseException] = []

        async def inside() -> None:
            async with open_database(self.settings):
                answers.append(await work(self.settings))

        def run() -> None:
            try:
                asyncio.run(inside())
            except BaseException as error:
                failures.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        if failures:
            raise failures[0]
        return answers[0]

    def start(self) -> None:
        """Serve; answers once the server listens."""
        with self.log.open("a") as log:
            self._process = self._begin(log)
        self.wire.upstream = listened(self._process)["port"]

    def _begin(self, log: IO[str]) -> Process:
        words = ["serve", "--host", "127.0.0.1", "--port=0", "--data", self.data, "--json"]
        if not self.templates:
            return Forked(words, self._environment, self.data.parent, log.fileno())
        older = [sys.executable, OLDER, self.templates, *words]
        return subprocess.Popen(
            older, env=self._environment, stdout=subprocess.PIPE, stderr=log, text=True
        )

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def freeze(self) -> None:
        """Stop the process where it is: requests reach the machine, nobody reads them."""
        self._signal(signal.SIGSTOP)

    def kill(self) -> None:
        """SIGKILL: no farewell, nothing is tidied up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """The orderly way."""
        self._end(signal.SIGTERM)

    def restart(self, build: Path | None = None, templates: Path | None = None) -> None:
        """Stop, and serve again, perhaps with another build of the browser's half.

        Args:
            build: folder of the built assets.
            templates: folder whose templates go before ours, as in an older release.
        """
        self.stop()
        self.build = build or self.build
        self.templates = templates
        self.start()

    def as_new(self, build: Path) -> None:
        """Whatever a test before did to it: it runs with its own settings, and the wire carries."""
        self.wire.release()
        if self.wire.mode is not Mode.THROUGH:
            self.wire.become(Mode.THROUGH)
        if not self.running or self.build != build or self.extra:
            self.extra = {}
            self.restart(build)

    def close(self) -> None:
        """End it all, and see that the server never met anything it had not foreseen."""
        self.stop()
        self.wire.close()
        log = self.log.read_text()
        assert not TROUBLE.search(log), log

    def _signal(self, number: signal.Signals) -> None:
        assert self._process
        self._process.send_signal(number)

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        self._signal(number)
        self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()
        self._process = None
        self.wire.cut()


@contextmanager
def serving(data: Path, build: Path, *, like: Path | None = None) -> Iterator[Server]:
    """A server from here on; afterwards it is seen that it met nothing unforeseen.

    Args:
        data: its data folder.
        build: folder of the built assets.
        like: the data folder of an installation to be copied, instead of making one.
    """
    server = Server(data, build, like=like)
    try:
        server.start()
        yield server
    finally:
        server.close()
