"""Does a page fit its window, is it accessible, and does it complain?"""

from functools import cache
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

from tests.browser.sizes import at_twice_the_size, small_targets
from web.settings import ROOT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {
    "phone, light": (360, 800, "light"),
    "desk, dark": (1280, 800, "dark"),
}
# All that is asked of a page in one size is one question: each costs a turn of the browser.
# A colour on its way to another has a contrast that nobody ever reads: nothing moves meanwhile.
# What slides under a bar is no fault, hence from the top.
RUN = """async (values) => {
  const still = new CSSStyleSheet();
  still.replaceSync(
    '*, *::before, *::after { animation: none !important; transition: none !important }');
  document.adoptedStyleSheets = [still];
  scrollTo(0, 0);
  const beyond = document.scrollingElement.scrollWidth - innerWidth;
  const { violations } = await axe.run(document,
    { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
  return { beyond, found: violations.map(({ id, impact, nodes }) =>
    ({ id, impact, where: nodes.map(({ target }) => target.join(' ')).slice(0, 3) })) };
}"""


@cache
def axe() -> str:
    """The accessibility checker, as it is installed."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


class Inspector:
    """Looks at one page after the other and remembers every fault."""

    def __init__(self, page: Page, *, thumb: bool = False) -> None:
        self.page = page
        self._thumb = thumb  # also: is it large enough for one, and readable at twice the size?
        self.faults: list[str] = []
        self._heard: list[str] = []
        page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._heard.append(message.text)

    def look(self, name: str) -> None:
        """Look at the page as it is, on a phone in daylight and on a desk at night."""
        for size, (width, height, scheme) in SIZES.items():
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            if not self.page.evaluate("'axe' in window"):
                self.page.evaluate(axe())
            where = f"{name} ({size})"
            told: dict[str, Any] = self.page.evaluate(RUN, TAGS)
            if told["beyond"] > 0:
                self.faults.append(f"{where}: {told['beyond']} px too wide")
            self.faults += [
                f"{where}: {one['impact']} {one['id']} {one['where']}" for one in told["found"]
            ]
        if self._thumb:
            self._by_thumb(name)
        self.faults += [f"{name}: {words}" for words in self._heard]
        self._heard.clear()

    def _by_thumb(self, name: str) -> None:
        self.page.set_viewport_size({"width": 360, "height": 800})
        self.faults += [f"{name}: {what}" for what in small_targets(self.page)]
        self.faults += [f"{name}, 200 %: {what}" for what in at_twice_the_size(self.page)]
