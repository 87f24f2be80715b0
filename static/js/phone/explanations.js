// What does the person say about a doubtful check-in, and has it arrived? Written offline too:
// the phone makes the id, so that handing in twice is one explanation.

import { v4 } from 'uuid';
import { ask } from './api.js';
import { announce } from './bus.js';
import { write } from './db.js';
import { explanations } from './kept.js';
import { withSession } from './session.js';
import { asTrouble, Trouble } from './trouble.js';

export const MAX_TEXT = 1000;

/**
 * @typedef {{ id: string, checkin: string, text: string, at: string,
 *   state: 'waiting' | 'sent' | 'refused', trouble?: string }} Explanation
 */

/**
 * Keep an explanation for handing in.
 * @param {string} checkin its id
 * @param {string} text
 */
export async function explain(checkin, text) {
  const said = [...text.replaceAll('\u0000', '').trim()].slice(0, MAX_TEXT).join('');
  /** @type {Explanation} */
  const explanation = {
    id: v4(),
    checkin,
    text: said,
    at: new Date().toISOString(),
    state: 'waiting',
  };
  await write(['explanations'], (tx) => tx.objectStore('explanations').add(explanation));
  announce('changed');
}

/**
 * Hand in what waits.
 * @throws {import('./trouble.js').Trouble} what kept the first from arriving
 */
export async function sendExplanations() {
  const waiting = (await explanations()).filter(({ state }) => state === 'waiting');
  for (const explanation of waiting) {
    try {
      const answer = await withSession(() =>
        ask('PUT', `/api/v1/explanations/${explanation.id}`, {
          json: { checkin: explanation.checkin, text: explanation.text },
        }),
      );
      if (answer.body?.id !== explanation.id) throw new Trouble('not_ours');
      await change(explanation, { state: 'sent', trouble: undefined });
    } catch (error) {
      const trouble = asTrouble(error);
      const final = trouble.status === 409 || trouble.status === 422;
      await change(explanation, { state: final ? 'refused' : 'waiting', trouble: trouble.code });
      // Not known there: its check-in may only now be under way. The others can still arrive.
      if (!final && trouble.status !== 404) throw trouble;
    }
  }
}

/** @param {Explanation} explanation @param {Partial<Explanation>} changes */
async function change(explanation, changes) {
  await write(['explanations'], (tx) =>
    tx.objectStore('explanations').put({ ...explanation, ...changes }),
  );
  announce('changed');
}
