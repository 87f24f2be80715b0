// What is people's data used for? The notice itself is in privacy.json, which the server reads too.

import notice from './privacy.json';

export const NOTICE = notice;

export const PRIVACY = {
  more: 'Baca selengkapnya',
  shown: (/** @type {string} */ moment) => `Ditampilkan di HP ini ${moment}.`,
};
