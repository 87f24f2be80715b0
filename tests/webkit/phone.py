"""What does an employee do with the phone in Safari's engine? The words of `browser.phone`."""

import json
from typing import Any

from tests.browser.office import Office
from tests.browser.phone import KEPT
from tests.browser.waiting import until
from tests.webkit.window import Window


class Phone:
    """The app in one window."""

    def __init__(self, window: Window, origin: str) -> None:
        self.window = window
        self.origin = origin

    def open(self, fragment: str = "") -> None:
        """Open the app and let the worker take it into its keeping."""
        self.window.open(f"{self.origin}/{fragment}")
        self.controlled()

    def reload(self) -> None:
        """The app once more, as after a swipe down."""
        self.window.reload()
        self.controlled()

    def controlled(self) -> None:
        """A worker answers for this page."""
        script = "return Boolean(navigator.serviceWorker.controller && window.hardware)"
        until(lambda: self.window.run(script), "a worker in control")

    def bind(self, code: str) -> None:
        """All steps from the code to the Absen screen."""
        self.window.write("#code", code)
        self.window.press("Periksa kode")
        self.window.press("Ya, buat kunci HP")
        self.window.press("Uji sidik jari sekarang")
        self.window.follow("Buka layar Absen")
        self.reached()

    def reached(self) -> None:
        """Wait until the phone says that it has spoken with the server."""
        script = "return document.querySelector('.link').textContent.includes('Terhubung')"
        until(lambda: self.window.run(script), "“Terhubung” on the screen")

    def arrive(self, office: Office) -> None:
        """Be at the office, and read that the phone knows it."""
        spot = office.spot()
        where = [spot["latitude"], spot["longitude"], spot["accuracy"]]
        self.window.run("hardware.stand(...arguments)", *where)
        self.window.reads("Anda di dalam radius")

    def tap(self, kind: str) -> None:
        """Absen Masuk or Absen Pulang, until the phone says that it is kept."""
        before = len(self.kept())
        self.window.press(kind)
        until(lambda: len(self.kept()) == before + 1, f"{kind} is kept on the phone")

    def go(self, view: str) -> None:
        """To another view, by its address."""
        self.window.run(f"location.hash = {json.dumps(view)}")

    def kept(self) -> list[dict[str, Any]]:
        """The check-ins as this phone keeps them, by `seq`."""
        return self.window.wait_for(f"return ({KEPT})()")

    def delivers(self, count: int) -> list[dict[str, Any]]:
        """Wait until so many receipts are held and nothing waits, as long as more keep coming."""
        held = 0
        while held < count:
            held = self._holds_beyond(held)
        kept = self.kept()
        assert len(kept) == count
        return kept

    def _holds_beyond(self, before: int) -> int:
        """How many receipts are held, once they are more than before."""

        def more() -> int:
            held = sum("receipt" in one for one in self.kept())
            return held if held > before else 0

        return until(more, f"more than {before} receipts")
