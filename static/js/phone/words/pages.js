// What do the pages for binding, for a receipt and for this phone say?

import { KINDS } from './states.js';

export const BIND = {
  title: 'Daftarkan HP ini',
  intro: 'Satu kali saja. Sesudah itu HP ini menjadi tanda hadir Anda, juga tanpa sinyal.',
  code: 'Kode pendaftaran',
  codeHint: '8 huruf dan angka dari operator kantor Anda. Huruf besar atau kecil sama saja.',
  check: 'Periksa kode',
  steps: ['Kode', 'Kunci HP', 'Uji coba'],
  whoTitle: 'Apakah ini Anda?',
  whoMore:
    'HP akan membuat kunci yang hanya bisa dipakai dengan sidik jari, wajah, atau PIN Anda. Sidik jari Anda tidak pernah keluar dari HP.',
  agree: 'Ya, buat kunci HP',
  notMe: 'Bukan saya',
  again: 'Kirim lagi',
  lostAnswer:
    'Kunci sudah dibuat, tetapi jawaban server belum diterima. Ketuk Kirim lagi; kode tidak perlu diketik ulang.',
  rehearseTitle: 'Satu langkah lagi: uji coba',
  rehearseMore:
    'Kita pastikan HP ini bisa menandatangani absen, juga tanpa jaringan. Hasil uji coba tidak dikirim dan tidak dihitung.',
  rehearse: 'Uji sidik jari sekarang',
  doneTitle: 'HP siap dipakai',
  done: 'Tanda tangan berhasil di HP ini, tanpa bantuan jaringan.',
  persisted: 'Penyimpanan tetap: peramban berjanji tidak menghapus data absen.',
  notPersisted:
    'Penyimpanan tetap belum diberikan peramban. Pasang SIKEREN di layar utama dan buka sesering mungkin agar data aman.',
  location: 'Di layar berikut, izinkan lokasi. Lokasi hanya dipakai saat layar Absen terbuka.',
  start: 'Buka layar Absen',
};

export const INSTALL = {
  iosTitle: 'Pasang dahulu di layar utama',
  iosWhy:
    'Di iPhone, aplikasi di layar utama tidak bisa membaca data Safari. Bila HP didaftarkan di sini, kuncinya tertinggal di Safari.',
  iosSteps: [
    'Ketuk tombol Bagikan di bilah Safari.',
    'Pilih “Tambah ke Layar Utama”, lalu “Tambah”.',
    'Buka SIKEREN dari layar utama.',
    'Ketik kode pendaftaran Anda di sana.',
  ],
  iosCode: 'Kode Anda, untuk diketik lagi di sana:',
  title: 'Pasang SIKEREN di HP',
  why: 'Lebih cepat dibuka dan data absen lebih aman.',
  button: 'Pasang',
};

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

export const PHONE = {
  title: 'HP Saya',
  thisPhone: 'HP ini',
  app: 'Aplikasi',
  supervisor: 'Atasan Langsung',
  since: 'Terdaftar sejak',
  key: 'Kunci',
  keyUnknown: 'Diketahui setelah tersambung',
  rehearsed: 'Uji tanda tangan',
  notRehearsed: 'Belum',
  rehearse: 'Uji tanda tangan',
  rehearseWorked: 'Uji berhasil. HP ini bisa menandatangani absen tanpa jaringan.',
  storage: 'Penyimpanan tetap',
  persisted: 'Ya, peramban tidak menghapus data absen',
  notPersisted: 'Belum diberikan peramban',
  askPersist: 'Minta penyimpanan tetap',
  version: 'Versi aplikasi',
  anchor: 'Penanda waktu terakhir',
  noAnchor: 'Belum ada; perlu jaringan satu kali',
  device: 'Nomor HP di server',
  leave: 'Keluar',
  leaveTitle: 'Keluar dari aplikasi?',
  leaveMore:
    'HP tetap terdaftar dan absen dalam antrean tetap dikirim. Riwayat disembunyikan sampai Anda masuk lagi.',
  stay: 'Batal',
  rebind: 'Daftarkan lagi dengan kode baru',
};
