// What lies under the points? Tiles where the office has a server for them; else, or when that
// fails, a quiet grid of degrees. Nothing that is drawn depends on tiles.

import {
  circle,
  control,
  divIcon,
  latLngBounds,
  map as leafletMap,
  polygon,
  tileLayer,
} from 'leaflet/dist/leaflet-src.esm.js';
import { Graticule } from './graticule.js';
import { MAP } from './words.js';

/** Mamuju; shown until there is something to show. */
const HOME = /** @type {[number, number]} */ ([-2.68, 118.89]);

/** @typedef {{ type: 'circle', lat: number, lng: number, radius: number }} CircleShape */
/** @typedef {{ type: 'polygon', ring: [number, number][] }} PolygonShape */
/** @typedef {CircleShape | PolygonShape} Shape */

/**
 * @param {HTMLElement} element with data-tiles (a URL template or empty) and data-attribution
 */
export function openMap(element) {
  const map = leafletMap(element, { zoomControl: false, maxZoom: 20, minZoom: 4 });
  map.attributionControl.setPrefix(false);
  control.zoom({ position: 'topright', zoomInTitle: MAP.in, zoomOutTitle: MAP.out }).addTo(map);
  control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
  map.setView(HOME, 12);
  layGround(map, element);
  return map;
}

function layGround(map, element) {
  const grid = new Graticule();
  const { tiles, attribution } = element.dataset;
  if (!tiles) {
    grid.addTo(map);
    return;
  }
  const options = { attribution, maxZoom: 20, maxNativeZoom: 19, referrerPolicy: 'origin' };
  const layer = tileLayer(tiles, options).addTo(map);
  layer.on('tileerror', () => {
    if (map.hasLayer(grid)) return;
    grid.addTo(map);
    map.attributionControl.addAttribution(MAP.failed);
  });
}

/**
 * @param {Shape} shape
 * @param {string} className how it is drawn, see map.css
 */
export function layerOf(shape, className) {
  if (shape.type === 'polygon') return polygon(shape.ring, { className });
  return circle([shape.lat, shape.lng], { radius: shape.radius, className });
}

/** @param {string} className of a mark that is drawn by map.css alone */
export function mark(className) {
  return divIcon({ className: `mark ${className}`, iconSize: [44, 44], iconAnchor: [22, 22] });
}

/** Show all layers, with some air around them. */
export function fit(map, layers) {
  const bounds = latLngBounds([]);
  for (const layer of layers) {
    bounds.extend(layer.getBounds ? layer.getBounds() : layer.getLatLng());
  }
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [36, 36], maxZoom: 18 });
}

/** Keeps of the names of layers those that lie over no other; a closer look has room for more. */
export function thinNames(map, layers) {
  const thin = () => {
    const kept = /** @type {DOMRect[]} */ ([]);
    for (const layer of layers) {
      const name = layer.getTooltip()?.getElement();
      if (!name) continue;
      const box = name.getBoundingClientRect();
      const free = kept.every((one) => apart(one, box));
      name.classList.toggle('crowded', !free);
      if (free) kept.push(box);
    }
  };
  for (const layer of layers) {
    layer.on('mouseover', () => layer.getTooltip()?.getElement()?.classList.remove('crowded'));
    layer.on('mouseout', thin);
  }
  map.on('zoomend moveend', thin);
  thin();
}

/** @param {DOMRect} a @param {DOMRect} b */
function apart(a, b) {
  return a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
}

/**
 * @param {string} tag
 * @param {string} text
 */
export function words(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
