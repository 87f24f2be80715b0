"""Does a page fit its window, is it accessible, and does it complain?"""

import fcntl
import json
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

from tests.browser.sizes import at_twice_the_size, small_targets
from web.settings import ROOT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What depends on all of a page rather than on each thing in it.
WHOLE = [
    *("document-title", "html-has-lang", "duplicate-id-aria", "heading-order"),
    *("page-has-heading-one", "landmark-one-main", "landmark-unique", "region", "bypass"),
]
ALL: dict[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}}
OF_PAGES: dict[str, Any] = {"runOnly": {"type": "rule", "values": WHOLE}}
OF_THINGS = {**ALL, "rules": {one: {"enabled": False} for one in WHOLE}}
SIZES = {
    "phone, light": (360, 800, "light"),
    "desk, dark": (1280, 800, "dark"),
}
# Things alike in all that a rule about one thing reads: what they are, what is said of them,
# whether they say anything, and what they stand in.
ALIKE = """
  const own = new Map();
  const kind = (element) => {
    if (!element) return '';
    if (!own.has(element)) {
      const names = element.getAttributeNames().filter((name) => name !== 'class').sort();
      const said = element.textContent.trim() ? 'says' : 'mute';
      own.set(element, [element.localName, ...[...element.classList].sort(), ...names,
        element.getAttribute('role'), element.getAttribute('type'), said].join(' '));
    }
    return own.get(element);
  };
  const path = (element) => [element, element.parentElement, element.parentElement?.parentElement];
  const alike = (element) => path(element).map(kind).join(' < ');
  const things = [...document.querySelectorAll('body *')];
"""
KINDS = f"() => {{ {ALIKE} return [...new Set(things.map(alike))]; }}"
# All that is asked of a page in one size is one question: each costs a turn of the browser.
# A colour on its way to another has a contrast that nobody ever reads: nothing moves meanwhile.
# What slides under a bar is no fault, hence from the top.
RUN = f"""async ({{ ofPages, ofThings, fresh }}) => {{
  const still = new CSSStyleSheet();
  still.replaceSync(
    '*, *::before, *::after {{ animation: none !important; transition: none !important }}');
  document.adoptedStyleSheets = [still];
  scrollTo(0, 0);
  const beyond = document.scrollingElement.scrollWidth - innerWidth;
  {ALIKE}
  const kinds = new Set(fresh);
  const include = things.filter((one) => kinds.size && kinds.has(alike(one)));
  const found = [await axe.run(document, {{ ...ofPages, resultTypes: ['violations'] }})];
  if (include.length) {{
    found.push(await axe.run({{ include }}, {{ ...ofThings, resultTypes: ['violations'] }}));
  }}
  return {{ beyond, found: found.flatMap((one) => one.violations).map(({{ id, impact, nodes }}) =>
    ({{ id, impact, where: nodes.map(({{ target }}) => target.join(' ')).slice(0, 3) }})) }};
}}"""


@cache
def axe() -> str:
    """The accessibility checker, as it is installed."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


class Known:
    """The kinds of things that were looked at, by whichever of the tests that run side by side."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def new_of(self, kinds: list[str]) -> list[str]:
        """Those that nobody has looked at; whoever asks does."""
        with self._file.open("a+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            before = set(file.read().splitlines())
            new = [one for one in kinds if json.dumps(one) not in before]
            file.writelines(f"{json.dumps(one)}\n" for one in new)
        return new


class Inspector:
    """Looks at one page after the other and remembers every fault.

    Args:
        page: where they open.
        thumb: also asks whether it is large enough for one, and readable at twice the size.
        known: what was looked at before, of which is asked only what depends on all of a page.
    """

    def __init__(self, page: Page, *, thumb: bool = False, known: Known | None = None) -> None:
        self.page = page
        self._thumb = thumb
        self._known = known
        self.faults: list[str] = []
        self._heard: list[str] = []
        page.on("console", self._hear)
        page.add_init_script(axe())  # of the pages to come: cheaper than to bring it to each

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._heard.append(message.text)

    def look(self, name: str) -> None:
        """Look at the page as it is, on a phone in daylight and on a desk at night.

        Where it holds nothing that was not looked at before, on a phone alone: what does not fit
        shows there first.
        """
        asked: dict[str, Any] = {"ofPages": ALL, "ofThings": OF_THINGS, "fresh": []}
        sizes = list(SIZES.items())
        if self._known:
            fresh = self._known.new_of(self.page.evaluate(KINDS))
            asked |= {"ofPages": OF_PAGES, "fresh": fresh}
            sizes = sizes if fresh else sizes[:1]
        for size, (width, height, scheme) in sizes:
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            if not self.page.evaluate("'axe' in window"):
                self.page.evaluate(axe())
            where = f"{name} ({size})"
            told: dict[str, Any] = self.page.evaluate(RUN, asked)
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
