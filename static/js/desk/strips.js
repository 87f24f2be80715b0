// Where is the page that is open, in a row of links wider than the screen? It is brought into view.

export function showOpenPage() {
  const open = document.querySelectorAll('.rooms [aria-current], .tabs > [aria-current]');
  for (const link of open) {
    const row = /** @type {HTMLElement} */ (link.closest('ul, nav'));
    const [inner, outer] = [link.getBoundingClientRect(), row.getBoundingClientRect()];
    // The row alone is moved: `scrollIntoView` would move the page as well.
    row.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
  }
}
