// What is said of photos and letters that go with a record?

import { troubleWords } from './trouble.js';

export const FILES = {
  label: 'Bukti: foto atau PDF (boleh kosong)',
  hint: 'Foto diperkecil di HP; lokasi dan data kamera dibuang.',
  remove: (/** @type {string} */ name) => `Hapus ${name}`,
  choose: 'Pilih foto atau PDF',
  draft: 'Tersimpan di HP sebagai konsep.',
  takeOff: 'Hapus',
  photo: 'Foto',
  preparing: 'Menyiapkan berkas…',
  most: (/** @type {number} */ count) => `Paling banyak ${count} berkas.`,
  waiting: 'Tersimpan di HP',
  going: (/** @type {number} */ percent) => `Terkirim ${percent}%`,
  sent: 'Terkirim',
  refused: 'Tidak diterima',
};

/** On a phone that is no longer registered. */
export const UNSENT = {
  title: 'Tidak terkirim dari HP ini',
  files: (/** @type {number} */ count) =>
    `${count} foto atau berkas tidak dapat dikirim, karena HP ini tidak lagi terdaftar. Simpan berkasnya, lalu lampirkan lagi dari HP Anda yang terdaftar.`,
  filings: (/** @type {number} */ count) =>
    `${count} pengajuan atau laporan tidak dapat dikirim. Ajukan lagi dari HP Anda yang terdaftar.`,
  again: 'Bila HP ini didaftarkan lagi atas nama Anda, semuanya dikirim sendiri.',
  save: 'Simpan',
  unsaved: 'Berkas tidak dapat disimpan. Coba lagi.',
  lost: 'Isi berkas ini tidak ada lagi di HP.',
};

/** @type {Record<string, import('./trouble.js').Said>} by the code of a Trouble */
const TROUBLES = {
  file_empty: { title: 'Berkas ini kosong', text: 'Pilih berkas lain.' },
  file_unknown: {
    title: 'Berkas ini bukan foto atau PDF',
    text: 'Pilih foto (JPEG, PNG, WebP, HEIC) atau PDF.',
  },
  photo_unknown: { title: 'Ini bukan foto', text: 'Ambil swafoto dengan kamera HP.' },
  file_too_large: {
    title: 'Berkas ini lebih dari 10 MB',
    text: 'Perkecil PDF-nya, atau ambil fotonya saja.',
  },
  file_lost: {
    title: 'Berkas ini tidak ada lagi di HP',
    text: 'Ambil fotonya sekali lagi dan lampirkan dalam pengajuan baru.',
  },
  photo_alone: { title: 'Absennya ditolak', text: 'Karena itu swafoto tidak dikirim.' },
  file_alone: {
    title: 'Pengajuannya tidak diterima',
    text: 'Karena itu berkas ini tidak dikirim.',
  },
  upload_quota: {
    title: 'Jatah kiriman berkas hari ini habis',
    text: 'Berkas tetap tersimpan di HP dan dikirim besok.',
  },
};

/**
 * What is wrong with one file.
 * @param {{ code: string, detail?: string }} trouble
 * @returns {import('./trouble.js').Said}
 */
export function fileTrouble(trouble) {
  return TROUBLES[trouble.code] ?? troubleWords(trouble);
}
