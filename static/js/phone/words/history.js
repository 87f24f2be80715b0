// What does the list of the last days say?

export const HISTORY = {
  ways: 'Cara melihat riwayat',
  checkins: 'Daftar absen',
  months: 'Rekap bulan',
  empty: 'Belum ada riwayat',
  emptyMore: 'Absen Anda 35 hari terakhir akan tampil di sini.',
  more: (/** @type {number} */ left) => `Tampilkan yang lebih lama (${left} absen)`,
  asOf: (/** @type {string} */ moment) => `Menurut server ${moment}.`,
};
