// What is opened around the Absen screen: what waits, what was, what a person reads and says of
// their month, what this phone is, and answers. One file, for what is packed together is smaller.

import './day-view.js';
import './help-view.js';
import './history-view.js';
import './phone-view.js';
import './privacy-view.js';
import './queue-view.js';
import './recap-view.js';
import './receipt-view.js';
import './signed-out-view.js';
