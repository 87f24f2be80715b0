// Which travel duties does this phone know of, and to which may a check-in made now belong? Pure.

const DAY_MS = 24 * 3600_000;

/**
 * @typedef {{ name: string, shape: import('./geometry.js').Point['shape'] | null }} Destination
 * @typedef {{ id: string, number: string, kind: string, covers: string, first_day: string,
 *   last_day: string, places: Destination[], state: string,
 *   report: { id: string, state: string | null, due: string } | null }} Duty
 *   state: of the protocol, or "kept" while it waits on this phone
 */

/**
 * Those that the server told of, and those written here that it does not know yet.
 * @param {Duty[]} told
 * @param {string | null} toldAt when
 * @param {import('./filings.js').Filing[]} filings
 * @returns {Duty[]}
 */
export function dutiesOf(told, toldAt, filings) {
  const known = new Set(told.map(({ id }) => id));
  const pending = filings.filter(
    ({ state, at, sent_at: sentAt }) =>
      state === 'waiting' || (state === 'sent' && (sentAt ?? at) > (toldAt ?? '')),
  );
  const back = pending.filter(({ what }) => what === 'duty-withdrawal').map(({ about }) => about);
  const own = pending.filter(({ what, about }) => what === 'duty' && !known.has(about));
  const filed = new Map(own.map(({ about, json }) => [about, keptDuty(about, json)]));
  return [...told, ...filed.values()].filter(({ id }) => !back.includes(id));
}

/** @param {string} id @param {any} json @returns {Duty} */
function keptDuty(id, json) {
  return { ...json, id, state: 'kept', report: null };
}

/**
 * Duties that run on a date, and those that begin the day after or ended the day before: who names
 * such a one in a check-in has left the night before or comes home the morning after.
 * @param {Duty[]} duties
 * @param {string} today local date
 */
export function dutiesNear(duties, today) {
  const live = duties.filter(({ state }) => !['rejected', 'withdrawn'].includes(state));
  const [before, after] = [shifted(today, -1), shifted(today, 1)];
  const runs = (/** @type {Duty} */ one, /** @type {string} */ from, /** @type {string} */ to) =>
    one.first_day <= to && from <= one.last_day;
  const running = live.filter((one) => runs(one, today, today));
  const around = live.filter((one) => runs(one, before, after) && !running.includes(one));
  running.sort((a, b) => Number(b.state === 'approved') - Number(a.state === 'approved'));
  return { running, around };
}

/** @param {string} day @param {number} by days @returns {string} */
export function shifted(day, by) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);
}

/** Whether check-ins on it may be made anywhere. @param {Duty} duty */
export function lifted({ state, places }) {
  return state === 'approved' && places.some(({ shape }) => !shape);
}

/** The destinations as points, where the office drew a circle round all of them. @param {Duty} duty */
export function pointsOf(duty) {
  if (duty.state !== 'approved' || lifted(duty)) return [];
  return duty.places.map(({ name, shape }, index) => ({
    ...{ id: `${duty.id} ${index}`, name, valid_from: null, valid_until: null },
    shape: /** @type {import('./geometry.js').Point['shape']} */ (shape),
  }));
}
