// What does the page of one check-in say?

import { KINDS } from './states.js';

export const RECEIPT = {
  title: (/** @type {'in' | 'out'} */ kind) => `Bukti ${KINDS[kind]}`,
  missing: 'Bukti tidak ditemukan',
  missingMore: 'Absen ini tidak ada di HP dan tidak ada dalam riwayat 35 hari terakhir.',
  at: 'Waktu absen',
  atPhone: 'menurut jam HP',
  received: 'Diterima server',
  point: 'Titik absen',
  noPoint: 'Di luar semua titik',
  noPlace: 'Tidak diketahui, absen tanpa lokasi',
  note: 'Catatan Anda',
  number: 'Nomor bukti',
  sequence: 'Urutan di HP',
  hash: 'Sidik data (SHA-256)',
  flags: 'Catatan server',
  flagsMore: 'Yang dilihat server, apa adanya. Atasan yang memutuskan.',
  decision: 'Keputusan atasan',
  explain: 'Penjelasan Anda',
  explainHint: 'Atasan membacanya saat memutuskan. Bisa ditulis tanpa jaringan.',
  explainField: 'Tulis penjelasan',
  explainButton: 'Simpan penjelasan',
  explainSaved: 'Penjelasan tersimpan di HP dan akan dikirim.',
  explainSent: 'Penjelasan terkirim.',
  explainEmpty: 'Tulis dahulu penjelasannya.',
  saidStates: { waiting: 'Tersimpan di HP', sent: 'Terkirim', refused: 'Tidak diterima' },
  signed: 'Tanda terima digital',
  signedMore:
    'Ditandatangani server dan sudah diperiksa HP ini. Siapa pun dapat memeriksanya dengan kunci umum server.',
  unsigned: 'Tanda terima belum ada di HP ini.',
  otherPhone: 'Absen ini dibuat di HP Anda yang lain.',
  share: 'Bagikan',
  copy: 'Salin',
  copied: 'Tanda terima disalin.',
  raw: 'Lihat teks tanda terima',
};
