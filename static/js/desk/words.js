// What do the desks' scripts say? The pages themselves come from the server, words and all.

export const AWAY = {
  title: 'Sambungan terputus',
  typed: 'Server tidak terjangkau. Isian Anda masih ada di halaman ini. Coba lagi sebentar.',
  again: 'Server tidak terjangkau. Coba lagi sebentar.',
  since: (/** @type {string} */ time) =>
    `Sambungan terputus. Daftar ini dari pukul ${time}; akan diperbarui sendiri.`,
};

export const UNREADABLE = {
  title: 'Ada gangguan',
  more: 'Jawaban server tidak terbaca. Coba lagi sebentar.',
};

export const UNSAVED = 'Isian yang belum disimpan akan hilang. Tinggalkan halaman ini?';

export const COPIED = 'Tersalin';

export const TOO_LARGE = (/** @type {number} */ size, /** @type {number} */ most) =>
  `Berkas ini ${Math.ceil(size / 2 ** 20)} MB; paling besar ${most / 2 ** 20} MB. Hapus kolom yang tidak perlu.`;

export const PASSKEY = {
  failed: 'Passkey belum berhasil',
  other: 'Perangkat tidak dapat memakai passkey. Coba lagi, atau minta tautan masuk.',
};

/** By the code of a Trouble. @type {Record<string, string>} */
export const PASSKEY_TROUBLES = {
  passkey_cancelled:
    'Dibatalkan, atau tidak ada passkey untuk SIKEREN di perangkat ini. Coba lagi.',
  passkey_timeout: 'Tidak ada jawaban dari perangkat. Coba lagi.',
  passkey_taken: 'Perangkat ini sudah punya passkey untuk akun Anda.',
  passkey_busy: 'Permintaan sebelumnya belum selesai. Muat ulang halaman, lalu coba lagi.',
  passkey_unsupported:
    'Peramban ini tidak mendukung passkey. Pakai Chrome, Safari, atau Edge terbaru.',
  no_screen_lock: 'Pasang dahulu sidik jari, wajah, atau kunci layar di perangkat ini.',
  passkey_address: 'Alamat halaman ini tidak sama dengan alamat SIKEREN yang sebenarnya.',
};

/**
 * Of a list of boxes: how many fit what is typed, and how many are ticked.
 * @param {{ ticked: number, fitting: number, all: number }} found
 * @param {boolean} sought
 */
export const FITTING = (found, sought) =>
  `${sought ? `${found.fitting} dari ${found.all} pegawai cocok` : `${found.all} pegawai`}, ${found.ticked} dicentang.`;
