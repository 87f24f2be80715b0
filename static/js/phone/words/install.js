// What is said on the way to the home screen: which steps, in which browser, and why?

/** Words in quotation marks are what the phone's own screen says. */
export const INSTALL = {
  title: 'Pasang SIKEREN di HP',
  why: 'Di layar utama SIKEREN lebih cepat dibuka, dan data absen lebih aman: HP tidak menghapusnya saat memori sempit.',
  button: 'Pasang',
  how: 'Cara memasang',
  other: 'Langkah di HP ini berbeda?',
  otherMore: 'Cari “Tambahkan ke layar utama” atau “Instal aplikasi” dalam menu peramban.',
  done: 'SIKEREN sudah terpasang',
  doneMore: 'Anda membukanya dari layar utama. Tidak ada lagi yang perlu dipasang.',
  accepted: 'SIKEREN sedang dipasang. Bukalah dari layar utama.',
  elsewhere: 'Buka di HP Anda',
  elsewhereMore:
    'SIKEREN dipakai di HP sendiri. Buka alamat ini di HP, atau arahkan kamera HP ke gambar kode pada surat Anda.',
  copy: 'Salin tautan',
  copied: 'Tautan disalin.',
  copyCode: 'Salin kode',
  codeCopied: 'Kode disalin. Tempelkan di SIKEREN yang dibuka dari layar utama.',
  copyByHand: 'Tekan lama tautan di atas, lalu pilih “Salin”.',
  link: 'Tautan SIKEREN',
};

export const IOS = {
  title: 'Pasang dahulu di layar utama',
  why: 'Di iPhone, aplikasi di layar utama tidak bisa membaca data Safari. Bila HP didaftarkan di sini, kuncinya tertinggal di Safari dan absen tidak bisa ditandatangani.',
  code: 'Kode Anda, untuk dipakai lagi di sana:',
  share: 'Ketuk tombol Bagikan di bilah bawah Safari.',
  shareTablet: 'Ketuk tombol Bagikan di bilah atas Safari.',
  shareHidden: 'Ketuk “…” di bilah bawah Safari, lalu “Bagikan”.',
  shareElsewhere: 'Ketuk tombol Bagikan di bilah alamat atau di dalam menu.',
  add: 'Geser ke bawah, pilih “Tambah ke Layar Utama”, lalu “Tambah”.',
  addAsApp:
    'Geser ke bawah, pilih “Tambah ke Layar Utama”. Biarkan “Buka sebagai App Web” menyala, lalu “Tambah”.',
  open: 'Buka SIKEREN dari layar utama.',
  enter: 'Ketik atau tempel kode pendaftaran Anda di sana.',
  missing:
    'Tidak ada pilihan “Tambah ke Layar Utama”? Ketuk ikon kompas bila ada, atau salin tautan ini dan buka di Safari.',
};

export const WAY_OUT = {
  titles: { Chrome: 'Buka di Chrome dahulu', Safari: 'Buka di Safari dahulu' },
  why: (/** @type {string} */ app, /** @type {string} */ browser) =>
    `SIKEREN sedang terbuka di dalam ${app || 'aplikasi lain'}. Di sini HP tidak bisa didaftarkan, dan data absen bisa hilang. Pindahlah ke ${browser}.`,
  old: (/** @type {string} */ browser) =>
    `Peramban ini tidak bisa memasang SIKEREN di iPhone Anda. Pindahlah ke ${browser}.`,
  chrome: 'Buka di Chrome',
  notWorking: 'Bila tombol itu tidak bekerja:',
  byHand: 'Cara pindah ke Safari:',
  menu: 'Ketuk “⋮” atau “…” di pojok layar ini.',
  menuIos: 'Ketuk “…”, ikon kompas, atau tombol Bagikan di layar ini.',
  choose: 'Pilih “Buka di Chrome” atau “Buka di peramban”.',
  chooseIos: 'Pilih “Buka di Safari” atau “Buka di peramban”.',
  paste: (/** @type {string} */ browser) =>
    `Atau ketuk Salin tautan, buka ${browser}, lalu tempel di bilah alamat.`,
};

/** @type {Record<string, string[]>} by browser; where an installation can be asked for, not needed */
export const ANDROID = {
  chrome: [
    'Ketuk “⋮” di pojok kanan atas Chrome.',
    'Pilih “Tambahkan ke layar utama” atau “Instal aplikasi”.',
    'Ketuk “Instal”.',
    'Buka SIKEREN dari layar utama.',
  ],
  samsung: [
    'Ketuk “≡” di pojok kanan bawah.',
    'Pilih “Tambahkan halaman ke”, lalu “Layar depan”.',
    'Ketuk “Tambahkan” atau “Instal”.',
    'Buka SIKEREN dari layar depan.',
  ],
  firefox: [
    'Ketuk “⋮” di bilah alamat Firefox.',
    'Pilih “Instal” atau “Tambahkan ke layar utama”.',
    'Ketuk “Tambahkan”.',
    'Buka SIKEREN dari layar utama.',
  ],
};

export const DESKTOP = [
  'Ketuk ikon pasang di ujung kanan bilah alamat, atau menu “⋮” lalu “Instal”.',
  'Ketuk “Instal”.',
];

export const LOST = {
  title: 'Data SIKEREN di HP ini hilang',
  whose: (/** @type {string} */ name) => `HP ini pernah terdaftar atas nama ${name}.`,
  was: 'HP ini pernah terdaftar.',
  why: 'Datanya terhapus, misalnya karena data peramban dibersihkan atau memori HP penuh.',
  sent: 'Absen yang sudah terkirim aman di server.',
  next: 'Absen yang belum terkirim tidak bisa dikembalikan. Minta kode baru kepada operator kantor Anda, daftarkan lagi HP ini, lalu ajukan koreksi di Rekap bulan untuk hari yang hilang.',
};
