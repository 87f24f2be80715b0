// What is said of the photo of a check-in?

import { KINDS } from './states.js';

export const PHOTO = {
  title: 'Swafoto',
  every: 'Kantor Anda meminta swafoto untuk setiap absen.',
  doubtful: 'Kantor Anda meminta swafoto untuk absen yang ditinjau, agar atasan dapat memutuskan.',
  hint: 'Absen sudah tercatat, dengan atau tanpa swafoto.',
  take: 'Ambil swafoto',
  again: 'Ganti swafoto',
  use: (/** @type {number} */ days) =>
    `Hanya dibuka bila absen ini ditinjau, oleh atasan, operator, atau admin. Dilihat orang, tidak dikenali mesin. Dihapus ${days} hari sesudah bulannya dikunci.`,
  name: 'Foto Anda',
  wanted: (/** @type {'in' | 'out'} */ kind, /** @type {string} */ moment) =>
    `${KINDS[kind]} ${moment} ditinjau. Kantor Anda meminta swafoto.`,
};
