// How is a view put together? Elements made in script: text stays text, and the content security
// policy needs no exception.

const SVG = 'http://www.w3.org/2000/svg';

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element. Properties that are functions are listeners (`onclick`), `true` is an empty
 * attribute, null and false leave it out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown> | null} [properties]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  dress(element, properties ?? {}, children);
  return element;
}

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...(Child | Child[])} children
 * @returns {SVGElement}
 */
export function s(tag, properties, ...children) {
  const element = document.createElementNS(SVG, tag);
  dress(element, properties ?? {}, children);
  return element;
}

/** @param {Element} element @param {Record<string, unknown>} properties @param {(Child | Child[])[]} children */
function dress(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...nodesOf(children));
}

/** @param {string} name a symbol of icons.svg; it only repeats words that stand beside it */
export function icon(name) {
  const href = `/static/${BUILD_ID}/icons.svg#${name}`;
  return s('svg', { class: 'icon', 'aria-hidden': 'true' }, s('use', { href }));
}

/**
 * @param {'good' | 'doubt' | 'bad' | 'waiting' | 'calm'} tone
 * @param {string} sign
 * @param {string} word
 */
export function status(tone, sign, word) {
  return h('span', { class: 'status', 'data-tone': tone }, icon(sign), word);
}

/**
 * @param {'good' | 'doubt' | 'bad' | 'waiting' | 'calm'} tone
 * @param {string} sign
 * @param {...Child} children
 */
export function notice(tone, sign, ...children) {
  return h('div', { class: 'notice', 'data-tone': tone }, icon(sign), h('div', null, ...children));
}

/** @param {[string, Child | Child[]][]} rows */
export function factList(rows) {
  const pairs = rows.map(([term, value]) =>
    h('div', null, h('dt', null, term), h('dd', null, ...[value].flat())),
  );
  return h('dl', { class: 'facts' }, pairs);
}

/**
 * Put new content into a region. What is the same stays, so that a live region does not speak
 * twice; what had the focus is found again by its `data-key`.
 * @param {Element} region
 * @param {...(Child | Child[])} children
 */
export function fill(region, ...children) {
  const fresh = document.createElement('div');
  fresh.append(...nodesOf(children));
  const same =
    fresh.childNodes.length === region.childNodes.length &&
    [...fresh.childNodes].every((node, index) => node.isEqualNode(region.childNodes[index]));
  if (same) return;
  const focused = region.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.getAttribute('data-key');
  region.replaceChildren(...fresh.childNodes);
  if (!focused || focused.isConnected || !key) return;
  const again = region.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/** @param {(Child | Child[])[]} children */
function nodesOf(children) {
  const shown = children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== false);
  return shown.map((child) => (child instanceof Node ? child : String(child)));
}
