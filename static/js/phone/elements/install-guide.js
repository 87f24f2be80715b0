// How does the app get onto the home screen, or out of another app's browser, on this very phone?

import { browserOf, canAdd, chromeIntent, shareIsHidden } from '../browser.js';
import { fill, h, icon, notice } from '../dom.js';
import { canInstall, install } from '../platform.js';
import { ANDROID, DESKTOP, INSTALL, IOS, WAY_OUT } from '../words/install.js';
import { copyButton, linkField } from './copy.js';
import { pictured } from './install-pictures.js';

/** @typedef {import('../browser.js').Browser} Browser */

/**
 * Everything a person needs here; null where nothing is left to install.
 * @param {string} link the address to come back with, the code included
 * @param {string} code as it is shown, or empty
 * @param {'h1' | 'h2'} [level] of its heading
 * @returns {HTMLElement | null}
 */
export function installGuide(link, code, level = 'h2') {
  const browser = browserOf();
  if (browser.standalone) return null;
  const [title, guide] = guideOf(link, code, browser);
  return h('section', { class: 'stack' }, h(level, null, title), guide);
}

/**
 * @param {string} link
 * @param {string} code
 * @param {Browser} browser
 * @returns {[string, (HTMLElement | null)[]]} its title, and what it says
 */
function guideOf(link, code, browser) {
  if (!canAdd(browser)) return wayOut(link, browser);
  if (browser.system === 'ios') return [IOS.title, iosGuide(link, code, browser)];
  return [INSTALL.title, browser.system === 'android' ? androidGuide(browser) : desktopGuide(link)];
}

/** Whether binding here would be in vain. @param {Browser} [browser] */
export function mustLeave(browser = browserOf()) {
  return !browser.standalone && (browser.system === 'ios' || !canAdd(browser));
}

/** @param {string} link @param {Browser} browser @returns {[string, (HTMLElement | null)[]]} */
function wayOut(link, { system, within }) {
  const ios = system === 'ios';
  const browser = ios ? 'Safari' : 'Chrome';
  const why = within === null ? WAY_OUT.old(browser) : WAY_OUT.why(within, browser);
  const go = ios
    ? null
    : h(
        'a',
        { class: 'button large wide', href: chromeIntent(link) },
        icon('enter'),
        WAY_OUT.chrome,
      );
  const steps = ios
    ? pictured([
        ['more-bottom', WAY_OUT.menuIos],
        ['menu', WAY_OUT.chooseIos],
      ])
    : pictured([
        ['dots-top', WAY_OUT.menu],
        ['menu', WAY_OUT.choose],
      ]);
  const said = [
    notice('doubt', 'info', h('p', null, why)),
    go,
    h('p', null, ios ? WAY_OUT.byHand : WAY_OUT.notWorking),
    steps,
    h('p', null, WAY_OUT.paste(browser)),
    linkField(link),
  ];
  return [WAY_OUT.titles[browser], said];
}

/** @param {string} link @param {string} code @param {Browser} browser */
function iosGuide(link, code, browser) {
  const { name, tablet, version } = browser;
  const hidden = shareIsHidden(browser);
  /** @type {[string, string]} */
  const share =
    name !== 'safari'
      ? ['share-top', IOS.shareElsewhere]
      : hidden
        ? ['more-bottom', IOS.shareHidden]
        : tablet
          ? ['share-top', IOS.shareTablet]
          : ['share-bottom', IOS.share];
  const steps = pictured([
    share,
    ['menu', (version ?? 0) >= 26 ? IOS.addAsApp : IOS.add],
    ['home', IOS.open],
    ['code', IOS.enter],
  ]);
  const shown = code
    ? h(
        'div',
        { class: 'card stack tight' },
        h('p', null, IOS.code),
        h('p', { class: 'code' }, code),
        copyButton(code, INSTALL.copyCode, INSTALL.codeCopied),
      )
    : null;
  return [
    notice('calm', 'info', h('p', null, IOS.why)),
    steps,
    shown,
    h('p', { class: 'small quiet' }, IOS.missing),
    linkField(link),
  ];
}

/** @param {Browser} browser */
function androidGuide({ name }) {
  const words = ANDROID[name] ?? ANDROID.chrome;
  const first = name === 'samsung' ? 'lines-bottom' : 'dots-top';
  const pictures = [first, 'menu', 'question', 'home'];
  const steps = pictured(words.map((word, index) => [pictures[index], word]));
  return offered([
    steps,
    h('p', { class: 'small quiet' }, `${INSTALL.other} ${INSTALL.otherMore}`),
  ]);
}

/** @param {string} link */
function desktopGuide(link) {
  const pictures = ['install-top', 'question'];
  return offered(
    [pictured(DESKTOP.map((word, index) => [pictures[index], word]))],
    h('p', null, h('strong', null, INSTALL.elsewhere), ' ', INSTALL.elsewhereMore),
    linkField(link),
  );
}

/**
 * The browser's own offer where it makes one, else the steps.
 * @param {HTMLElement[]} steps
 * @param {...HTMLElement} first what is said before them
 */
function offered(steps, ...first) {
  const said = h('div', { role: 'status' });
  const go = async () => {
    if (await install()) fill(said, notice('good', 'check', h('p', null, INSTALL.accepted)));
  };
  const button = canInstall()
    ? h(
        'button',
        { class: 'button large wide', type: 'button', onclick: go },
        icon('install'),
        INSTALL.button,
      )
    : null;
  const how = h('details', { class: 'disclosure', open: !button }, h('summary', null, INSTALL.how));
  how.append(h('div', { class: 'stack' }, ...steps));
  return [...first, h('p', null, INSTALL.why), button, said, how];
}
