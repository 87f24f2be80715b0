// What is said about the version of the app: a newer one, one too old, one that does not come?

export const UPDATE = {
  ready: 'Versi baru siap.',
  reload: 'Muat ulang',
  busy: 'Memuat versi baru…',
  outdated: 'Versi aplikasi ini sudah terlalu lama',
  ending: 'Versi baru perlu dipasang',
  unkept: 'Aplikasi belum tersimpan di HP',
  unkeptMore:
    'Tanpa sinyal SIKEREN belum bisa dibuka di HP ini. Kosongkan sedikit memori HP, lalu muat ulang. Absen tetap bisa dilakukan.',
  reinstall: 'Pasang ulang aplikasi',
  reinstallMore: 'Pasang ulang hanya saat sinyal baik. Absen dan kunci di HP ini tidak dihapus.',
};

/** @type {Record<string, import('./trouble.js').Said>} */
export const UPDATE_TROUBLES = {
  app_outdated: {
    title: 'Aplikasi sudah diperbarui',
    text: 'Muat ulang aplikasi untuk melanjutkan.',
  },
  update_away: {
    title: 'Versi baru belum bisa diambil',
    text: 'Server belum terjangkau. Coba lagi saat ada sinyal. Aplikasi ini tetap bisa dipakai.',
  },
  update_none: {
    title: 'Server belum punya versi yang lebih baru',
    text: 'Aplikasi ini tetap bisa dipakai. Hubungi operator kantor Anda.',
  },
  update_busy: {
    title: 'Absen sedang dikirim',
    text: 'Versi baru menunggu sampai selesai. Coba lagi sebentar.',
  },
  update_failed: {
    title: 'Versi baru belum berhasil dipasang',
    text: 'Mungkin memori HP hampir penuh. Kosongkan sedikit, lalu coba lagi. Aplikasi ini tetap bisa dipakai.',
  },
};
