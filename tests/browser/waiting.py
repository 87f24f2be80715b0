"""When has something come true that no element on the screen shows?"""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")

PATIENCE = 20.0  # seconds
PAUSE = 0.05  # seconds


def until(check: Callable[[], Answer], what: str, *, patience: float = PATIENCE) -> Answer:
    """Ask again and again until the answer is a true one; that answer.

    Playwright's own `wait_for_function` needs `unsafe-eval`, which our pages do not allow.
    """
    deadline = time.monotonic() + patience
    while not (answer := check()):
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(PAUSE)
    return answer
