// Where did the day's check-ins come from? Marks by state, renewed while somebody looks.

import { circle, circleMarker, layerGroup } from 'leaflet/dist/leaflet-src.esm.js';
import { fit, layerOf, openMap, words } from './base.js';
import { FIXES } from './words.js';

const EVERY = 10_000; // milliseconds
const RADIUS = 7; // pixels

/** @param {HTMLElement} element with data-fixes: where the fixes are fetched */
export function showFixes(element) {
  const map = openMap(element);
  const points = layerGroup().addTo(map);
  const fixes = layerGroup().addTo(map);
  const note = document.querySelector('[data-map-note]');
  let before = '';

  async function renew() {
    if (document.visibilityState === 'hidden') return;
    try {
      const answer = await fetch(element.dataset.fixes ?? '');
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      const text = await answer.text();
      if (text !== before) draw(JSON.parse(text), before === '');
      before = text;
    } catch {
      if (note) note.textContent = FIXES.stale;
    }
  }

  function draw(day, first) {
    points.clearLayers();
    for (const point of day.points) {
      const layer = layerOf(point.shape, 'point standing').addTo(points);
      layer.bindTooltip(point.name, { direction: 'center', className: 'point-name' });
    }
    const opened = fixes.getLayers().some((layer) => layer.isPopupOpen?.());
    if (!opened) redraw(fixes, day.fixes, map);
    if (note) note.textContent = summary(day);
    if (first) fit(map, [...points.getLayers(), ...fixes.getLayers()]);
  }

  renew();
  setInterval(renew, EVERY);
  document.addEventListener('visibilitychange', renew);
}

function redraw(group, fixes, map) {
  group.clearLayers();
  for (const fix of fixes) {
    const mark = circleMarker([fix.lat, fix.lng], {
      radius: RADIUS,
      className: `fix ${fix.state}`,
    });
    mark.bindPopup(popup(fix)).addTo(group);
    const error = circle([fix.lat, fix.lng], {
      radius: fix.accuracy,
      className: 'fix-error',
      interactive: false,
    });
    mark.on('popupopen', () => error.addTo(map));
    mark.on('popupclose', () => error.remove());
  }
}

function popup(fix) {
  const box = document.createElement('div');
  box.className = 'fix-words';
  const link = document.createElement('a');
  link.href = fix.href;
  link.textContent = fix.name;
  box.append(link, words('p', `${fix.kind} ${fix.time}`));
  box.append(words('p', FIXES.accuracy(fix.label, Math.round(fix.accuracy))));
  return box;
}

function summary(day) {
  if (day.fixes.length === 0) return FIXES.none;
  if (day.truncated) return FIXES.some(day.fixes.length);
  return FIXES.all(day.fixes.length);
}
