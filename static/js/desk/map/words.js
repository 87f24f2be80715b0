// What do the maps of the desks say?

const degrees = (/** @type {number} */ value) => value.toFixed(5).replace('.', ',');

export const MAP = {
  in: 'Perbesar',
  out: 'Perkecil',
  failed: 'Gambar peta tidak dapat dimuat. Titik tetap dapat dilihat dan diubah.',
};

export const EDITOR = {
  centre: 'Titik tengah',
  edge: 'Batas radius',
  corner: (/** @type {number} */ number) => `Sudut ${number}`,
  moved: (/** @type {string} */ title, /** @type {number} */ north, /** @type {number} */ east) => {
    const parts = [
      north && `${Math.abs(north)} m ke ${north > 0 ? 'utara' : 'selatan'}`,
      east && `${Math.abs(east)} m ke ${east > 0 ? 'timur' : 'barat'}`,
    ].filter(Boolean);
    return `${title}: ${parts.join(', ') || 'di tempat semula'}.`;
  },
  placed: (/** @type {number} */ lat, /** @type {number} */ lng) =>
    `Titik ditaruh di lintang ${degrees(lat)}, bujur ${degrees(lng)}.`,
  radius: (/** @type {number} */ metres) => `Radius ${metres} m.`,
  added: (/** @type {number} */ number, /** @type {number} */ of) =>
    `Sudut ${number} ditambahkan. Sekarang ${of} sudut.`,
  dropped: (/** @type {number} */ number, /** @type {number} */ of) =>
    `Sudut ${number} dihapus. Sekarang ${of} sudut.`,
};

export const FIXES = {
  stale: 'Sambungan terputus. Peta ini belum diperbarui.',
  none: 'Belum ada absen dengan lokasi.',
  some: (/** @type {number} */ count) => `Hanya ${count} absen terbaru yang digambar.`,
  all: (/** @type {number} */ count) => `${count} absen dengan lokasi.`,
  accuracy: (/** @type {string} */ label, /** @type {number} */ metres) =>
    `${label}, akurasi ±${metres} m`,
};

export const SURVEY = {
  refused: 'Izin lokasi tidak diberikan. Izinkan lokasi untuk situs ini, atau ketik koordinatnya.',
  none: 'Lokasi tidak ditemukan. Coba di tempat terbuka, atau ketik koordinatnya.',
  searching: 'Mencari lokasi…',
  told: (/** @type {number} */ count, /** @type {number} */ of, /** @type {number} */ metres) =>
    `Lokasi ${count} dari ${of}, akurasi ±${metres} m. Tetap di tempat.`,
  mean: (/** @type {number} */ count, /** @type {number} */ metres) =>
    `Rata-rata dari ${count} lokasi, akurasi terbaik ±${metres} m.`,
  fine: 'Periksa di peta, lalu simpan.',
  coarse: 'Akurasi rendah: coba lagi di tempat terbuka, atau geser titiknya.',
};
