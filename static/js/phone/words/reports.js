// What do the pages of daily performance reports say?

/** @typedef {'good' | 'doubt' | 'bad' | 'waiting' | 'calm'} Tone */

export const WORK = {
  title: 'Laporan',
  daily: 'Laporan kinerja harian',
  dailyMore: 'Apa yang Anda kerjakan setiap hari. Bisa ditulis tanpa jaringan.',
};

export const REPORTS = {
  title: 'Laporan kinerja harian',
  back: 'Laporan',
  more: (/** @type {number} */ days) =>
    `Diajukan paling lambat H+${days}. Atasan Anda yang memutuskan.`,
  optional: 'Kantor Anda belum menghitung laporan harian dalam rekap. Anda tetap boleh menulisnya.',
  locked: 'Bulan ini sudah dikunci.',
  none: 'Laporan bulan ini belum ada di HP',
  noneMore: 'Anda tetap dapat menulis laporan hari ini. Sisanya diambil begitu HP tersambung.',
  today: 'Tulis laporan hari ini',
  empty: 'Belum ada hari kerja pada bulan ini.',
  activities: (/** @type {number} */ count) => `${count} kegiatan`,
  due: (/** @type {string} */ moment) => `sampai ${moment}`,
  late: 'batasnya sudah lewat',
  export: 'Untuk E-Kinerja',
  exportMore: 'Salin sebagai teks atau unduh, lalu isi Progres Harian di E-Kinerja.',
  copy: 'Salin teks',
  copied: 'Tersalin.',
  share: 'Bagikan',
  download: 'Unduh XLSX',
  notShared: 'Belum bisa dibagikan dari HP ini. Coba salin teksnya.',
};

export const REPORT = {
  back: 'Laporan kinerja harian',
  checkins: 'Absen hari itu',
  none: 'Tidak ada',
  travel: 'Mengikuti laporan perjalanan dinas',
  travelMore:
    'Hari ini Anda dinas. Kegiatannya diambil dari laporan perjalanan; tidak perlu ditulis dua kali.',
  returned: 'Dikembalikan atasan',
  late: 'Batas waktu laporan hari ini sudah lewat.',
  lines: 'Kegiatan',
  line: (/** @type {number} */ number) => `Kegiatan ${number}`,
  begins: 'Mulai',
  ends: 'Selesai',
  activity: 'Uraian',
  volume: 'Volume',
  unit: 'Satuan',
  target: 'Butir SKP (boleh kosong)',
  add: 'Tambah kegiatan',
  remove: 'Hapus',
  copy: 'Salin dari hari sebelumnya',
  note: 'Catatan untuk atasan (boleh kosong)',
  send: 'Ajukan laporan',
  resend: 'Ajukan lagi',
  empty: 'Tulis paling sedikit satu kegiatan.',
  saved: 'Laporan tersimpan di HP dan akan dikirim.',
  refused: 'Laporan tidak diterima server',
  history: 'Riwayat',
  withdraw: 'Batalkan laporan',
  withdrawReason: 'Dibatalkan pegawai.',
  withdrawing: 'Pembatalan tersimpan di HP dan akan dikirim.',
};

export const LINE = {
  noBegins: 'Isi jam mulai.',
  noEnds: 'Isi jam selesai.',
  order: 'Jam selesai harus setelah jam mulai, paling lama 16 jam.',
  noActivity: 'Tulis apa yang dikerjakan.',
  noVolume: 'Isi volume dengan angka lebih dari 0, misalnya 2.',
  noUnit: 'Isi satuan, misalnya dokumen.',
};

/** @type {Record<string, { tone: Tone, sign: string, word: string }>} */
export const REPORT_STATES = {
  missing: { tone: 'calm', sign: 'note', word: 'Belum ditulis' },
  draft: { tone: 'calm', sign: 'note', word: 'Konsep' },
  kept: { tone: 'waiting', sign: 'phone', word: 'Tersimpan di HP' },
  submitted: { tone: 'waiting', sign: 'clock', word: 'Menunggu atasan' },
  returned: { tone: 'doubt', sign: 'back', word: 'Dikembalikan' },
  approved: { tone: 'good', sign: 'check', word: 'Disetujui' },
  rejected: { tone: 'bad', sign: 'cross', word: 'Ditolak' },
  withdrawn: { tone: 'calm', sign: 'back', word: 'Dibatalkan' },
  travel: { tone: 'waiting', sign: 'send', word: 'Ikut laporan perjalanan' },
  refused: { tone: 'bad', sign: 'cross', word: 'Tidak diterima' },
};

/** @type {Record<string, string>} */
export const STEPS = {
  submit: 'Diajukan',
  resubmit: 'Diajukan lagi',
  approve: 'Disetujui',
  return: 'Dikembalikan',
  reject: 'Ditolak',
  revoke: 'Keputusan ditarik',
  withdraw: 'Dibatalkan',
};
