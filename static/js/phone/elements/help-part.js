// What is read when something is not clear: answers, and what becomes of one's data.

import './help-view.js';
import './privacy-view.js';
