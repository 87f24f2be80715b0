"""Can a thumb hit it, and can it be read at twice the size? For the phone app's views."""

from playwright.sync_api import Page

# Links within a sentence are as high as its line (WCAG 2.2, 2.5.8); all else is 44 px (2.5.5).
SMALL = """() => {
  const least = 44;
  const controls = 'a[href], button, input, select, textarea, summary, [role=button]';
  const found = [];
  for (const one of document.querySelectorAll(controls)) {
    const choice = one.matches('input[type=checkbox], input[type=radio]');
    const target = choice ? one.closest('label') : one;
    const { width, height } = target.getBoundingClientRect();
    if (!one.checkVisibility() || width <= 1 || one.closest('.skip-link')) continue;
    const words = [...(one.parentElement?.childNodes ?? [])]
      .some((node) => node.nodeType === 3 && node.data.trim());
    if (words && getComputedStyle(one).display === 'inline') continue;
    if (width < least - 0.5 || height < least - 0.5) {
      found.push(`${one.innerText || one.id || one.className} is ${width} x ${height}`);
    }
  }
  return found;
}"""

LARGE = "document.documentElement.style.fontSize = '200%'"
USUAL = "document.documentElement.style.fontSize = ''"

# Text that is cut off, that leaves the screen, that lies over other text; words that are torn.
UNREADABLE = """() => {
  const found = [];
  const texts = [];
  const above = (one) => (one ? [one, ...above(one.parentElement)] : []);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const unseen = parent.closest('.visually-hidden, .skip-link, svg');
    if (!node.data.trim() || !parent.checkVisibility() || unseen) continue;
    const range = document.createRange();
    const words = parent.closest('code, .code, .raw') ? '' : node.data;
    for (const { 0: word, index } of words.matchAll(/\\p{L}{2,12}/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 2) found.push(`torn to pieces: ${word} of ${node.data.trim()}`);
    }
    range.selectNodeContents(node);
    const fixed = above(parent)
      .some((one) => ['fixed', 'sticky'].includes(getComputedStyle(one).position));
    for (const { left, right, top, bottom } of range.getClientRects()) {
      if (right - left < 2) continue;
      texts.push({ parent, fixed, left, right, top, bottom, words: node.data.trim() });
      if (right > innerWidth + 1 || left < -1) found.push(`leaves the screen: ${node.data.trim()}`);
    }
  }
  for (const element of document.querySelectorAll('body *')) {
    const style = getComputedStyle(element);
    if (!element.checkVisibility()) continue;
    if (element.matches('.visually-hidden, svg *, textarea')) continue;
    const across = ['hidden', 'clip'].includes(style.overflowX)
      && element.scrollWidth > element.clientWidth + 1;
    const down = ['hidden', 'clip'].includes(style.overflowY)
      && element.scrollHeight > element.clientHeight + 1;
    if ((across || down) && element.textContent.trim()) {
      found.push(`cut off: ${element.className} ${element.innerText.slice(0, 40)}`);
    }
  }
  for (const [index, one] of texts.entries()) {
    for (const other of texts.slice(index + 1)) {
      if (one.fixed !== other.fixed || one.parent === other.parent) continue;
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      // Lines may touch: what is drawn of a letter is lower than its line.
      if (wide > 2 && high > 0.4 * Math.min(one.bottom - one.top, other.bottom - other.top)) {
        found.push(`lies over each other: ${one.words} / ${other.words}`);
      }
    }
  }
  return found;
}"""
OVERFLOW = "document.scrollingElement.scrollWidth - innerWidth"
# Bars that stay must leave room for what is read between them.
BARS = """() => {
  const bars = [...document.querySelectorAll('body *')]
    .filter((one) => ['fixed', 'sticky'].includes(getComputedStyle(one).position))
    .filter((one) => one.checkVisibility() && !one.closest('dialog, .visually-hidden'));
  const high = bars.reduce((sum, one) => sum + one.getBoundingClientRect().height, 0);
  return high / innerHeight;
}"""


def small_targets(page: Page) -> list[str]:
    """Controls that are too small for a thumb."""
    return page.evaluate(SMALL)


def at_twice_the_size(page: Page) -> list[str]:
    """What goes wrong when text is twice as large (WCAG 2.2, 1.4.4)."""
    page.evaluate(LARGE)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    found: list[str] = page.evaluate(UNREADABLE)
    if (beyond := page.evaluate(OVERFLOW)) > 0:
        found.append(f"{beyond} px too wide")
    if (share := page.evaluate(BARS)) > 0.4:
        found.append(f"bars take {share:.0%} of the screen")
    page.evaluate(USUAL)
    return found
