"""What does an employee do with the phone? Binding, checking in, reading what is said."""

from contextlib import suppress
from typing import Any

from playwright.sync_api import BrowserContext, Error, Locator, Page, expect

from tests.browser.finger import Finger
from tests.browser.office import Office
from tests.browser.waiting import until

CONTROLLED = "navigator.serviceWorker.controller !== null"

FORGOTTEN = """async () => {
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}"""

KEPT = """async () => {
  const opened = indexedDB.open('sikeren');
  const db = await new Promise((ok, no) => {
    opened.onsuccess = () => ok(opened.result);
    opened.onerror = () => no(opened.error);
  });
  const all = db.transaction('checkins').objectStore('checkins').getAll();
  const kept = await new Promise((ok) => { all.onsuccess = () => ok(all.result); });
  db.close();
  return kept.sort((a, b) => a.seq - b.seq);
}"""


class Phone:
    """The app in one tab, with a finger for it."""

    def __init__(self, context: BrowserContext, origin: str, page: Page | None = None) -> None:
        self.context = context
        self.origin = origin
        self.page = page or context.new_page()
        self.finger = Finger(self.page)

    def open(self, fragment: str = "") -> None:
        """Open the app and let the worker take it into its keeping."""
        self.page.goto(f"{self.origin}/{fragment}")
        until(lambda: self.page.evaluate(CONTROLLED), "a worker in control")

    def another_tab(self) -> "Phone":
        """The app once more on the same phone, with the same passkeys."""
        tab = Phone(self.context, self.origin)
        tab.finger.hold(self.finger.credentials())
        tab.open()
        return tab

    def type_code(self, code: str) -> None:
        """Type an enrolment code and have it looked at."""
        self.page.get_by_label("Kode pendaftaran").fill(code)
        self.press("Periksa kode")

    def bind(self, code: str) -> None:
        """All steps from the code to the Absen screen, which then has news of the server."""
        self.enrol(code)
        self.reached()

    def enrol(self, code: str) -> None:
        """All steps from the code to the Absen screen."""
        self.type_code(code)
        self.press("Ya, buat kunci HP")
        self.press("Uji sidik jari sekarang")
        self.page.get_by_role("link", name="Buka layar Absen").click()

    def reached(self) -> None:
        """Wait until the phone says that it has spoken with the server."""
        expect(self.page.get_by_text("Terhubung", exact=True)).to_be_visible()

    def stand(self, office: Office, *, metres_north: float = 0, accuracy: float = 8) -> None:
        """Be somewhere near an office."""
        self.context.set_geolocation(office.spot(metres_north=metres_north, accuracy=accuracy))

    def arrive(self, office: Office) -> None:
        """Be at the office, and read that the phone knows it."""
        self.stand(office)
        self.reads("Anda di dalam radius")

    def press(self, name: str) -> None:
        """Press a button by the words on it."""
        self.page.bring_to_front()
        self.page.get_by_role("button", name=name, exact=True).click()

    def go(self, tab: str) -> None:
        """To another view, by the tabs."""
        self.page.get_by_role("navigation").get_by_role("link", name=tab).click()

    def reads(self, words: str) -> Locator:
        """These words are on the screen."""
        found = self.main.get_by_text(words).first
        expect(found).to_be_visible()
        return found

    def never_reads(self, words: str) -> None:
        """These words are not on the screen."""
        expect(self.main.get_by_text(words)).to_have_count(0)

    @property
    def main(self) -> Locator:
        """The view, without masthead and tabs."""
        return self.page.get_by_role("main")

    def tap(self, kind: str) -> None:
        """Absen Masuk or Absen Pulang, until the phone says that it is kept."""
        before = len(self.kept())
        self.press(kind)
        until(lambda: len(self.kept()) == before + 1, f"{kind} is kept on the phone")

    def lose_network(self) -> None:
        """Airplane mode."""
        self.context.set_offline(True)

    def find_network(self) -> None:
        """The network is back, and the phone notices."""
        self.context.set_offline(False)
        # Chromium's emulation says nothing of it to a page that was loaded while offline.
        self.page.evaluate("dispatchEvent(new Event('online'))")

    def lose_the_app(self) -> None:
        """The browser forgets the app's files and its worker, but nothing that the phone keeps."""
        self.page.evaluate(FORGOTTEN)
        self.page.goto("about:blank")
        self.page.context.new_cdp_session(self.page).send("Network.clearBrowserCache")

    def crash(self) -> None:
        """The whole browser dies at once, as when the battery is empty."""
        session = self.context.browser.new_browser_cdp_session() if self.context.browser else None
        assert session
        with self.context.expect_event("close"), suppress(Error):
            session.send("Browser.crash")

    def kept(self) -> list[dict[str, Any]]:
        """The check-ins as this phone keeps them, by `seq`."""
        return self.page.evaluate(KEPT)

    def delivers(self, count: int) -> list[dict[str, Any]]:
        """Wait until nothing waits any more and so many receipts are held."""
        until(
            lambda: len(kept := self.kept()) == count and all("receipt" in one for one in kept),
            f"{count} receipts on the phone",
        )
        return self.kept()
