// How are the PNG icons and the pictures at start made from the SVG marks? Run by hand after changing
// a mark: `node static/icons/draw.mjs`; needs a Chromium on the PATH. The results are committed.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCREENS, startupName } from '../js/phone/startup.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ICONS = [
  ['mark.svg', 'icon-192.png', 192],
  ['mark.svg', 'icon-512.png', 512],
  ['maskable.svg', 'maskable-512.png', 512],
  ['maskable.svg', 'apple-touch-icon.png', 180],
  ['shortcut-in.svg', 'shortcut-in.png', 192],
  ['shortcut-out.svg', 'shortcut-out.png', 192],
  ['shortcut-history.svg', 'shortcut-history.png', 192],
  ['monochrome.svg', 'monochrome-512.png', 512],
];
const DEEP = '#083b47';
/** Of the shorter side. */
const MARK_SHARE = 0.34;

const work = mkdtempSync(join(tmpdir(), 'icons-'));

/** @param {string} page address @param {string} target @param {number} width @param {number} height */
function draw(page, target, width, height) {
  execFileSync('chromium', [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    '--default-background-color=00000000',
    `--user-data-dir=${join(work, 'profile')}`,
    `--window-size=${width},${height}`,
    `--screenshot=${join(HERE, target)}`,
    page,
  ]);
}

/** The mark in the middle of deep water: where the masthead of the app begins, too. */
function startPicture([width, height, ratio]) {
  const [w, h] = [width * ratio, height * ratio];
  const side = Math.round(Math.min(w, h) * MARK_SHARE);
  const mark = readFileSync(join(HERE, 'mark.svg'), 'utf8').replace(/<rect[^>]*>/, '');
  const page = join(work, 'start.html');
  writeFileSync(
    page,
    `<style>body{margin:0;height:100vh;background:${DEEP};display:grid;place-items:center}
     svg{width:${side}px}</style>${mark}`,
  );
  draw(`file://${page}`, join('startup', startupName(width, height, ratio)), w, h);
}

for (const [source, target, size] of ICONS)
  draw(`file://${join(HERE, source)}`, target, size, size);
mkdirSync(join(HERE, 'startup'), { recursive: true });
SCREENS.forEach(startPicture);
rmSync(work, { recursive: true });
