// What do people ask about what they file: corrections and travels?

/** @type {Record<string, import('./help.js').Topic>} */
export const FILING_TOPICS = {
  koreksi: {
    title: 'Absen saya tidak tercatat atau keliru',
    says: ['Anda dapat mengajukan koreksi. Atasan Anda yang memutuskan.'],
    steps: [
      'Buka Riwayat, Rekap bulan, ketuk harinya, lalu Ajukan koreksi.',
      'Isi jam yang sebenarnya, alasan, dan bukti bila ada.',
      'Batas waktunya tertulis di Rekap bulan.',
    ],
  },
  dinas: {
    title: 'Bagaimana absen saat perjalanan dinas?',
    says: [
      'Absen seperti biasa, juga tanpa sinyal. Selama tanggal dinas, absen Anda menyebut surat tugasnya.',
      'Setelah atasan menyetujui surat itu, radius kantor tidak berlaku. Absen yang sudah terkirim dinilai ulang dengan sendirinya.',
    ],
    steps: [
      'Buka Laporan, Perjalanan dinas, Ajukan surat tugas. Konsepnya tersimpan selagi Anda mengetik.',
      'Sepulang dinas, buka surat itu dan ketuk Tulis laporan perjalanan. Batasnya tertulis di sana.',
      'Bila dikembalikan, catatan atasan ada di bagian yang dimaksud. Perbaiki, lalu Ajukan lagi.',
    ],
  },
};
