// How does the app take on the look its owner chose, before the first paint? A classic script after
// the stylesheet: it turns the very media rules of css/tokens.css on or off, so that there is one
// palette for each look, whoever asked for it, the system or the person.

import { look } from './looks.js';

const DARK = '(prefers-color-scheme: dark)';
const CONTRAST = '(prefers-contrast: more)';
const BOTH = `${CONTRAST} and ${DARK}`;
const NEVER = 'not all';

/** What each condition becomes. @type {Record<import('./looks.js').Look, Record<string, string>>} */
const WANTED = {
  auto: {},
  light: { [DARK]: NEVER, [BOTH]: NEVER },
  dark: { [DARK]: 'all', [BOTH]: CONTRAST },
  contrast: { [DARK]: NEVER, [CONTRAST]: 'all', [BOTH]: NEVER },
};
const SCHEMES = { auto: '', light: 'light', dark: 'dark', contrast: 'light' };

/** The rules that ask for a look, with what they ask for. @type {[CSSMediaRule, string][]} */
const rules = [...document.styleSheets].flatMap((sheet) => asking(sheet.cssRules));

/** @param {CSSRuleList} list @returns {[CSSMediaRule, string][]} */
function asking(list) {
  return [...list].flatMap((rule) => {
    if (rule instanceof CSSMediaRule) {
      const { mediaText } = rule.media;
      return [DARK, CONTRAST, BOTH].includes(mediaText) ? [[rule, mediaText]] : [];
    }
    return 'cssRules' in rule ? asking(/** @type {CSSGroupingRule} */ (rule).cssRules) : [];
  });
}

function wear() {
  const wanted = look();
  for (const [rule, asked] of rules) rule.media.mediaText = WANTED[wanted][asked] ?? asked;
  const root = document.documentElement;
  root.style.colorScheme = SCHEMES[wanted];
  const masthead = getComputedStyle(root).getPropertyValue('--masthead').trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', masthead);
}

wear();
window.addEventListener('look', wear);
window.addEventListener('storage', wear);
for (const condition of [DARK, CONTRAST]) matchMedia(condition).addEventListener('change', wear);
