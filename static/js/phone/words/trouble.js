// What does the app say when something did not work, and what can the person do?

import { STORAGE_TROUBLES } from './trouble-storage.js';
import { UPDATE_TROUBLES } from './update.js';

/** @typedef {{ title: string, text: string }} Said */

const HUBUNGI = 'Hubungi operator kantor Anda.';

/** @type {Record<string, Said>} by the code of a Trouble or of the server's problem */
export const TROUBLES = {
  network: {
    title: 'Belum ada jaringan',
    text: 'Server belum terjangkau. Aplikasi mencoba lagi sendiri.',
  },
  timeout: {
    title: 'Jaringan terlalu lambat',
    text: 'Server belum menjawab. Aplikasi mencoba lagi sendiri.',
  },
  not_ours: {
    title: 'Jawaban bukan dari SIKEREN',
    text: 'Wi-Fi ini mungkin meminta Anda masuk dahulu. Buka peramban untuk masuk ke Wi-Fi, atau pakai data seluler. Tidak ada yang hilang.',
  },
  server_away: {
    title: 'Server sedang terganggu',
    text: 'Absen Anda aman di HP dan dikirim setelah server pulih.',
  },
  internal: {
    title: 'Server sedang terganggu',
    text: 'Absen Anda aman di HP dan dikirim setelah server pulih.',
  },
  unavailable: {
    title: 'Server sedang sibuk',
    text: 'Absen Anda aman di HP dan dikirim sebentar lagi.',
  },
  too_many_requests: {
    title: 'Server meminta menunggu',
    text: 'Tunggu sebentar. Aplikasi mencoba lagi sendiri dan tidak ada yang hilang.',
  },
  receipt_invalid: {
    title: 'Tanda terima belum dapat dipastikan',
    text: 'Absen tetap disimpan di HP dan dikirim ulang.',
  },
  code_form: {
    title: 'Kode belum lengkap',
    text: 'Kode terdiri dari 8 huruf dan angka, misalnya K7QP-3MHX.',
  },
  code_unknown: {
    title: 'Kode tidak dikenal',
    text: 'Periksa lagi huruf demi huruf. Kode tidak memakai huruf I, L, O dan angka 0, 1.',
  },
  code_expired: {
    title: 'Kode sudah tidak berlaku',
    text: 'Minta kode baru kepada operator kantor Anda.',
  },
  code_spent: {
    title: 'Kode sudah dipakai',
    text: 'Satu kode hanya untuk satu kali pendaftaran. Minta kode baru kepada operator kantor Anda.',
  },
  binding_too_weak: {
    title: 'HP ini belum cukup kuat',
    text: 'Kantor Anda meminta HP yang kuncinya tidak dapat disalin. Kode Anda masih berlaku: pakai HP lain, atau hubungi operator.',
  },
  device_taken: {
    title: 'HP sudah terdaftar',
    text: 'Satu HP hanya untuk satu pegawai. Hubungi operator kantor Anda.',
  },
  bad_credential: {
    title: 'Kunci HP tidak dapat diperiksa',
    text: 'Ulangi pendaftaran. Bila masih gagal, hubungi operator kantor Anda.',
  },
  not_found: {
    title: 'Pendaftaran ini sudah diganti',
    text: 'Mulai lagi dengan kode Anda.',
  },
  passkey_cancelled: {
    title: 'Belum disetujui',
    text: 'Sidik jari, wajah, atau PIN tidak diberikan. Belum ada yang tersimpan. Ketuk sekali lagi bila siap.',
  },
  passkey_timeout: {
    title: 'HP tidak menjawab',
    text: 'Permintaan sidik jari tidak terjawab. Belum ada yang tersimpan. Ketuk sekali lagi; bila masih sama, muat ulang aplikasi.',
  },
  passkey_busy: {
    title: 'Permintaan sebelumnya masih terbuka',
    text: 'Muat ulang aplikasi, lalu coba lagi. Belum ada yang tersimpan.',
  },
  passkey_taken: {
    title: 'Kunci sudah ada di HP ini',
    text: 'HP ini sudah punya kunci untuk pegawai ini. Hubungi operator kantor Anda.',
  },
  passkey_unsupported: {
    title: 'Peramban ini tidak mendukung kunci HP',
    text: 'Buka SIKEREN di Chrome (Android) atau Safari (iPhone) versi terbaru, bukan di dalam aplikasi lain.',
  },
  passkey_address: {
    title: 'Alamat aplikasi tidak cocok',
    text: 'Buka SIKEREN lewat alamat resminya, lalu coba lagi.',
  },
  passkey_failed: {
    title: 'Kunci HP gagal dipakai',
    text: 'Coba sekali lagi. Bila masih gagal, nyalakan ulang HP.',
  },
  no_screen_lock: {
    title: 'Kunci layar belum dipasang',
    text: 'Pasang PIN, sidik jari, atau wajah di pengaturan HP, lalu coba lagi.',
  },
  not_bound: {
    title: 'HP belum terdaftar',
    text: 'Daftarkan HP ini dengan kode dari operator.',
  },
  no_anchor: {
    title: 'Perlu jaringan satu kali',
    text: 'Sebelum absen pertama, HP harus tersambung ke server satu kali. Sambungkan, lalu coba lagi.',
  },
  other_tab: {
    title: 'Absen sedang diproses di tempat lain',
    text: 'SIKEREN terbuka di tab lain. Selesaikan di sana, lalu coba lagi.',
  },
  chain_moved: {
    title: 'Absen lain baru saja tersimpan',
    text: 'Lihat Antrean, lalu coba lagi bila masih perlu.',
  },
  clock_absurd: {
    title: 'Tanggal HP salah',
    text: 'Perbaiki tanggal dan jam di pengaturan HP, lalu coba lagi.',
  },
  ...STORAGE_TROUBLES,
  browser_lacking: {
    title: 'Peramban ini terlalu lama',
    text: 'SIKEREN memerlukan Chrome atau Safari versi baru, dan alamat yang diawali https. Perbarui peramban atau sistem HP, lalu buka lagi.',
  },
  ...UPDATE_TROUBLES,
  device_revoked: {
    title: 'HP ini tidak lagi terdaftar',
    text: `Absen yang sudah tersimpan tetap dikirim. Untuk absen lagi, pakai HP Anda yang terdaftar atau minta kode baru. ${HUBUNGI}`,
  },
  inactive: { title: 'Akun tidak aktif', text: HUBUNGI },
  bad_proof: {
    title: 'Server tidak mengenali HP ini',
    text: `Absen tetap tersimpan di HP. Jangan hapus aplikasi. ${HUBUNGI}`,
  },
  chain_contradiction: {
    title: 'Urutan absen tidak cocok dengan server',
    text: `Catatan server berbeda dari catatan HP ini. Absen tetap tersimpan. ${HUBUNGI}`,
  },
  head_ahead: {
    title: 'Server punya absen yang tidak ada di HP ini',
    text: `Bisa jadi data aplikasi pernah dipulihkan atau kuncinya tersalin. ${HUBUNGI}`,
  },
  content_differs: {
    title: 'Penjelasan tidak diterima',
    text: 'Tulis penjelasan Anda sekali lagi.',
  },
  signed_out: { title: 'Anda sudah keluar', text: 'Masuk ke aplikasi untuk melanjutkan.' },
};

/**
 * @param {{ code: string, detail?: string }} trouble
 * @returns {Said} the server's own sentence where we have none
 */
export function troubleWords({ code, detail }) {
  return (
    TROUBLES[code] ?? {
      title: 'Ada kendala',
      text: detail ? `${detail} Coba lagi sebentar.` : 'Coba lagi sebentar.',
    }
  );
}
