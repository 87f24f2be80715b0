"""What does a screen reader hear? Chromium's accessibility tree, and what live regions say."""

from typing import Any, NamedTuple

from playwright.sync_api import Page

from tests.browser.waiting import until

# A region is spoken when what it reads changes. It must have been there, and not hidden, before.
# All of ours are read whole (status and alert are `aria-atomic`).
LISTEN = """() => {
  const regions = '[role=status], [role=alert], [role=log], [aria-live]';
  const last = new WeakMap();
  globalThis.spoken = [];
  const words = (region) => region.textContent.replace(/\\s+/g, ' ').trim();
  const hearing = new MutationObserver(() => {
    for (const region of document.querySelectorAll(regions)) {
      const known = last.has(region);
      const said = words(region);
      if (known && last.get(region) === said) continue;
      last.set(region, said);
      if (said) globalThis.spoken.push(known ? said : `(new region) ${said}`);
    }
  });
  for (const region of document.querySelectorAll(regions)) {
    const seen = getComputedStyle(region).display !== 'none'
      && getComputedStyle(region).visibility !== 'hidden';
    if (seen) last.set(region, words(region));
  }
  hearing.observe(document, { subtree: true, childList: true, characterData: true });
}"""


class Heard(NamedTuple):
    """One thing in the tree: what it is and what it is called."""

    role: str
    name: str


class Ears:
    """Listens to one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._session = page.context.new_cdp_session(page)

    def listen(self) -> None:
        """From now on remember what live regions say."""
        self.page.evaluate(LISTEN)

    def spoken(self) -> list[str]:
        """What was said since, in order."""
        return self.page.evaluate("globalThis.spoken")

    def tree(self) -> list[dict[str, Any]]:
        """The whole tree as assistive technology gets it, without what it passes over."""
        nodes = self._session.send("Accessibility.getFullAXTree")["nodes"]
        return [one for one in nodes if not one.get("ignored")]

    def things(self, *roles: str) -> list[Heard]:
        """Everything of these roles, in reading order."""
        return [
            Heard(role, one.get("name", {}).get("value", "").strip())
            for one in self.tree()
            if (role := one["role"]["value"]) in roles
        ]

    def current(self) -> str:
        """The name of the tab that says of itself that it is the page shown."""
        return self.page.evaluate(
            "document.querySelector('nav [aria-current=page]')?.innerText.trim() ?? ''"
        )

    def comes_to(self, tab: str) -> None:
        """Wait until a tab says of itself that it is the page shown."""
        until(lambda: self.current() == tab, f"being told to be at {tab}")

    def times(self, words: str) -> int:
        """How often something was said."""
        return sum(words in said for said in self.spoken())

    def new_regions(self) -> list[str]:
        """What was said by regions that were not there before, and so may not be heard."""
        return [said for said in self.spoken() if said.startswith("(new region)")]
