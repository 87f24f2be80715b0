// What a person reports of their work.

import './duties-view.js';
import './duty-view.js';
import './report-view.js';
import './reports-view.js';
import './travel-view.js';
import './work-view.js';
