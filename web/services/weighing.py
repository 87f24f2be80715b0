"""How is somebody asked once more before a change that is hard to take back?

The service weighs what a change would do and raises `Unasked`; the page tells it with a box to
tick (`certain` of templates/desk/_parts.html), whose value is the key of just this.
"""

from dataclasses import dataclass, field

from web.errors import Problem


@dataclass(frozen=True)
class Weighed:
    """What a change would do, a sentence each; by its `key` another change is asked about anew."""

    told: list[str] = field(default_factory=list)
    key: str = ""


class Unasked(Problem):
    """A change whose author was not asked about it: `weighed` says what it would do."""

    def __init__(self, weighed: Weighed) -> None:
        super().__init__("invalid", fields={"certain": "Periksa sekali lagi, lalu centang."})
        self.weighed = weighed
