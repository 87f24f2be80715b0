// What do people ask when something is not as they expected? Short answers, and what to do.

import { FILING_TOPICS } from './help-filing.js';

/** @typedef {{ title: string, says: string[], steps?: string[] }} Topic */

export const HELP = {
  title: 'Bantuan',
  intro: 'Jawaban singkat. Bisa dibaca tanpa sinyal.',
  steps: 'Yang dapat Anda lakukan',
  others: 'Semua pertanyaan',
  missing: 'Pertanyaan ini tidak ada. Pilih yang lain.',
  contact: (/** @type {string} */ contact) => `Masih ada kendala? Hubungi ${contact}.`,
  operator: 'operator kantor Anda',
};

/** By the name in the address, in the order in which they are listed. @type {Record<string, Topic>} */
export const TOPICS = {
  akurasi: {
    title: 'Mengapa lokasi saya tidak akurat?',
    says: [
      'HP mencari lokasi dari satelit, Wi-Fi, dan menara seluler. Di dalam gedung, di bawah pohon, atau saat hujan lebat hasilnya bisa meleset puluhan meter.',
      'Akurasi rendah tidak membuat absen ditolak. Jarak Anda dihitung dengan memperhitungkan akurasi itu.',
    ],
    steps: [
      'Berdiri di dekat jendela atau di tempat terbuka, lalu tunggu sebentar.',
      'Nyalakan Wi-Fi, walau tidak tersambung. HP memakainya untuk mencari lokasi.',
      'Di pengaturan HP, pilih lokasi akurat (Android) atau Lokasi Tepat (iPhone) untuk peramban atau SIKEREN.',
      'Matikan mode hemat baterai.',
    ],
  },
  'luar-radius': {
    title: 'Saya di kantor, mengapa tertulis di luar radius?',
    says: [
      'Bisa karena lokasi HP meleset, atau karena titik absen kantor belum tepat.',
      'Anda tetap bisa absen. Absen tercatat dan ditinjau atasan.',
    ],
    steps: [
      'Tunggu sebentar di tempat terbuka sampai lokasinya lebih akurat.',
      'Tulis catatan untuk atasan sebelum absen, atau penjelasan di bukti absen.',
      'Bila terjadi berulang, beri tahu operator kantor Anda: mungkin titiknya perlu diperbaiki.',
    ],
  },
  lokasi: {
    title: 'Bagaimana mengizinkan lokasi?',
    says: [
      'Tanpa izin, HP tidak memberi tahu lokasi kepada SIKEREN. Anda tetap bisa absen; absen itu ditinjau atasan.',
    ],
    steps: [
      'Nyalakan lokasi (GPS) di pengaturan HP.',
      'Android: tekan lama ikon SIKEREN, pilih Info aplikasi, Izin, Lokasi, lalu Izinkan saat aplikasi digunakan. Bila dibuka di Chrome: ketuk tanda di kiri alamat, Izin, Lokasi.',
      'iPhone: Pengaturan, Privasi & Keamanan, Layanan Lokasi, Situs Web Safari, lalu Saat Aplikasi Digunakan.',
      'Kembali ke SIKEREN, lalu ketuk Coba lagi.',
    ],
  },
  ditinjau: {
    title: 'Mengapa absen saya ditinjau?',
    says: [
      'Server melihat sesuatu yang tidak biasa, misalnya di luar radius, tanpa lokasi, atau jam HP yang mundur. Apa yang dilihat tertulis di bukti absen, dengan angkanya.',
      'Ditinjau bukan berarti salah. Absen dihitung hadir sampai atasan memutuskan.',
      'Yang memutuskan adalah atasan Anda, bukan program.',
    ],
    steps: [
      'Buka Riwayat, ketuk absennya, baca Catatan server.',
      'Tulis di Penjelasan Anda apa yang terjadi. Atasan membacanya saat memutuskan.',
    ],
  },
  status: {
    title: 'Apa arti Tersimpan di HP, Terkirim, Diterima?',
    says: [
      'Tersimpan di HP: absen aman di HP Anda, belum dikirim. Waktunya sudah tercatat dan tidak berubah.',
      'Terkirim: sudah dikirim; HP masih menunggu tanda terima lengkap dari server.',
      'Diterima: tercatat di server, dan tanda terimanya tersimpan di HP.',
      'Ditinjau: tercatat dan dihitung hadir, sampai atasan memutuskan.',
      'Ditolak: server tidak dapat memastikan absen itu dari HP Anda. Isinya tetap disimpan. Hubungi operator.',
    ],
  },
  sinyal: {
    title: 'Bagaimana kalau tidak ada sinyal?',
    says: [
      'Absen seperti biasa. Absen disimpan di HP dan dikirim sendiri saat ada sinyal. Yang dihitung adalah waktu Anda mengetuk tombol.',
      'Absen yang tiba lebih dari 7 hari kemudian tetap diterima, tetapi ditinjau atasan.',
    ],
    steps: [
      'Sebelum ke tempat tanpa sinyal, buka SIKEREN sekali saat ada jaringan. Jadwal dan titik absen 14 hari ikut tersimpan.',
      'Saat ada sinyal, buka SIKEREN sebentar. Di Antrean terlihat apa yang masih menunggu.',
      'Jangan hapus aplikasi atau data peramban selama masih ada yang menunggu.',
    ],
  },
  jam: {
    title: 'Bagaimana kalau jam HP salah?',
    says: [
      'Saat tersambung, waktu absen dihitung menurut server. Tanpa sinyal, HP menghitung dari kontak terakhir dengan server.',
      'Jam yang dimundurkan tercatat, dan absennya ditinjau atasan.',
    ],
    steps: [
      'Di pengaturan HP, nyalakan tanggal dan waktu otomatis, juga zona waktu otomatis.',
      'Buka SIKEREN sekali saat ada jaringan.',
    ],
  },
  'sidik-jari': {
    title: 'Bagaimana kalau sidik jari tidak dikenali?',
    says: [
      'Sidik jari, wajah, dan PIN diperiksa oleh HP, bukan oleh SIKEREN. Selama belum disetujui, belum ada absen yang tersimpan.',
    ],
    steps: [
      'Bersihkan dan keringkan jari serta sensornya, lalu coba lagi.',
      'Pilih PIN atau kunci layar di jendela yang muncul.',
      'Bila jendela tidak muncul, muat ulang aplikasi, lalu coba lagi.',
      'Bila sidik jari sering gagal, daftarkan ulang jari Anda di pengaturan HP. SIKEREN tidak perlu didaftarkan ulang.',
    ],
  },
  memori: {
    title: 'Bagaimana kalau memori HP penuh?',
    says: [
      'Absen memerlukan sedikit ruang di HP. Bila penuh, aplikasi memberi tahu dan absen belum tersimpan. Yang sudah tersimpan tidak hilang.',
    ],
    steps: [
      'Hapus foto, video, atau aplikasi yang tidak perlu.',
      'Jangan hapus SIKEREN atau data peramban: absen yang belum terkirim ada di sana.',
      'Ketuk Absen sekali lagi.',
    ],
  },
  hp: {
    title: 'HP saya hilang atau ganti',
    says: ['Satu pegawai memakai satu HP. HP lama berhenti saat HP baru didaftarkan.'],
    steps: [
      'Ganti HP: kirim dahulu semua absen di HP lama, lalu minta kode baru kepada operator dan daftarkan HP baru.',
      'Hilang atau dicuri: segera beri tahu operator agar HP itu diblokir, lalu minta kode untuk HP pengganti.',
      'Belum ada HP pengganti: minta operator mencatat, atau ajukan koreksi setelah HP baru terdaftar.',
    ],
  },
  iphone: {
    title: 'Apa yang berbeda di iPhone?',
    says: [
      'SIKEREN harus dipasang di layar utama sebelum didaftarkan. Aplikasi di layar utama tidak bisa membaca data Safari.',
      'Saat aplikasi tertutup, iPhone tidak mengirim antrean. Buka SIKEREN sebentar saat ada sinyal.',
    ],
    steps: ['Jangan hapus ikon SIKEREN selama masih ada yang menunggu di Antrean.'],
  },
  ...FILING_TOPICS,
  pengingat: {
    title: 'Mengapa pengingat tidak muncul?',
    says: [
      'Pengingat diantar oleh layanan pembuat peramban Anda, misalnya Google, Apple, atau Mozilla, dan memerlukan jaringan. Absen tidak bergantung padanya.',
      'Isinya disandikan sampai HP Anda. Layanan itu hanya tahu bahwa ada pesan.',
    ],
    steps: [
      'Buka HP Saya, Pengingat, lalu lihat apakah pengingat menyala dan apa saja yang dipilih.',
      'Di pengaturan HP, izinkan Notifikasi untuk SIKEREN atau peramban, dan matikan penghemat baterai untuknya.',
      'Di iPhone dan iPad, pasang SIKEREN di layar utama dahulu.',
      'Periksa Jam tenang: pada jam itu tidak ada pengingat.',
    ],
  },
  'siapa-melihat': {
    title: 'Siapa yang melihat lokasi saya?',
    says: [
      'Lokasi hanya dibaca saat layar Absen terbuka, dan hanya dikirim bersama absen. Tidak pernah di latar belakang.',
      'Yang dapat melihatnya: Anda, atasan langsung, operator kantor Anda, dan admin kepegawaian.',
    ],
    steps: ['Baca selengkapnya di HP Saya, Data Anda.'],
  },
};
