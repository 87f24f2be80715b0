"""What does somebody do who has a keyboard alone? Tab, Enter, Escape; and sees where they are."""

from typing import TypedDict

from playwright.sync_api import Page

ENOUGH = 60  # presses of Tab after which something is not to be found

# Where the focus is, what it is called, and whether a person can see it there.
HERE = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, innerHeight / 4)];
  const above = document.elementFromPoint(x, y);
  return {
    name: (element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText
      ?? element.innerText).replace(/\\s+/g, ' ').trim(),
    tag: element.localName,
    ring: element.matches(':focus-visible') && outlineStyle !== 'none'
      && parseFloat(outlineWidth) >= 2,
    open: element.contains(above),
  };
}"""


class Here(TypedDict):
    """What has the focus."""

    name: str
    tag: str
    ring: bool  # a ring that can be seen is drawn around it
    open: bool  # nothing lies over it


class Keys:
    """A keyboard, and eyes that follow its focus."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.way: list[str] = []

    def here(self) -> Here | None:
        """What has the focus; None where nothing has."""
        return self.page.evaluate(HERE)

    def tab(self, *, back: bool = False) -> Here:
        """One step on; the focus must be somewhere, with a ring, and nothing over it."""
        for _ in range(2):  # after the last comes the browser's own bar
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            if here := self.here():
                break
        assert here, f"the focus is lost after {self.way[-3:]}"
        self.way.append(here["name"])
        assert here["ring"], f"no ring around {here}"
        assert here["open"], f"something lies over {here}"
        return here

    def to(self, name: str) -> None:
        """Tab until there."""
        for _ in range(ENOUGH):
            here = self.here()
            if here and here["name"].startswith(name):
                return
            self.tab()
        raise AssertionError(f"no way to {name!r} by Tab, only to {self.way[-ENOUGH:]}")

    def press(self, name: str) -> None:
        """Go there and press Enter."""
        self.to(name)
        self.page.keyboard.press("Enter")

    def round(self) -> list[str]:
        """The names of everything that Tab reaches from here, until it comes back."""
        names: list[str] = []
        for _ in range(ENOUGH):
            name = self.tab()["name"]
            if name in names:
                return names
            names.append(name)
        raise AssertionError(f"Tab never comes back: {names}")

    def is_at(self, name: str) -> None:
        """The focus is there, without a step."""
        here = self.here()
        assert here, "the focus is lost"
        assert here["name"].startswith(name), f"the focus is at {here}"

    def stays_in(self, *names: str) -> None:
        """Tab reaches these, and beside them only the browser's own bar."""
        reached = set()
        for _ in range(2 * len(names) + 2):
            self.page.keyboard.press("Tab")
            if here := self.here():
                reached.add(here["name"])
        assert reached == set(names)
