// What does the form of a point say, and how is it written to? Fields are looked up each time,
// because the server may have sent the form back with corrections.

const MIN_RADIUS = 10; // metres
const MAX_RADIUS = 20_000; // metres
const DIGITS = 6; // of a degree: a tenth of a metre

/** @param {HTMLFormElement} form */
export function fieldsOf(form) {
  const isNew = !('existing' in form.dataset);
  const field = (/** @type {string} */ name) => /** @type {any} */ (form.elements.namedItem(name));
  const read = (/** @type {string} */ name) => parseDecimal(field(name).value);
  const corners = () => parseRing(field('ring').value);
  const setCorners = (/** @type {number[][]} */ ring) => {
    field('ring').value = ring.map(([lat, lng]) => `${written(lat)}, ${written(lng)}`).join('\n');
  };

  const isPolygon = () => field('type').value === 'polygon';

  const fields = {
    isPolygon,
    corners: () => (isPolygon() ? corners() : []),

    /** @returns {import('./base.js').Shape | null} what is drawn now, if it is enough */
    shape() {
      if (isPolygon()) {
        const ring = corners();
        return ring.length > 2 ? { type: 'polygon', ring } : null;
      }
      const [lat, lng, radius] = ['lat', 'lng', 'radius'].map(read);
      const whole = Number.isFinite(lat) && Number.isFinite(lng) && radius > 0;
      return whole ? { type: 'circle', lat, lng, radius } : null;
    },

    /** A new circle follows every tap; one that is in force is only moved by dragging it. */
    mayTap: () => isPolygon() || isNew || !Number.isFinite(read('lat')),

    tap(lat, lng) {
      if (isPolygon()) setCorners([...corners(), [lat, lng]]);
      else fields.setCentre(lat, lng);
    },

    setCentre(lat, lng) {
      field('lat').value = written(lat);
      field('lng').value = written(lng);
    },

    /** @param {number} metres @returns {number} the radius that was written */
    setRadius(metres) {
      const radius = Math.min(MAX_RADIUS, Math.max(MIN_RADIUS, Math.round(metres)));
      field('radius').value = String(radius);
      return radius;
    },

    setCorner(index, lat, lng) {
      setCorners(corners().map((corner, at) => (at === index ? [lat, lng] : corner)));
    },

    /** Another corner halfway between one and the next. @param {number} index */
    splitAfter(index) {
      const ring = corners();
      const [one, next] = [ring[index], ring[(index + 1) % ring.length]];
      ring.splice(index + 1, 0, [(one[0] + next[0]) / 2, (one[1] + next[1]) / 2]);
      setCorners(ring);
    },

    /** @param {number} [index] the last one where none is said */
    dropCorner(index = corners().length - 1) {
      setCorners(corners().filter((_, at) => at !== index));
    },

    /** Show the parts of the form that what is chosen asks for. */
    arrange() {
      const shape = field('type').value;
      for (const part of form.querySelectorAll('[data-shape]')) {
        part.hidden = part.dataset.shape !== shape;
      }
      for (const name of ['span', 'open', 'start']) {
        const chosen = form.querySelector(`input[name="${name}"]:checked`)?.value;
        for (const part of form.querySelectorAll(`[data-${name}]`))
          part.hidden = chosen !== part.dataset[name];
      }
      for (const tool of form.querySelectorAll(
        '[data-undo-corner], [data-split-corner], [data-place-box]',
      ))
        tool.hidden = false;
    },
  };
  form.addEventListener('change', fields.arrange);
  return fields;
}

/** @param {string} text with a full stop or a comma */
export function parseDecimal(text) {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
}

/** @param {string} text a corner a line: latitude, longitude; lines that are none are skipped */
export function parseRing(text) {
  return text
    .split('\n')
    .map((line) => pair(line.trim()).map(parseDecimal))
    .filter((corner) => corner.length === 2 && corner.every(Number.isFinite));
}

/** A comma is a decimal one where something else parts the numbers. @param {string} line */
function pair(line) {
  if (line.includes(';')) return line.split(';');
  const apart = line
    .split(/\s+/)
    .map((one) => one.replace(/^,+|,+$/g, ''))
    .filter(Boolean);
  return apart.length > 1 ? apart : line.split(',');
}

/** @param {number} degrees */
function written(degrees) {
  return degrees.toFixed(DIGITS);
}
