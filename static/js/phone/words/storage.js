// What is said of the phone's store, before and after it bites?

export const STORAGE = {
  title: 'Penyimpanan absen',
  persisted: 'Peramban berjanji tidak menghapus data absen dengan sendirinya.',
  notPersisted:
    'Peramban belum berjanji menyimpan data absen terus. Bila memori HP penuh atau SIKEREN lama tidak dibuka, datanya bisa dihapus. Pasang SIKEREN di layar utama dan buka setiap hari kerja.',
  unknown:
    'Peramban ini tidak bisa berjanji menyimpan data absen terus. Buka SIKEREN setiap hari kerja supaya datanya tidak dihapus.',
  refused:
    'Peramban belum mengabulkan. Biasanya dikabulkan setelah SIKEREN dipasang di layar utama dan sering dibuka.',
  free: (/** @type {string} */ size) => `Ruang yang tersedia: ${size}.`,
  keep: 'Jangan hapus ikon SIKEREN atau data peramban selama ada absen yang belum terkirim.',
  lowTitle: 'Memori HP hampir penuh',
  low: (/** @type {string} */ size) =>
    `Tersisa ${size}. Hapus foto, video, atau berkas yang tidak perlu, agar absen tetap bisa disimpan.`,
  privateTitle: 'Ini jendela samaran (privat)',
  private:
    'Semua yang tersimpan di sini hilang saat jendela ditutup, juga kunci HP dan absen yang belum terkirim. Buka SIKEREN di jendela biasa.',
};

/** @param {number} bytes @returns {string} "40 MB", "1,2 GB" */
export function sizeOf(bytes) {
  const mega = bytes / 1e6;
  if (mega < 1000) return `${Math.floor(mega)} MB`;
  return `${(mega / 1000).toFixed(1).replace('.', ',')} GB`;
}
