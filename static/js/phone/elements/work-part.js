// What a person reports of their work.

import './report-view.js';
import './reports-view.js';
import './work-view.js';
