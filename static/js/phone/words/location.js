// Which switches let SIKEREN know where the phone is, on which system and version?

export const LOCATION = {
  how: {
    denied: 'Cara mengizinkan lokasi di HP ini',
    unavailable: 'Cara menyalakan lokasi di HP ini',
    coarse: 'Cara menyalakan lokasi akurat di HP ini',
  },
  again: 'Setelah itu kembali ke sini dan ketuk Coba lagi.',
  reload: 'Setelah itu tutup SIKEREN sepenuhnya, buka lagi, dan pilih “Izinkan” bila ditanya.',
};

/** @typedef {'denied' | 'unavailable' | 'coarse'} Lack */

/**
 * @param {Lack} lack
 * @param {import('../browser.js').Browser} browser
 * @returns {string[]} steps in the words of the phone's own settings
 */
export function locationSteps(lack, browser) {
  if (browser.system === 'ios') return iosSteps(lack, browser);
  return browser.system === 'android' ? androidSteps(lack, browser) : deskSteps(lack);
}

/** @param {Lack} lack @param {import('../browser.js').Browser} browser */
function iosSteps(lack, { version, standalone, name }) {
  const known = version ?? 0;
  const privacy = known >= 16 ? 'Privasi & Keamanan' : 'Privasi';
  const services = `Pengaturan > ${privacy} > Layanan Lokasi`;
  const whose = standalone
    ? 'SIKEREN bila ada, atau “Situs Web Safari”'
    : name === 'safari'
      ? '“Situs Web Safari”'
      : 'peramban Anda';
  const safari =
    known >= 18 ? 'Pengaturan > App > Safari > Lokasi' : 'Pengaturan > Safari > Lokasi';
  const on = `Buka ${services}, lalu nyalakan.`;
  if (lack === 'unavailable') return [on, LOCATION.again];
  if (lack === 'coarse')
    return [`Buka ${services}, lalu pilih ${whose}.`, 'Nyalakan “Lokasi Akurat”.', LOCATION.reload];
  return [
    on,
    `Di daftar itu pilih ${whose}, lalu “Saat Menggunakan App”. Nyalakan “Lokasi Akurat”.`,
    `Buka ${safari}, lalu pilih “Tanya” atau “Izinkan”.`,
    LOCATION.reload,
  ];
}

/** Where the browser keeps what sites may do. @type {Record<string, string>} */
const BROWSERS = {
  chrome: 'Chrome',
  samsung: 'Samsung Internet',
  firefox: 'Firefox',
  edge: 'Edge',
  opera: 'Opera',
};

/** @param {Lack} lack @param {import('../browser.js').Browser} browser */
function androidSteps(lack, { version, standalone, name }) {
  const app = BROWSERS[name] ?? 'peramban Anda';
  const exact = (version ?? 12) >= 12;
  const on = 'Buka Setelan HP (Pengaturan) > Lokasi, lalu nyalakan.';
  if (lack === 'unavailable') return [on, LOCATION.again];
  const permission = `Setelan HP > Aplikasi > ${app} > Izin > Lokasi`;
  if (lack === 'coarse') {
    const switchOn = exact
      ? `Buka ${permission}, lalu nyalakan “Gunakan lokasi akurat”.`
      : 'Buka Setelan HP > Lokasi > Akurasi Lokasi, lalu nyalakan.';
    return [switchOn, LOCATION.again];
  }
  const site = standalone
    ? 'Tekan lama ikon SIKEREN, ketuk “Info aplikasi” (ⓘ), lalu Izin atau Setelan situs > Lokasi > Izinkan.'
    : 'Ketuk ikon di kiri alamat situs, lalu Izin > Lokasi > Izinkan.';
  return [
    on,
    `Buka ${permission}, pilih “Izinkan saat aplikasi digunakan”${exact ? ' dan nyalakan “Gunakan lokasi akurat”' : ''}.`,
    site,
    LOCATION.again,
  ];
}

/** @param {Lack} lack */
function deskSteps(lack) {
  if (lack === 'unavailable')
    return ['Nyalakan layanan lokasi di pengaturan komputer.', LOCATION.again];
  return ['Tekan ikon di kiri alamat situs, lalu izinkan Lokasi.', LOCATION.again];
}
