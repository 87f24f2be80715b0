// What is opened around the Absen screen: what waits, what was, and what this phone is.

import './history-view.js';
import './phone-view.js';
import './queue-view.js';
import './receipt-view.js';
import './signed-out-view.js';
