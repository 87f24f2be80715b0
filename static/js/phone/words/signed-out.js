// What is said to somebody who has left?

export const SIGNED_OUT = {
  title: 'Anda sudah keluar',
  text: 'HP ini tetap terdaftar. Masuk lagi kapan saja tanpa kode.',
  waiting: (/** @type {number} */ count) => `${count} absen menunggu di HP dan tetap akan dikirim.`,
  enter: 'Masuk ke aplikasi',
};
