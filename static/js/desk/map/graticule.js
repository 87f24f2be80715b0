// Which parallels and meridians cross the view? A grid with its degrees written at the edge.

import { divIcon, LayerGroup, marker, polyline } from 'leaflet/dist/leaflet-src.esm.js';

const LINES = 6; // about so many across the view
const CORNER = 16; // pixels
const CONTROLS = 140; // pixels at the right, where a label would run under the buttons of the map

/** Leaflet layer: lines at round degrees, drawn again whenever the view has moved. */
export class Graticule extends LayerGroup {
  onAdd(map) {
    super.onAdd(map);
    map.on('moveend', this.redraw, this);
    this.redraw();
    return this;
  }

  onRemove(map) {
    map.off('moveend', this.redraw, this);
    return super.onRemove(map);
  }

  redraw() {
    const bounds = this._map.getBounds().pad(0.2);
    const view = this._map.getBounds();
    const step = roundStep((view.getEast() - view.getWest()) / LINES);
    const digits = Math.max(0, -Math.floor(Math.log10(step)));
    this.clearLayers();
    for (const lat of stops(bounds.getSouth(), bounds.getNorth(), step)) {
      const line = [
        [lat, bounds.getWest()],
        [lat, bounds.getEast()],
      ];
      this.addLayer(thin(line));
      // Nothing in the corner, where the meridians' own labels stand.
      if (this._map.latLngToContainerPoint([lat, view.getWest()]).y > CORNER) {
        this.addLayer(label([lat, view.getWest()], degrees(lat, digits, 'LU', 'LS'), 'parallel'));
      }
    }
    for (const lng of stops(bounds.getWest(), bounds.getEast(), step)) {
      const line = [
        [bounds.getSouth(), lng],
        [bounds.getNorth(), lng],
      ];
      this.addLayer(thin(line));
      const { x } = this._map.latLngToContainerPoint([view.getNorth(), lng]);
      if (x > this._map.getSize().x - CONTROLS) continue;
      this.addLayer(label([view.getNorth(), lng], degrees(lng, digits, 'BT', 'BB'), 'meridian'));
    }
  }
}

function thin(line) {
  return polyline(line, { className: 'grid-line', interactive: false });
}

function label(at, text, kind) {
  const icon = divIcon({ className: `grid-label ${kind}`, html: text, iconSize: [0, 0] });
  return marker(at, { icon, interactive: false, keyboard: false });
}

/** @param {number} value the smallest 1, 2 or 5 times a power of ten that is not below it */
export function roundStep(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= value) ?? value;
}

function stops(from, to, step) {
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step);
}

function degrees(value, digits, positive, negative) {
  const text = Math.abs(value).toFixed(digits).replace('.', ',');
  return `${text}° ${value < 0 ? negative : positive}`;
}
