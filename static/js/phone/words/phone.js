// What does the page of this phone say?

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
  askPersist: 'Minta penyimpanan tetap',
  data: 'Data Anda',
  version: 'Versi aplikasi',
  install: 'Pasang di layar utama',
  anchor: 'Penanda waktu terakhir',
  noAnchor: 'Belum ada; perlu jaringan satu kali',
  device: 'Nomor HP di server',
  leave: 'Keluar',
  leaveTitle: 'Keluar dari aplikasi?',
  leaveMore:
    'HP tetap terdaftar dan absen dalam antrean tetap dikirim. Riwayat disembunyikan sampai Anda masuk lagi.',
  stay: 'Batal',
};

export const CHANGE = {
  title: 'Ganti HP',
  more: 'Kirim dahulu semua absen. Operator memeriksa permintaan ini dan orang kedua menyetujuinya; lalu Anda menerima kode untuk HP baru.',
  reason: 'Mengapa HP diganti?',
  ask: 'Minta ganti HP',
};

/** @type {Record<string, string>} */
export const BINDINGS = {
  hardware: 'Di perangkat keras HP (paling kuat)',
  device: 'Di HP ini',
  synced: 'Disinkronkan, seperti pada iPhone',
};
