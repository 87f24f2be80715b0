// How is a point drawn? The form's fields are the truth; the map shows them and writes into them.

import { marker } from 'leaflet/dist/leaflet-src.esm.js';
import { fit, layerOf, mark, openMap, thinNames, words } from './base.js';
import { fieldsOf } from './fields.js';
import { moveByKeys } from './keys.js';
import { offerSurvey } from './survey.js';
import { EDITOR } from './words.js';

const DEGREE = 111_320; // metres of a degree of latitude

/** @param {HTMLElement} element with data-others: [{name, shape}], and data-shown: an old version */
export function drawPoint(element) {
  const map = openMap(element);
  const form = /** @type {HTMLFormElement} */ (element.closest('form'));
  const fields = fieldsOf(form);
  const hint = form.querySelector('[data-map-hint]');
  const others = JSON.parse(element.dataset.others ?? '[]').map((other) =>
    layerOf(other.shape, 'point other')
      .bindTooltip(other.name, { permanent: true, direction: 'center', className: 'point-name' })
      .addTo(map),
  );
  thinNames(map, others);
  const shown = element.dataset.shown ? oldVersion(map, JSON.parse(element.dataset.shown)) : [];
  let drawn = /** @type {any[]} */ ([]);
  let bearing = Math.PI / 2; // of the radius handle, from north
  let chosen = -1; // the corner that had the focus last
  const spoken = words('p', '');
  spoken.className = 'visually-hidden';
  spoken.setAttribute('role', 'status');
  element.after(spoken);
  const say = (/** @type {string} */ text) => spoken.replaceChildren(text);

  function draw() {
    for (const layer of drawn) layer.remove();
    const shape = fields.shape();
    const fixed = 'fixed' in element.dataset;
    drawn = shape ? [layerOf(shape, 'point edited').addTo(map)] : [];
    if (fixed) return;
    drawn.push(...(shape?.type === 'circle' ? circleMarks(shape) : cornerMarks()));
  }

  function circleMarks(shape) {
    const [area] = drawn;
    const centre = draggable([shape.lat, shape.lng], 'centre', EDITOR.centre, say);
    const handle = draggable(edge(shape, bearing), 'handle', EDITOR.edge, () => {
      say(EDITOR.radius(Math.round(area.getRadius())));
    });
    centre.on('drag', () => {
      const { lat, lng } = centre.getLatLng();
      area.setLatLng([lat, lng]);
      handle.setLatLng(edge({ ...shape, lat, lng }, bearing));
      fields.setCentre(lat, lng);
    });
    handle.on('drag', () => {
      const from = centre.getLatLng();
      bearing = bearingOf(from, handle.getLatLng());
      area.setRadius(fields.setRadius(map.distance(from, handle.getLatLng())));
    });
    for (const one of [centre, handle]) one.on('dragend', draw);
    return [centre, handle];
  }

  function cornerMarks() {
    return fields.corners().map((corner, index) => {
      const acts = {
        ...{ Delete: () => drop(index), Backspace: () => drop(index) },
        ...{ '+': () => split(index), Insert: () => split(index) },
      };
      const one = draggable(corner, 'corner', EDITOR.corner(index + 1), say, acts);
      one.getElement().addEventListener('focus', () => {
        chosen = index;
      });
      one.on('drag', () => {
        const { lat, lng } = one.getLatLng();
        fields.setCorner(index, lat, lng);
        if (drawn[0]?.setLatLngs) drawn[0].setLatLngs(fields.corners());
      });
      return one.on('dragend', draw);
    });
  }

  /** Take a corner away; the one in its place, or before it, has the focus then. */
  function drop(/** @type {number} */ index) {
    fields.dropCorner(index);
    draw();
    const corners = marks();
    corners[Math.min(index, corners.length - 1)]?.getElement().focus();
    say(EDITOR.dropped(index + 1, corners.length));
  }

  /** Put a corner between one and the next, and choose it. */
  function split(/** @type {number} */ index) {
    if (fields.corners().length < 2) return;
    fields.splitAfter(index);
    draw();
    const corners = marks();
    corners[index + 1]?.getElement().focus();
    say(EDITOR.added(index + 2, corners.length));
  }

  const marks = () => (fields.shape() ? drawn.slice(1) : drawn);

  function draggable(at, kind, title, told, acts = {}) {
    const one = marker(at, { draggable: true, autoPan: true, icon: mark(kind), title });
    one.addTo(map);
    moveByKeys(one, told, acts);
    if (hint) one.getElement().setAttribute('aria-describedby', hint.id);
    return one;
  }

  function put(lat, lng) {
    fields.tap(lat, lng);
    draw();
    const count = fields.corners().length;
    say(fields.shape()?.type === 'circle' ? EDITOR.placed(lat, lng) : EDITOR.added(count, count));
  }

  map.on('click', ({ latlng }) => {
    if ('fixed' in element.dataset || !fields.mayTap()) return;
    put(latlng.lat, latlng.lng);
  });
  form.addEventListener('input', draw);
  // What was typed lies where nobody looks: come to it, once the field is left.
  form.addEventListener('change', () => {
    const [area] = fields.shape() ? drawn : [];
    if (area && !map.getBounds().intersects(area.getBounds())) fit(map, [area]);
  });
  form.addEventListener('click', (event) => {
    const pressed = /** @type {Element} */ (event.target);
    if (pressed.closest('[data-place-centre]')) put(map.getCenter().lat, map.getCenter().lng);
    const last = fields.corners().length - 1;
    if (pressed.closest('[data-split-corner]')) split(chosen < 0 ? last : Math.min(chosen, last));
    if (!pressed.closest('[data-undo-corner]')) return;
    if (last < 0) return;
    fields.dropCorner();
    draw();
    say(EDITOR.dropped(last + 1, last));
  });
  document.addEventListener('htmx:after:swap', () => {
    fields.arrange();
    draw();
  });
  offerSurvey(form, (lat, lng) => {
    put(lat, lng);
    map.setView([lat, lng], Math.max(map.getZoom(), 17));
  });

  fields.arrange();
  draw();
  fit(map, drawn.length > 0 ? [...drawn.slice(0, 1), ...shown] : others);
}

/** An older version of the point, to compare with. */
function oldVersion(map, { name, shape }) {
  const layer = layerOf(shape, 'point old').addTo(map);
  return [layer.bindTooltip(name, { permanent: true, direction: 'top', className: 'point-name' })];
}

/** Where the handle of a circle's radius stands: on a plane, exact enough to hold it. */
function edge({ lat, lng, radius }, bearing) {
  const shrink = Math.cos((lat * Math.PI) / 180);
  return [
    lat + (radius * Math.cos(bearing)) / DEGREE,
    lng + (radius * Math.sin(bearing)) / (DEGREE * shrink),
  ];
}

function bearingOf(from, to) {
  const shrink = Math.cos((from.lat * Math.PI) / 180);
  return Math.atan2((to.lng - from.lng) * shrink, to.lat - from.lat);
}
