// What stands around every view: the tabs, the connection, a new version?

export const NAV = {
  checkin: 'Absen',
  queue: 'Antrean',
  work: 'Laporan',
  history: 'Riwayat',
  phone: 'HP Saya',
};

/** What only those hear who do not see the tabs. */
export const MENU = { waiting: 'menunggu' };

export const LINK = {
  reached: 'Terhubung',
  never: 'Belum terhubung',
  away: 'Menunggu sinyal',
  troubled: 'Ada kendala',
};

export { UPDATE } from './update.js';

/** A view whose part of the app is still on its way, or cannot be had. */
export const VIEW = {
  loading: 'Membuka…',
  missing: 'Halaman ini belum bisa dibuka',
  missingMore:
    'Bagian ini belum ada di HP dan server belum terjangkau. Absen tetap bisa dibuka. Cari sinyal, lalu muat ulang.',
};
