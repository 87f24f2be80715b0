// How is a photo made small enough for a slow network? Drawn anew: fewer pixels, turned as the
// camera was held, and without what the camera wrote beside the picture.

const LONGEST = 1600; // pixels: a page of text stays readable
const PREVIEW = 160;
const QUALITY = 0.8;

/**
 * @param {Blob} file
 * @param {number} [longest] pixels
 * @returns {Promise<{ blob: Blob, preview: string } | null>} a JPEG and a small picture as a data
 *   URL; null where this browser cannot read the picture
 */
export async function shrink(file, longest = LONGEST) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
  try {
    const blob = await blobOf(drawn(bitmap, longest));
    return blob && { blob, preview: drawn(bitmap, PREVIEW).toDataURL('image/jpeg', QUALITY) };
  } finally {
    bitmap.close();
  }
}

/** @param {ImageBitmap} bitmap @param {number} longest pixels */
function drawn(bitmap, longest) {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob | null>} */
function blobOf(canvas) {
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}
