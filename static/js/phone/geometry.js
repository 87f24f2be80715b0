// Where does a fix lie against a point? Metres and directions on the WGS 84 ellipsoid, on a plane
// laid at the fix: exact to centimetres near an office. For showing only: the server judges.

/**
 * @typedef {{ type: 'circle', lat: number, lng: number, radius: number }} Circle
 * @typedef {{ type: 'polygon', ring: [number, number][] }} Polygon corners as [lat, lng]
 * @typedef {{ id: string, name: string, shape: Circle | Polygon, valid_from: string | null,
 *   valid_until: string | null }} Point
 * @typedef {{ x: number, y: number }} Plane metres to the east and to the north of the fix
 * @typedef {{ point: Point, centre: Plane, corners: Plane[], distance: number, beyond: number,
 *   excess: number, bearing: number }} Placing
 *   distance: metres to the centre; beyond: to the edge, negative inside; excess: what is left of
 *   it after the benefit of the doubt, above 0 is outside; bearing: degrees from north
 */

const EQUATOR = 6378137; // metres, WGS 84
const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY_2 = FLATTENING * (2 - FLATTENING);

/**
 * Metres east and north from one place to another.
 * @param {{ lat: number, lng: number }} from
 * @param {number} lat
 * @param {number} lng
 * @returns {Plane}
 */
export function planeFrom(from, lat, lng) {
  const middle = ((from.lat + lat) / 2) * (Math.PI / 180);
  const w = 1 - ECCENTRICITY_2 * Math.sin(middle) ** 2;
  const north = (EQUATOR * (1 - ECCENTRICITY_2)) / w ** 1.5;
  const east = (EQUATOR / Math.sqrt(w)) * Math.cos(middle);
  const turn = ((lng - from.lng + 540) % 360) - 180;
  return { x: turn * (Math.PI / 180) * east, y: (lat - from.lat) * (Math.PI / 180) * north };
}

/**
 * The point that is in force and nearest by its edge.
 * @param {Point[]} points
 * @param {{ lat: number, lng: number, accuracy: number }} fix
 * @param {number} cap metres of error that are granted at most
 * @param {Date} now
 * @returns {Placing | null} null where no point is in force
 */
export function nearest(points, fix, cap, now) {
  const placed = inForce(points, now).map((point) => place(point, fix, cap));
  return placed.reduce(
    (best, one) => (best === null || one.beyond < best.beyond ? one : best),
    /** @type {Placing | null} */ (null),
  );
}

/** @param {Point[]} points @param {Date} now */
export function inForce(points, now) {
  const at = now.getTime();
  return points.filter(
    ({ valid_from: from, valid_until: until }) =>
      (!from || Date.parse(from) <= at) && (!until || at < Date.parse(until)),
  );
}

/**
 * The point that opens next, of those that are closed now.
 * @param {Point[]} points
 * @param {Date} now
 * @returns {{ name: string, at: string } | null} null where none is known to open again
 */
export function opensNext(points, now) {
  return points
    .flatMap(({ name, valid_from: at }) =>
      at && Date.parse(at) > now.getTime() ? [{ name, at }] : [],
    )
    .reduce(
      (first, one) => (first && Date.parse(first.at) <= Date.parse(one.at) ? first : one),
      /** @type {{ name: string, at: string } | null} */ (null),
    );
}

/**
 * A fix with its error circle against a point, the protocol's way.
 * @param {Point} point
 * @param {{ lat: number, lng: number, accuracy: number }} fix
 * @param {number} cap metres
 * @returns {Placing}
 */
export function place(point, fix, cap) {
  const { shape } = point;
  const corners =
    shape.type === 'polygon' ? shape.ring.map(([lat, lng]) => planeFrom(fix, lat, lng)) : [];
  const centre = shape.type === 'polygon' ? mean(corners) : planeFrom(fix, shape.lat, shape.lng);
  const distance = Math.hypot(centre.x, centre.y);
  const beyond = shape.type === 'polygon' ? beyondRing(corners) : distance - shape.radius;
  return {
    point,
    centre,
    corners,
    distance,
    beyond,
    excess: beyond - Math.min(fix.accuracy, cap),
    bearing: (Math.atan2(centre.x, centre.y) * (180 / Math.PI) + 360) % 360,
  };
}

/** @param {Plane[]} corners @returns {Plane} */
function mean(corners) {
  const sum = corners.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  return { x: sum.x / corners.length, y: sum.y / corners.length };
}

/** @param {Plane[]} corners of a ring around or beside the fix, which lies at 0, 0 */
function beyondRing(corners) {
  let edge = Number.POSITIVE_INFINITY;
  let inside = false;
  corners.forEach((a, index) => {
    const b = corners[(index + 1) % corners.length];
    edge = Math.min(edge, toSegment(a, b));
    if (a.y > 0 !== b.y > 0 && ((b.x - a.x) * -a.y) / (b.y - a.y) + a.x > 0) inside = !inside;
  });
  return inside ? -edge : edge;
}

/** @param {Plane} a @param {Plane} b @returns {number} metres from 0, 0 to the side a–b */
function toSegment(a, b) {
  const [x, y] = [b.x - a.x, b.y - a.y];
  const length2 = x * x + y * y;
  const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(a.x * x + a.y * y) / length2));
  return Math.hypot(a.x + along * x, a.y + along * y);
}
