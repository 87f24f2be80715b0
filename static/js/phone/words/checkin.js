// What does the Absen screen say, before, during and after a check-in?

import { metresOf, spanOf } from '../time.js';
import { bearingWord, KINDS } from './states.js';

/** @typedef {import('../geometry.js').Placing} Placing */

export const CHECKIN = {
  hours: (/** @type {string} */ from, /** @type {string} */ to, /** @type {string} */ zone) =>
    `Jam kerja hari ini ${from}–${to} ${zone}`,
  holiday: 'Hari ini bukan hari kerja. Anda tetap bisa absen.',
  unknownHours: 'Jam kerja hari ini belum diketahui. Akan tampil setelah tersambung.',
  notYet: 'Belum',
  working: 'Menunggu sidik jari, wajah, atau PIN…',
  finished: 'Selesai untuk hari ini',
  note: 'Catatan untuk atasan',
  noteDoubtful: 'Jelaskan kepada atasan',
  noteHint: 'Boleh kosong. Misalnya: rapat di Kantor Bupati.',
  nextOnline: 'HP meminta sidik jari atau PIN, lalu absen dikirim.',
  nextOffline: 'Tanpa jaringan, absen disimpan di HP lalu dikirim saat ada sinyal.',
  nextDoubtful: 'Absen tetap tercatat dan ditinjau atasan.',
  nextLater: (/** @type {string} */ end, /** @type {string} */ zone) =>
    `Jam pulang ${end} ${zone}.`,
  nextAgain: 'Absen Pulang lagi? Yang terakhir dihitung.',
  clockDiffers: (/** @type {number} */ ms) =>
    `Waktu HP berbeda ${spanOf(Math.abs(ms))} dari server. Absen tetap dihitung menurut waktu server.`,
  proof: 'Lihat bukti',
  close: 'Tutup',
  staleSchedule: (/** @type {string} */ moment) =>
    `Jadwal dan titik absen terakhir diperbarui ${moment}. Sambungkan HP ke jaringan.`,
};

export const STANDING = {
  notRehearsed: 'Uji tanda tangan belum dilakukan',
  notRehearsedMore:
    'Pastikan HP ini bisa menandatangani absen sebelum Anda di tempat tanpa sinyal.',
  rehearse: 'Uji tanda tangan',
  rebind: 'Daftarkan lagi dengan kode baru',
  files: 'Ada berkas yang tidak terkirim. Simpan berkasnya',
};

export const RESULT = {
  saved: (/** @type {'in' | 'out'} */ kind, /** @type {string} */ time) =>
    `${KINDS[kind]} tersimpan di HP pukul ${time}`,
  sending: 'Sedang dikirim…',
  willSend: 'Akan terkirim saat ada sinyal.',
  accepted: (/** @type {'in' | 'out'} */ kind, /** @type {string} */ time) =>
    `${KINDS[kind]} pukul ${time} diterima server.`,
  review: (/** @type {'in' | 'out'} */ kind, /** @type {string} */ time) =>
    `${KINDS[kind]} pukul ${time} diterima dan akan ditinjau atasan.`,
  refused: (/** @type {'in' | 'out'} */ kind, /** @type {string} */ time) =>
    `${KINDS[kind]} pukul ${time} ditolak server. Isinya tetap tersimpan.`,
  declined: (/** @type {'in' | 'out'} */ kind, /** @type {string} */ time) =>
    `${KINDS[kind]} pukul ${time} ditolak atasan.`,
};

/** Where a record can be; each step is also the name of the state it has then reached. */
export const JOURNEY = ['Tersimpan', 'Terkirim', 'Diterima'];

export const PLACE = {
  title: 'Posisi Anda',
  searching: 'Mencari lokasi…',
  searchingMore: 'Di tempat terbuka lokasi lebih cepat ditemukan.',
  denied: 'Izin lokasi ditolak',
  deniedMore:
    'Buka pengaturan HP, izinkan lokasi untuk SIKEREN, lalu ketuk Coba lagi. Anda tetap bisa absen tanpa lokasi; absen itu ditinjau atasan.',
  unavailable: 'Lokasi tidak tersedia',
  unavailableMore:
    'Nyalakan lokasi (GPS) di HP. Anda tetap bisa absen tanpa lokasi; absen itu ditinjau atasan.',
  timeout: 'Lokasi belum ditemukan',
  timeoutMore:
    'Coba di tempat terbuka. Anda tetap bisa absen tanpa lokasi; absen itu ditinjau atasan.',
  again: 'Coba lagi',
  noPoint: 'Belum ada titik absen',
  noPointMore: 'Operator kantor Anda belum menetapkan titik absen.',
  closed: 'Titik absen sedang tutup',
  closedMore: (/** @type {string} */ name, /** @type {string} */ moment) =>
    `Titik absen ${name} buka ${moment}.`,
  unknownPoints: 'Titik absen belum diketahui',
  unknownPointsMore: 'Akan tampil setelah HP tersambung ke server. Absen tetap tercatat.',
  inside: 'Anda di dalam radius',
  edge: 'Anda di tepi radius',
  edgeMore: 'Karena akurasi lokasi, posisi ini dihitung di dalam.',
  outside: 'Anda di luar radius',
  distance: (/** @type {Placing} */ { point, distance, beyond, bearing }) => {
    if (point.shape.type === 'polygon') {
      const edge = beyond > 0 ? `${metresOf(beyond)} di luar batas` : 'di dalam batas';
      return `Anda ${edge} titik absen ${point.name}. ${toThere(bearing)}`;
    }
    const limit = `batas ${metresOf(point.shape.radius)}`;
    const where = beyond > 0 ? ` ${toThere(bearing)}` : '';
    return `Anda ${metresOf(distance)} dari titik absen ${point.name} (${limit}).${where}`;
  },
  away: (/** @type {Placing} */ { point, distance }) => `${metresOf(distance)} dari ${point.name}`,
  nowhere: 'Tanpa lokasi',
  accuracy: (/** @type {number} */ metres) => `Akurasi lokasi ±${metresOf(metres)}.`,
  lowAccuracy: (/** @type {number} */ metres) =>
    `Akurasi lokasi rendah (±${metresOf(metres)}). Coba di tempat terbuka.`,
  coarse: (/** @type {number} */ metres) =>
    `HP hanya memberi perkiraan lokasi (±${metresOf(metres)}). Nyalakan lokasi akurat.`,
  north: 'U',
};

export const NO_FIX = {
  title: 'Absen tanpa lokasi?',
  text: 'Lokasi belum ditemukan. Tunggu sebentar di tempat terbuka, atau absen sekarang tanpa lokasi. Absen tanpa lokasi ditinjau atasan.',
  wait: 'Tunggu dahulu',
  go: (/** @type {'in' | 'out'} */ kind) => `${KINDS[kind]} tanpa lokasi`,
};

/** @param {number} bearing degrees from north */
function toThere(bearing) {
  return `Titik ada di arah ${bearingWord(bearing)}.`;
}
