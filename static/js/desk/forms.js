// Which small comforts do forms have? All of them work without any of this.

import { COPIED, TOO_LARGE } from './words.js';

export function watchForms() {
  document.documentElement.classList.add('scripted');
  for (const form of document.querySelectorAll('form[data-submit-on-load]')) {
    // A link preview runs no script, so it never uses up the one-time link behind this form.
    /** @type {HTMLFormElement} */ (form).requestSubmit();
  }
  for (const button of document.querySelectorAll('[data-copy], [data-print]')) {
    /** @type {HTMLElement} */ (button).hidden = false;
  }
  forgetNotice();
  showWrong();
  document.addEventListener('change', submitOnChange);
  document.addEventListener('change', pickAll);
  document.addEventListener('change', weighFile);
  document.addEventListener('click', onClick);
  document.addEventListener('htmx:after:swap', settle);
}

/** A notice is told once: not again when the page is reloaded or comes back from history. */
function forgetNotice() {
  const here = new URL(location.href);
  if (!here.searchParams.has('done')) return;
  here.searchParams.delete('done');
  history.replaceState(history.state, '', here);
}

/** A page that came back with something wrong begins there, however far down its form stands. */
function showWrong() {
  const wrong = document.querySelector('main [aria-invalid="true"]');
  if (wrong instanceof HTMLElement) wrong.focus();
  else document.querySelector('main form .error')?.scrollIntoView({ block: 'center' });
}

/** @param {Event} event */
function submitOnChange(event) {
  const form = /** @type {Element} */ (event.target).closest('form[data-submit-on-change]');
  if (form) /** @type {HTMLFormElement} */ (form).requestSubmit();
}

/** A file beyond a form's `data-most` bytes is refused here, before it travels for minutes. */
function weighFile(/** @type {Event} */ event) {
  const field = /** @type {HTMLInputElement} */ (event.target);
  const most = Number(field.form?.dataset.most);
  const size = field.files?.[0]?.size ?? 0;
  if (most) field.setCustomValidity(size > most ? TOO_LARGE(size, most) : '');
}

/** A box that ticks those of a group, or all of the form; it follows what is ticked one by one. */
function pickAll(/** @type {Event} */ event) {
  const box = /** @type {HTMLInputElement} */ (event.target);
  const form = box.form;
  if (!form?.querySelector('[data-pick-all]')) return;
  const group = box.dataset.pickAll;
  if (group !== undefined) for (const one of picks(form, group)) one.checked = box.checked;
  for (const all of form.querySelectorAll('[data-pick-all]')) {
    const whole = /** @type {HTMLInputElement} */ (all);
    const ticked = picks(form, whole.dataset.pickAll ?? '');
    whole.checked = ticked.every((one) => one.checked);
    whole.indeterminate = !whole.checked && ticked.some((one) => one.checked);
  }
}

/** @param {HTMLFormElement} form @param {string} group empty: all @returns {HTMLInputElement[]} */
function picks(form, group) {
  return [...form.querySelectorAll(group ? `[data-pick="${group}"]` : '[data-pick]')].map(
    (one) => /** @type {HTMLInputElement} */ (one),
  );
}

/** @param {MouseEvent} event */
function onClick(event) {
  const target = /** @type {Element} */ (event.target);
  if (target.closest('[data-print]')) window.print();
  const copy = target.closest('[data-copy]');
  if (copy) copyText(/** @type {HTMLElement} */ (copy));
  const reason = target.closest('[data-reason]');
  if (reason) fillReason(/** @type {HTMLElement} */ (reason));
}

/** @param {HTMLElement} button */
async function copyText(button) {
  const source = button.closest('section')?.querySelector('[data-copy-text]');
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    button.lastChild?.replaceWith(COPIED);
  } catch {
    // Without permission the person copies by hand: the text is selected for them.
    getSelection()?.selectAllChildren(source);
  }
}

/** @param {HTMLElement} suggestion */
function fillReason(suggestion) {
  const area = suggestion.closest('form')?.querySelector('textarea');
  if (!area) return;
  area.value = [area.value.trim(), suggestion.dataset.reason].filter(Boolean).join(' ');
  area.focus();
}

/** After a part of the page was replaced: to the first wrong field, or to what took its place. */
function settle(event) {
  const { ctx } = event.detail;
  if (ctx?.sourceElement?.hasAttribute?.('data-live')) return;
  const wrong = document.querySelector('main [aria-invalid="true"]');
  if (wrong instanceof HTMLElement) {
    if (ctx?.response?.status === 422) wrong.focus();
    return;
  }
  const target = typeof ctx?.target === 'string' ? null : ctx?.target;
  const successor = target?.id ? document.getElementById(target.id) : null;
  const source = ctx?.sourceElement;
  const turned = source?.matches?.('[rel="next"], [rel="prev"]');
  if (turned) successor?.scrollIntoView();
  if (document.activeElement !== document.body) return;
  // The head that was pressed has a successor of its own; another page begins at its top.
  const pressed = source?.id && !turned ? document.getElementById(source.id) : null;
  (pressed ?? successor)?.focus({ preventScroll: true });
}
