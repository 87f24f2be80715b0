// In which browser of which system is the app open, and can it come onto the home screen from here?
// Only steps and explanations depend on it: what a browser can do is asked of the browser itself.

import { installed } from './platform.js';

/**
 * @typedef {{ userAgent: string, platform: string, maxTouchPoints: number, standalone: boolean }} Agent
 *   standalone: opened from the home screen
 * @typedef {'safari' | 'chrome' | 'samsung' | 'firefox' | 'edge' | 'opera' | 'other'} Name
 * @typedef {{ system: 'ios' | 'android' | 'desktop', version: number | null, name: Name,
 *   within: string | null, standalone: boolean, tablet: boolean }} Browser
 *   version: of the system, as far as it tells; within: the app whose own browser this is, "" where
 *   it does not say which
 */

/** Apps that open links inside themselves, by what they add to the user agent. */
const APPS = /** @type {[RegExp, string][]} */ ([
  [/\bWhatsApp\//, 'WhatsApp'],
  [/Instagram/, 'Instagram'],
  [/\bMessenger|\bMESSENGER|Orca-Android|FBAN\/Messenger/, 'Messenger'],
  [/\bFB(AN|AV|_IAB)\b|\bFBIOS\b/, 'Facebook'],
  [/\bLine\//, 'LINE'],
  [/Telegram/, 'Telegram'],
  [/musical_ly|BytedanceWebview|TikTok|trill_/, 'TikTok'],
  [/Twitter for|TwitterAndroid/, 'X'],
  [/MicroMessenger/, 'WeChat'],
  [/LinkedInApp/, 'LinkedIn'],
  [/\bSnapchat/, 'Snapchat'],
  [/\bGSA\//, 'Google'],
]);

/** The first that fits counts: most of them call themselves Chrome or Safari as well. */
const NAMES = /** @type {[RegExp, Name][]} */ ([
  [/SamsungBrowser\//, 'samsung'],
  [/EdgA?\/|EdgiOS\//, 'edge'],
  [/OPR\/|OPT\/|OPiOS\//, 'opera'],
  [/Firefox\/|FxiOS\//, 'firefox'],
  [/CriOS\/|Chrome\//, 'chrome'],
  [/Version\/[\d.]+ .*Safari\//, 'safari'],
]);

/** The first iOS on which browsers beside Safari can add to the home screen (WebKit, 16.4). */
const OTHERS_ADD_FROM = 16.4;
/** The first Safari whose bar hides the share button behind "…". */
const MENU_FROM = 26;

/**
 * @param {Agent} [agent] this browser, unless another is asked about
 * @returns {Browser}
 */
export function browserOf(agent = thisAgent()) {
  const { userAgent, platform, maxTouchPoints, standalone } = agent;
  // An iPad calls itself a Mac that happens to have a touch screen.
  const pad = /iPad/.test(userAgent) || (/^Mac/.test(platform) && maxTouchPoints > 1);
  const ios = pad || /iPhone|iPod/.test(userAgent);
  const android = /Android/.test(userAgent);
  const system = ios ? 'ios' : android ? 'android' : 'desktop';
  const name = NAMES.find(([sign]) => sign.test(userAgent))?.[1] ?? 'other';
  return {
    system,
    version: versionOf(system, userAgent),
    name,
    within: standalone ? null : appAround(system, userAgent),
    standalone,
    tablet: pad || (android && !/Mobile/.test(userAgent)),
  };
}

function thisAgent() {
  const { userAgent, platform, maxTouchPoints } = navigator;
  return { userAgent, platform, maxTouchPoints, standalone: installed() };
}

/** What an enrolment calls this phone. @returns {'ios' | 'android' | 'other'} */
export function platformName() {
  const { system } = browserOf();
  return system === 'desktop' ? 'other' : system;
}

/**
 * Safari 26 freezes the system's number in the user agent and goes on counting its own: the higher
 * of both is the system's.
 * @param {Browser['system']} system
 * @param {string} userAgent
 */
function versionOf(system, userAgent) {
  const signs = {
    ios: [/\bOS (\d+)_(\d+)/, /Version\/(\d+)\.(\d+)/],
    android: [/Android (\d+)(?:\.(\d+))?/],
    desktop: [],
  };
  const found = signs[system].map((sign) => sign.exec(userAgent)).filter((match) => match !== null);
  const versions = found.map(([, major, minor = '0']) => Number(`${major}.${minor}`));
  return versions.length > 0 ? Math.max(...versions) : null;
}

/**
 * @param {Browser['system']} system
 * @param {string} userAgent
 * @returns {string | null}
 */
function appAround(system, userAgent) {
  const app = APPS.find(([sign]) => sign.test(userAgent))?.[1];
  if (app) return app;
  // A web view of Android says so; one of iOS leaves out what every browser there says.
  const bare =
    (system === 'android' && /; wv\)|Version\/[\d.]+ Chrome\//.test(userAgent)) ||
    (system === 'ios' && !/Safari\//.test(userAgent));
  return bare ? '' : null;
}

/**
 * Whether this browser can put the app onto the home screen.
 * @param {Browser} browser
 */
export function canAdd({ system, version, name, within }) {
  if (within !== null) return false;
  if (system !== 'ios' || name === 'safari') return true;
  return ['chrome', 'edge', 'firefox'].includes(name) && (version ?? 0) >= OTHERS_ADD_FROM;
}

/** Whether the share button stands behind "…". @param {Browser} browser */
export function shareIsHidden({ name, version, tablet }) {
  return name === 'safari' && !tablet && (version ?? 0) >= MENU_FROM;
}

/**
 * The address that makes Android open a link in Chrome, whatever app it was opened in. Android takes
 * the last `#Intent;` for its own, so that a fragment before it survives.
 * @param {string} href
 */
export function chromeIntent(href) {
  const { protocol, host, pathname, search, hash } = new URL(href);
  const scheme = protocol.replace(':', '');
  const intent = `#Intent;scheme=${scheme};package=com.android.chrome;end`;
  return `intent://${host}${pathname}${search}${hash}${intent}`;
}
