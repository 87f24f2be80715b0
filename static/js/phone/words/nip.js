// How is a NIP written for people?

/** @param {string} nip @returns {string} grouped 8 6 1 3, as on letters; other numbers as they are */
export function nipWords(nip) {
  return /^\d{18}$/.test(nip) ? nip.replace(/^(.{8})(.{6})(.)(.{3})$/, '$1 $2 $3 $4') : nip;
}
