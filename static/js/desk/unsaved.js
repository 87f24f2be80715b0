// Is something typed that leaving would lose? Then leaving is asked about; else nobody is nagged.

import { UNSAVED } from './words.js';

/** The form that is on its way to the server: its own page may go. */
let sent = /** @type {Element | null} */ (null);

/** Guards forms with `data-guard`; `typed` says that the server gave back what was typed. */
export function guardForms() {
  addEventListener('beforeunload', (event) => {
    if (unsaved()) event.preventDefault();
  });
  document.addEventListener('click', followed, { capture: true });
  document.addEventListener('submit', submitted, { capture: true });
  for (const ended of ['input', 'htmx:after:swap', 'htmx:error']) {
    document.addEventListener(ended, () => {
      sent = null;
    });
  }
}

/** @param {Element | null} [besides] a form that is saved now */
function unsaved(besides = sent) {
  const forms = /** @type {NodeListOf<HTMLFormElement>} */ (
    document.querySelectorAll('form[data-guard]')
  );
  return [...forms].some((form) => form !== besides && isTyped(form));
}

/** @param {HTMLFormElement} form */
function isTyped(form) {
  if (form.dataset.guard === 'typed') return true;
  return [...form.elements].some((one) => {
    if (one instanceof HTMLSelectElement) {
      const usual = [...one.options].find((option) => option.defaultSelected) ?? one.options[0];
      return one.value !== usual?.value;
    }
    if (one instanceof HTMLTextAreaElement) return one.value !== one.defaultValue;
    if (!(one instanceof HTMLInputElement) || one.type === 'hidden') return false;
    if (one.type === 'checkbox' || one.type === 'radio') return one.checked !== one.defaultChecked;
    return one.value !== one.defaultValue;
  });
}

/** A link that would leave this page in this tab. */
function followed(/** @type {MouseEvent} */ event) {
  const link = /** @type {Element} */ (event.target).closest('a[href]');
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey)
    return;
  const stays = link.getAttribute('href')?.startsWith('#') || link.download || link.target;
  if (stays || link.hasAttribute('download') || !unsaved()) return;
  leave(event);
}

/** Another form of the page leaves it too; the guarded one is saved. */
function submitted(/** @type {Event} */ event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (unsaved(form) && !leave(event)) {
    if (form.hasAttribute('data-submit-on-change')) form.reset();
    return;
  }
  if (form.hasAttribute('data-guard')) sent = form;
}

/** Asks; a yes lets the page go without the browser asking again. @param {Event} event */
function leave(event) {
  if (confirm(UNSAVED)) {
    for (const form of document.querySelectorAll('form[data-guard]')) {
      form.removeAttribute('data-guard');
    }
    return true;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  return false;
}
