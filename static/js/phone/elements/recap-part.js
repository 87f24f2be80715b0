// What a person reads and says of their month.

import './day-view.js';
import './recap-view.js';
