// What are the kinds and states of a check-in called, and the directions to a point?

export const KINDS = { in: 'Absen Masuk', out: 'Absen Pulang' };

/** @typedef {{ tone: 'good' | 'doubt' | 'bad' | 'waiting', sign: string, word: string, more: string }} Told */

/** @type {Record<import('../ledger.js').State, Told>} */
export const STATES = {
  waiting: {
    tone: 'waiting',
    sign: 'phone',
    word: 'Tersimpan di HP',
    more: 'Belum terkirim. Akan dikirim sendiri saat ada sinyal.',
  },
  sent: {
    tone: 'waiting',
    sign: 'send',
    word: 'Terkirim',
    more: 'Sudah dikirim; tanda terima dari server belum lengkap dan diminta lagi.',
  },
  accepted: {
    tone: 'good',
    sign: 'check',
    word: 'Diterima',
    more: 'Tercatat di server.',
  },
  review: {
    tone: 'doubt',
    sign: 'eye',
    word: 'Ditinjau',
    more: 'Tercatat dan dihitung hadir, sampai atasan memutuskan.',
  },
  upheld: {
    tone: 'good',
    sign: 'check',
    word: 'Diterima atasan',
    more: 'Atasan sudah meninjau dan menerima absen ini.',
  },
  declined: {
    tone: 'bad',
    sign: 'cross',
    word: 'Ditolak atasan',
    more: 'Atasan sudah meninjau dan menolak absen ini.',
  },
  refused: {
    tone: 'bad',
    sign: 'cross',
    word: 'Ditolak',
    more: 'Server tidak dapat memastikan absen ini dari HP Anda. Isinya tetap disimpan, di HP dan di server.',
  },
};

const BEARINGS = [
  'utara',
  'timur laut',
  'timur',
  'tenggara',
  'selatan',
  'barat daya',
  'barat',
  'barat laut',
];

/** @param {number} degrees from north @returns {string} */
export function bearingWord(degrees) {
  return BEARINGS[Math.round(degrees / 45) % 8];
}
