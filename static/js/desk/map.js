// Which map is on this page? The points of an agency, one point being drawn, what a change of it
// would do, or a day's fixes.

import { drawPoint } from './map/editor.js';
import { showFixes } from './map/fixes.js';
import { showPoints } from './map/points.js';
import { weighPoint } from './map/weigh.js';

const KINDS = /** @type {Record<string, (element: HTMLElement) => void>} */ ({
  editor: drawPoint,
  fixes: showFixes,
  points: showPoints,
  weigh: weighPoint,
});

for (const element of document.querySelectorAll('[data-map]')) {
  const map = /** @type {HTMLElement} */ (element);
  KINDS[map.dataset.map ?? '']?.(map);
}
