// What does the Absen screen say of a travel duty?

export const DUTY_LINE = {
  now: (/** @type {string} */ place) => `Anda sedang dinas luar di ${place}`,
  next: (/** @type {string} */ place) => `Dinas ke ${place} mulai besok`,
  past: (/** @type {string} */ place) => `Dinas ke ${place} selesai kemarin`,
  number: (/** @type {string} */ number) => `Surat ${number}`,
  anywhere: 'Absen dari mana saja.',
  there: 'Absen di sekitar tempat tujuan.',
  waits: 'Suratnya belum disetujui. Absen Anda menyebut surat ini.',
  use: 'Absen untuk dinas ini',
  other: 'Pilih dinas lain',
  place: 'Radius kantor tidak berlaku selama dinas',
};
