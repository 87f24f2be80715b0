// What is said of what still waits to be delivered?

import { spanOf } from '../time.js';

export const QUEUE = {
  empty: 'Semua absen sudah terkirim',
  emptyMore: 'Tidak ada yang menunggu di HP ini.',
  waiting: (/** @type {number} */ count) => `${count} absen belum terkirim`,
  waitingMore: 'Aman tersimpan di HP dan dikirim sendiri saat ada sinyal.',
  explanations: (/** @type {number} */ count) => `${count} penjelasan belum terkirim`,
  filings: (/** @type {number} */ count) =>
    `${count} pengajuan, laporan, atau pernyataan belum terkirim`,
  files: (/** @type {number} */ count) => `${count} foto atau berkas belum terkirim`,
  tried: (/** @type {string} */ moment) => `Terakhir dicoba ${moment}.`,
  next: (/** @type {number} */ ms) => `Dicoba lagi sendiri dalam ${spanOf(ms)}.`,
  reached: (/** @type {string} */ moment) => `Terakhir terhubung ${moment}.`,
  more: (/** @type {number} */ next, /** @type {number} */ left) =>
    `Tampilkan ${next} lagi (${left} belum ditampilkan)`,
  send: 'Kirim sekarang',
  sending: 'Mengirim…',
  recent: 'Baru saja terkirim',
  steps: ['Tersimpan di HP', 'Terkirim', 'Diterima'],
  states: 'Tersimpan di HP, Terkirim, Diterima',
  refusedTitle: 'Ditolak server',
};
