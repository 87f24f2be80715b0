// What is explained when the phone's location or its store does not do what a check-in needs?

export { locationHelp } from './location-help.js';
export { storageNotices } from './storage-notices.js';
