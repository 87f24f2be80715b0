"""Is a file that was sent taken, and as what? Asks a process apart, and fails closed."""

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from web.domain.attachments import MAX_SIDE, REFUSALS
from web.errors import Problem
from web.settings import ROOT

SECONDS = 60  # by the clock on the wall, for a busy machine
AT_ONCE = 2  # files that are examined at the same time

_room: dict[asyncio.AbstractEventLoop, asyncio.Semaphore] = {}


@dataclass(frozen=True)
class Examined:
    """What is kept of a file: pixels are 0 for a PDF, pages for a picture; `small` may be empty."""

    kind: str
    width: int
    height: int
    pages: int
    content: bytes
    small: bytes


async def examine(path: Path, side: int = MAX_SIDE) -> Examined:
    """What of a file is kept.

    Args:
        path: the file as it was sent.
        side: pixels of what is kept of a picture, at most.

    Raises:
        Problem: `file_refused` with a sentence that says what to do.
    """
    loop = asyncio.get_running_loop()
    room = _room.setdefault(loop, asyncio.Semaphore(AT_ONCE))
    async with room:
        code, answer = await _ask(path, side)
    line, _, rest = answer.partition(b"\n")
    try:
        facts = json.loads(line) if code == 0 else {"refused": "unchecked"}
    except ValueError:
        facts = {"refused": "unchecked"}
    if "refused" in facts:
        raise Problem("file_refused", REFUSALS.get(facts["refused"], REFUSALS["unchecked"]))
    size = int(facts["size"])
    if not size or len(rest) != size + int(facts["small"]):
        raise Problem("file_refused", REFUSALS["unchecked"])
    width, height, pages = (int(facts[name]) for name in ("width", "height", "pages"))
    return Examined(str(facts["kind"]), width, height, pages, rest[:size], rest[size:])


async def _ask(path: Path, side: int) -> tuple[int, bytes]:
    with path.open("rb") as file:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "web.services.attachment_content", str(side)),
            stdin=file,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=ROOT,
            env={"PYTHONUNBUFFERED": "1"},
        )
    try:
        async with asyncio.timeout(SECONDS):
            answer, _ = await child.communicate()
    except (TimeoutError, asyncio.CancelledError) as error:
        child.kill()
        await child.wait()
        if isinstance(error, asyncio.CancelledError):
            raise
        return -1, b""
    return child.returncode if child.returncode is not None else -1, answer
