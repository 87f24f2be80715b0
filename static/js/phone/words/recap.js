// What does "Rekap saya" say?

/** @typedef {'good' | 'doubt' | 'bad' | 'waiting' | 'calm'} Tone */

export const RECAP = {
  title: 'Rekap saya',
  previous: 'Bulan sebelumnya',
  next: 'Bulan berikutnya',
  asOf: (/** @type {string} */ moment) => `Menurut server ${moment}.`,
  offline: 'Tampilan terakhir yang tersimpan di HP.',
  none: 'Rekap bulan ini belum ada di HP',
  noneMore: 'Rekap diambil begitu HP tersambung, lalu bisa dibaca tanpa jaringan.',
  fetching: 'Mengambil rekap…',
  locked: 'Bulan ini sudah dikunci. Angkanya tidak berubah lagi.',
  until: (/** @type {string} */ moment) => `Koreksi dapat diajukan sampai ${moment}.`,
  closed: 'Batas waktu koreksi bulan ini sudah lewat.',
  totals: 'Jumlah bulan ini',
  workdays: 'Hari kerja',
  present: 'Hadir',
  absent: 'Tanpa keterangan',
  late: 'Terlambat',
  early: 'Pulang cepat',
  minutes: (/** @type {number} */ count) => `${count} menit`,
  attendance: 'Kehadiran',
  cut: 'Potongan',
  performance: 'Kinerja',
  reports: (/** @type {string} */ percent, /** @type {number} */ done, /** @type {number} */ due) =>
    `${percent} (${done} dari ${due} laporan)`,
  score: 'Nilai bulan',
  shares: (/** @type {string} */ score, /** @type {number} */ weight) =>
    `${score} (bobot kehadiran ${weight} %, kinerja ${100 - weight} %)`,
  codes: 'Kode',
  events: { apel: 'Apel', upacara: 'Upacara', senam: 'Senam', other: 'Kegiatan lain' },
  attended: (/** @type {number} */ attended, /** @type {number} */ held) =>
    `${attended} dari ${held}`,
  signal: 'Perlu diperhatikan',
  days: 'Hari demi hari',
  unfinished: 'Belum selesai',
  free: 'Libur',
};

export const DAY = {
  missing: 'Hari ini tidak ada dalam rekap di HP',
  code: 'Kode',
  hours: 'Jam kerja',
  noHours: 'Tidak ada',
  none: 'Tidak ada',
  why: 'Penjelasan',
  late: 'Terlambat',
  early: 'Pulang cepat',
  cut: 'Potongan hari ini',
  corrections: 'Koreksi Anda',
  correct: 'Ajukan koreksi',
  correctMore:
    'Bila ada absen yang tidak tercatat. Atasan Anda yang memutuskan. Bisa ditulis tanpa jaringan.',
  kind: 'Absen yang dikoreksi',
  time: 'Jam sebenarnya',
  timeHint: (/** @type {string} */ zone) => `Menurut ${zone}.`,
  reason: 'Alasan',
  reasonHint: 'Misalnya: HP mati sebelum pulang.',
  evidence: 'Keterangan bukti (boleh kosong)',
  evidenceHint: 'Misalnya: nomor surat, atau siapa yang melihat Anda.',
  send: 'Ajukan koreksi ini',
  incomplete: 'Isi jam dan alasannya dahulu.',
  future: 'Jam itu belum lewat.',
  saved: 'Koreksi tersimpan di HP dan akan dikirim.',
  sent: 'Koreksi terkirim. Atasan Anda akan memutuskan.',
  noSupervisor: 'Belum ada atasan yang tercatat untuk Anda. Hubungi operator kantor.',
  withdraw: 'Batalkan koreksi',
  withdrawReason: 'Dibatalkan pegawai.',
  withdrawing: 'Pembatalan tersimpan di HP dan akan dikirim.',
};

export const CHECK = {
  title: 'Apakah rekap ini benar?',
  more: 'Pernyataan Anda dibaca atasan dan operator sebelum bulan dikunci.',
  running: 'Bulan ini belum selesai. Anda dapat memeriksanya lagi nanti.',
  agree: 'Sudah saya periksa',
  object: 'Ada yang keliru',
  note: 'Apa yang keliru?',
  noteHint: 'Untuk absen yang tidak tercatat, ketuk harinya lalu ajukan koreksi.',
  send: 'Kirim',
  empty: 'Tulis dahulu apa yang keliru.',
  agreed: (/** @type {string} */ moment) => `Anda menyatakan sudah memeriksa, ${moment}.`,
  objected: (/** @type {string} */ moment) => `Anda menyatakan ada yang keliru, ${moment}.`,
  saved: 'Tersimpan di HP dan akan dikirim.',
};

/** @type {Record<string, { tone: Tone, sign: string, word: string }>} */
export const CORRECTION_STATES = {
  kept: { tone: 'waiting', sign: 'phone', word: 'Tersimpan di HP' },
  waiting: { tone: 'waiting', sign: 'clock', word: 'Menunggu atasan' },
  approved: { tone: 'good', sign: 'check', word: 'Disetujui' },
  rejected: { tone: 'bad', sign: 'cross', word: 'Ditolak' },
  withdrawn: { tone: 'calm', sign: 'back', word: 'Dibatalkan' },
  refused: { tone: 'bad', sign: 'cross', word: 'Tidak diterima' },
};

/** How a day looks; its code always stands beside. @type {Record<string, [Tone, string]>} */
export const LOOKS = {
  good: ['good', 'check'],
  doubt: ['doubt', 'clock'],
  bad: ['bad', 'cross'],
  calm: ['calm', 'note'],
  waiting: ['waiting', 'note'],
  free: ['calm', 'calendar'],
};
