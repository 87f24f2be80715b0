// What does an iPhone show in the moment before the app has painted? A picture that fits its screen to
// the pixel, which Safari looks for when the app is put on the home screen. Only the one for this
// screen is named, and only there: in the shell, twenty links would cost every phone their bytes.

/** Width and height in points, upright, and pixels a point: Apple's "Layout", 2026. */
export const SCREENS = [
  [375, 667, 2],
  [414, 736, 3],
  [375, 812, 3],
  [414, 896, 2],
  [414, 896, 3],
  [390, 844, 3],
  [428, 926, 3],
  [393, 852, 3],
  [430, 932, 3],
  [402, 874, 3],
  [420, 912, 3],
  [440, 956, 3],
  [744, 1133, 2],
  [768, 1024, 2],
  [810, 1080, 2],
  [820, 1180, 2],
  [834, 1112, 2],
  [834, 1194, 2],
  [834, 1210, 2],
  [1024, 1366, 2],
  [1032, 1376, 2],
];

/** @param {number} width @param {number} height @param {number} ratio */
export function startupName(width, height, ratio) {
  return `startup-${width * ratio}x${height * ratio}.png`;
}

/**
 * The picture for a screen, whichever way it is held.
 * @param {{ width: number, height: number }} screen in points
 * @param {number} ratio
 * @returns {string | null} its file; null where none fits
 */
export function startupFor({ width, height }, ratio) {
  const upright = [Math.min(width, height), Math.max(width, height)];
  const fits = SCREENS.some(([w, h, r]) => w === upright[0] && h === upright[1] && r === ratio);
  return fits ? startupName(upright[0], upright[1], ratio) : null;
}

/** Name it in the document, for Safari to find. */
export function nameStartupPicture() {
  const file = startupFor(screen, devicePixelRatio);
  if (!file) return;
  const link = document.createElement('link');
  link.rel = 'apple-touch-startup-image';
  link.media = '(orientation: portrait)';
  link.href = `/static/${BUILD_ID}/${file}`;
  document.head.append(link);
}
