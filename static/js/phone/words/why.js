// How is the way to an answer called, and which answer belongs to what?

export const WHY = { why: 'Mengapa?', meaning: 'Apa artinya?', help: 'Bantuan' };

/** The topic of help.js for a position. @type {Record<string, string>} */
export const PLACE_HELP = {
  outside: 'luar-radius',
  denied: 'lokasi',
  unavailable: 'lokasi',
  timeout: 'akurasi',
};

/** The topic for a trouble, by its code. @type {Record<string, string>} */
export const TROUBLE_HELP = {
  network: 'sinyal',
  timeout: 'sinyal',
  storage_full: 'memori',
  storage_closed: 'memori',
  clock_absurd: 'jam',
  passkey_cancelled: 'sidik-jari',
  passkey_timeout: 'sidik-jari',
  passkey_busy: 'sidik-jari',
  passkey_failed: 'sidik-jari',
  no_screen_lock: 'sidik-jari',
  device_revoked: 'hp',
  device_taken: 'hp',
  bad_proof: 'hp',
};
