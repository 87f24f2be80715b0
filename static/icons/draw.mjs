// How are the PNG icons made from the SVG marks? Run by hand after changing a mark:
// `node static/icons/draw.mjs`; needs a Chromium on the PATH. The results are committed.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DRAWN = [
  ['mark.svg', 'icon-192.png', 192],
  ['mark.svg', 'icon-512.png', 512],
  ['maskable.svg', 'maskable-512.png', 512],
  ['maskable.svg', 'apple-touch-icon.png', 180],
  ['shortcut-in.svg', 'shortcut-in.png', 192],
  ['shortcut-out.svg', 'shortcut-out.png', 192],
  ['shortcut-history.svg', 'shortcut-history.png', 192],
];

const profile = mkdtempSync(join(tmpdir(), 'icons-'));
for (const [source, target, size] of DRAWN) {
  execFileSync('chromium', [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    '--default-background-color=00000000',
    `--user-data-dir=${profile}`,
    `--window-size=${size},${size}`,
    `--screenshot=${join(HERE, target)}`,
    `file://${join(HERE, source)}`,
  ]);
}
rmSync(profile, { recursive: true });
