// Is each phone's browser told from the others, as it names itself?

import './support/browser.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf, canAdd, chromeIntent, shareIsHidden } from '../../static/js/phone/browser.js';

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15';
const FROZEN = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15';
const OLD = 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_3 like Mac OS X) AppleWebKit/605.1.15';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15';
const DROID = 'Mozilla/5.0 (Linux; Android 14; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko)';
const WV = 'Mozilla/5.0 (Linux; Android 13; V2207; wv) AppleWebKit/537.36 (KHTML, like Gecko)';
const END = 'Mobile/15E148 Safari/604.1';

/** @param {string} userAgent @param {Partial<import('../../static/js/phone/browser.js').Agent>} [more] */
function seen(userAgent, more = {}) {
  return browserOf({ userAgent, platform: '', maxTouchPoints: 5, standalone: false, ...more });
}

for (const [what, userAgent, expected] of /** @type {[string, string, object][]} */ ([
  [
    'Safari on an iPhone',
    `${IPHONE} (KHTML, like Gecko) Version/17.4.1 ${END}`,
    { system: 'ios', version: 17.4, name: 'safari', within: null },
  ],
  [
    'Safari 26, which freezes the number of iOS',
    `${FROZEN} (KHTML, like Gecko) Version/26.1 ${END}`,
    { system: 'ios', version: 26.1, name: 'safari', within: null },
  ],
  [
    'Chrome on an iPhone',
    `${IPHONE} (KHTML, like Gecko) CriOS/130.0.6723.90 ${END}`,
    { system: 'ios', version: 17.4, name: 'chrome', within: null },
  ],
  [
    'Firefox on an iPhone',
    `${IPHONE} (KHTML, like Gecko) FxiOS/130.0 ${END}`,
    { system: 'ios', name: 'firefox', within: null },
  ],
  [
    'Edge on an iPhone',
    `${IPHONE} (KHTML, like Gecko) Version/17.0 EdgiOS/130.0.2849.80 ${END}`,
    { system: 'ios', name: 'edge', within: null },
  ],
  [
    'Instagram on an iPhone',
    `${IPHONE} (KHTML, like Gecko) Mobile/15E148 Instagram 330.0.3.29.92 (iPhone14,5; iOS 17_4_1)`,
    { system: 'ios', within: 'Instagram' },
  ],
  [
    'Facebook on an iPhone',
    `${IPHONE} (KHTML, like Gecko) Mobile/21E236 [FBAN/FBIOS;FBAV/460.0.0.31.103;FBDV/iPhone14,5]`,
    { system: 'ios', within: 'Facebook' },
  ],
  [
    'LINE on an iPhone',
    `${IPHONE} (KHTML, like Gecko) Version/17.4 ${END} Line/14.5.0`,
    { system: 'ios', within: 'LINE' },
  ],
  [
    'some app on an iPhone',
    `${IPHONE} (KHTML, like Gecko) Mobile/15E148`,
    { system: 'ios', within: '' },
  ],
  [
    'Chrome on Android',
    `${DROID} Chrome/130.0.0.0 Mobile Safari/537.36`,
    { system: 'android', version: 14, name: 'chrome', within: null, tablet: false },
  ],
  [
    'Samsung Internet',
    `${DROID} SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36`,
    { system: 'android', name: 'samsung', within: null },
  ],
  [
    'Edge on Android',
    `${DROID} Chrome/130.0.0.0 Mobile Safari/537.36 EdgA/130.0.0.0`,
    { system: 'android', name: 'edge', within: null },
  ],
  [
    'Firefox on Android',
    'Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0',
    { system: 'android', version: 14, name: 'firefox', within: null },
  ],
  [
    'WhatsApp on Android',
    `${WV} Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 WhatsApp/2.24.20.89`,
    { system: 'android', within: 'WhatsApp' },
  ],
  [
    'Facebook on Android',
    `${WV} Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/486.0.0.66.70;]`,
    { system: 'android', within: 'Facebook' },
  ],
  [
    'Telegram on Android',
    `${WV} Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 Telegram-Android/11.2.3`,
    { system: 'android', within: 'Telegram' },
  ],
  [
    'some app on Android',
    `${WV} Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    { system: 'android', within: '' },
  ],
  [
    'Chrome on a desk',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36',
    { system: 'desktop', version: null, name: 'chrome', within: null },
  ],
])) {
  test(`${what} is known`, () => {
    const found = seen(userAgent);
    const told = Object.fromEntries(Object.keys(expected).map((key) => [key, found[key]]));
    assert.deepEqual(told, expected);
  });
}

test('an iPad is told from a Mac by its touch screen', () => {
  const userAgent = `${MAC} (KHTML, like Gecko) Version/18.1 Safari/605.1.15`;
  const pad = seen(userAgent, { platform: 'MacIntel', maxTouchPoints: 5 });
  assert.deepEqual([pad.system, pad.version, pad.tablet], ['ios', 18.1, true]);
  const mac = seen(userAgent, { platform: 'MacIntel', maxTouchPoints: 0 });
  assert.deepEqual([mac.system, mac.name], ['desktop', 'safari']);
});

test('the installed app on an iPhone is not taken for an app around it', () => {
  const installed = seen(`${IPHONE} (KHTML, like Gecko) Mobile/15E148`, { standalone: true });
  assert.deepEqual([installed.within, installed.standalone], [null, true]);
});

test('beside Safari a browser can add to the home screen from iOS 16.4 on', () => {
  for (const name of ['CriOS/130.0', 'FxiOS/130.0', 'EdgiOS/130.0']) {
    assert.equal(canAdd(seen(`${IPHONE} (KHTML, like Gecko) ${name} ${END}`)), true);
    assert.equal(canAdd(seen(`${OLD} (KHTML, like Gecko) ${name} ${END}`)), false);
  }
  assert.equal(canAdd(seen(`${OLD} (KHTML, like Gecko) Version/16.3 ${END}`)), true);
  assert.equal(canAdd(seen(`${IPHONE} (KHTML, like Gecko) OPT/5.0 ${END}`)), false);
});

test('iOS 26 hides the share button, on an iPhone only', () => {
  const end = `(KHTML, like Gecko) Version/26.0 ${END}`;
  assert.equal(shareIsHidden(seen(`${FROZEN} ${end}`)), true);
  assert.equal(shareIsHidden(seen(`${IPHONE} (KHTML, like Gecko) Version/17.4 ${END}`)), false);
  const pad = { platform: 'MacIntel', maxTouchPoints: 5 };
  assert.equal(shareIsHidden(seen(`${MAC} ${end}`, pad)), false);
});

test('the way out of an app keeps the code', () => {
  const intent = chromeIntent('https://absen.contoh.id/#bind=K7QP-3MHX');
  assert.equal(
    intent,
    'intent://absen.contoh.id/#bind=K7QP-3MHX#Intent;scheme=https;package=com.android.chrome;end',
  );
  // As Android reads it (Intent.parseUri): the last "#" begins the intent's own part.
  const data = intent.slice(0, intent.lastIndexOf('#')).replace('intent:', 'https:');
  assert.equal(new URL(data).hash, '#bind=K7QP-3MHX');
});
