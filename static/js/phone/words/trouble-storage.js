// What is said when the phone's store is full, broken, or held by another?

/** @type {Record<string, import('./trouble.js').Said>} */
export const STORAGE_TROUBLES = {
  storage_full: {
    title: 'Memori HP penuh',
    text: 'Absen ini belum tersimpan. Hapus foto, video, atau berkas yang tidak perlu, lalu ketuk sekali lagi. Yang sudah ada dalam Antrean tetap aman.',
  },
  storage_full_delivery: {
    title: 'Memori HP penuh',
    text: 'Tanda terima server belum dapat disimpan. Absen dalam Antrean tetap aman dan dicoba lagi. Hapus foto, video, atau berkas yang tidak perlu.',
  },
  storage_failed: {
    title: 'Penyimpanan HP terputus',
    text: 'Absen ini belum tersimpan. Ketuk sekali lagi. Bila masih sama, tutup SIKEREN sepenuhnya lalu buka lagi; yang sudah ada dalam Antrean tetap aman.',
  },
  storage_blocked: {
    title: 'SIKEREN terbuka di tempat lain',
    text: 'Tutup tab atau jendela SIKEREN yang lain, lalu muat ulang. Tidak ada yang hilang.',
  },
  storage_closed: {
    title: 'Penyimpanan HP tidak dapat dibuka',
    text: 'Tutup SIKEREN sepenuhnya lalu buka lagi. Bila masih sama: jangan pakai mode samaran, dan kosongkan sedikit memori HP. Jangan hapus ikon SIKEREN atau data peramban; absen yang tersimpan ikut hilang.',
  },
};
