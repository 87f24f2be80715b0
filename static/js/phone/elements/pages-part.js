// What is opened around the Absen screen: what waits, what was, what a person reads and says of
// their month, their reports and travels, what this phone is, answers, and what is only there when
// something is wrong or has come. One file, for what is packed together is smaller.

import './day-view.js';
import './duties-view.js';
import './duty-view.js';
import './help-view.js';
import './history-view.js';
import './phone-view.js';
import './privacy-view.js';
import './queue-view.js';
import './recap-view.js';
import './receipt-view.js';
import './report-view.js';
import './reports-view.js';
import './signed-out-view.js';
import './travel-view.js';
import './work-view.js';

export { nameStartupPicture } from '../startup.js';
export { locationHelp } from './location-help.js';
export { PhotoPlace } from './photo-card.js';
export { startReminders } from './reminder-offer.js';
export { storageNotices } from './storage-notices.js';
