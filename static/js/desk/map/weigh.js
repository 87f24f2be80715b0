// What would a change of a point do? Its edge as it is and as it would be, and past check-ins by
// what would become of them. The list beside the map says the same in words.

import { divIcon, marker } from 'leaflet/dist/leaflet-src.esm.js';
import { fit, layerOf, openMap } from './base.js';

/** @param {HTMLElement} element with data-before, data-after (none: closed) and data-falls */
export function weighPoint(element) {
  const map = openMap(element);
  const { before, after, falls } = element.dataset;
  const shapes = [layerOf(JSON.parse(before ?? ''), 'point old').addTo(map)];
  if (after) shapes.push(layerOf(JSON.parse(after), 'point edited').addTo(map));
  for (const { lat, lng, fate } of JSON.parse(falls ?? '[]')) {
    const icon = divIcon({ className: `fall ${fate}`, iconSize: [14, 14] });
    marker([lat, lng], { icon, interactive: false, keyboard: false }).addTo(map);
  }
  fit(map, shapes);
}
