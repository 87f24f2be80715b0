// Where is the person standing? Several fixes of their phone, averaged by accuracy.

import { SURVEY } from './words.js';

const FIXES = 8;
const LONGEST = 30_000; // milliseconds for all fixes together
const ONE_FIX = 10_000; // milliseconds
const PAUSE = 700; // milliseconds between fixes: receivers renew about once a second
const COARSE = 50; // metres

/**
 * @param {HTMLFormElement} form with the survey's button, words and progress
 * @param {(lat: number, lng: number) => void} found
 */
export function offerSurvey(form, found) {
  const show = () => {
    const box = /** @type {HTMLElement | null} */ (form.querySelector('[data-survey]'));
    if (box) box.hidden = !navigator.geolocation;
  };
  show();
  document.addEventListener('htmx:after:swap', show);
  form.addEventListener('click', async (event) => {
    const button = /** @type {Element} */ (event.target).closest('[data-survey-start]');
    if (!(button instanceof HTMLButtonElement)) return;
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
    await survey(/** @type {HTMLElement} */ (button.closest('[data-survey]')), found);
    button.disabled = false;
    button.removeAttribute('aria-busy');
  });
}

async function survey(box, found) {
  const say = (text) => box.querySelector('[data-survey-words]').replaceChildren(text);
  const progress = box.querySelector('[data-survey-progress]');
  progress.hidden = false;
  const fixes = [];
  const until = Date.now() + LONGEST;
  let refused = false;
  while (fixes.length < FIXES && Date.now() < until && !refused) {
    say(fixes.length === 0 ? SURVEY.searching : told(fixes));
    try {
      fixes.push(await position());
    } catch (error) {
      refused = error.code === 1;
      if (fixes.length > 0) break;
    }
    progress.value = fixes.length;
    if (fixes.length < FIXES) await new Promise((done) => setTimeout(done, PAUSE));
  }
  progress.hidden = true;
  if (fixes.length === 0) {
    say(refused ? SURVEY.refused : SURVEY.none);
    return;
  }
  const mean = weightedMean(fixes);
  found(mean.lat, mean.lng);
  say(result(fixes.length, mean.best));
}

function position() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), reject, {
      enableHighAccuracy: true,
      maximumAge: 0,
      timeout: ONE_FIX,
    });
  });
}

/**
 * The mean of fixes, each weighted by the inverse square of its accuracy. Fixes of one phone in
 * one place err together, so the best accuracy is reported and not a smaller one.
 * @param {{ latitude: number, longitude: number, accuracy: number }[]} fixes at least one
 */
export function weightedMean(fixes) {
  const weights = fixes.map(({ accuracy }) => 1 / Math.max(accuracy, 1) ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (/** @type {'latitude' | 'longitude'} */ name) =>
    fixes.reduce((sum, fix, index) => sum + fix[name] * weights[index], 0) / total;
  const best = Math.min(...fixes.map(({ accuracy }) => accuracy));
  return { lat: mean('latitude'), lng: mean('longitude'), best };
}

function told(fixes) {
  const { accuracy } = fixes[fixes.length - 1];
  return SURVEY.told(fixes.length, FIXES, Math.round(accuracy));
}

function result(count, best) {
  const next = best <= COARSE ? SURVEY.fine : SURVEY.coarse;
  return `${SURVEY.mean(count, Math.round(best))} ${next}`;
}
