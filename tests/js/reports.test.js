// Is a line of a daily report looked at as the server will, and what does a filing hide?

import './support/browser.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  blank,
  faultOf,
  isBlank,
  lengthOf,
  lineOf,
  textOf,
} from '../../static/js/phone/report-lines.js';
import { filedOf } from '../../static/js/phone/reports.js';
import { routeOf, WITHIN } from '../../static/js/phone/router.js';

const LINE = {
  ...{ begins: '07:30', ends: '09:00', activity: ' Menyusun ', volume: '1,5', unit: 'berkas' },
  target: '',
};

test('a line is read as it was typed, and named where it is not whole', () => {
  assert.equal(faultOf(LINE), null);
  assert.equal(textOf(lineOf(LINE)), '07.30–09.00 Menyusun (1,5 berkas)');
  assert.equal(lengthOf({ ...LINE, begins: '21:00', ends: '07:00' }), 600);
  assert.equal(faultOf({ ...LINE, begins: '21:00', ends: '07:00' }), null);
  for (const [field, value] of Object.entries({
    ...{ begins: '', ends: '07:00', activity: '  ', volume: '0', unit: ' ' },
  })) {
    assert.equal(faultOf({ ...LINE, [field]: value })?.field, field);
  }
  for (const volume of ['x', '-1', '1e3', '', '1,234']) {
    assert.equal(faultOf({ ...LINE, volume })?.field, 'volume');
  }
  assert.ok(isBlank(blank('07:30')));
});

test('what waits hides what the server says, until the server has it', () => {
  const day = /** @type {any} */ ({ report: { id: 'r', version: 'v1' } });
  const filing = (/** @type {string} */ state, version = 'v2') =>
    /** @type {any} */ ({ what: 'report', about: 'r', state, json: { date: 'd', version } });
  assert.equal(filedOf([filing('waiting')], 'd', day)?.state, 'waiting');
  assert.equal(filedOf([filing('sent')], 'd', day), undefined);
  assert.equal(filedOf([filing('refused')], 'd', day)?.state, 'refused');
  assert.equal(filedOf([filing('refused'), filing('sent')], 'd', day), undefined);
  assert.equal(filedOf([filing('waiting')], 'other', day), undefined);
});

test('the reports are views of their tab, and the month of the history', () => {
  assert.deepEqual(routeOf('#report/2026-11-24'), { name: 'report', id: '2026-11-24' });
  assert.deepEqual([WITHIN.report, WITHIN.reports, WITHIN.recap], ['work', 'work', 'history']);
});
