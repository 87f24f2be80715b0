// How are days, months, spans and the nearness of a day called?

export const DAYS = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'];
export const MONTHS = [
  ...['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni'],
  ...['Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'],
];

export const WHEN = {
  at: (/** @type {string} */ day, /** @type {string} */ time) => `${day} pukul ${time}`,
  today: 'hari ini',
  yesterday: 'kemarin',
  tomorrow: 'besok',
};

export const SPAN = {
  seconds: (/** @type {number} */ count) => `${count} detik`,
  minutes: (/** @type {number} */ count) => `${count} menit`,
  hours: (/** @type {number} */ count) => `${count} jam`,
  days: (/** @type {number} */ count) => `${count} hari`,
};
