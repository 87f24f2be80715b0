// What is needed once in the life of a phone: binding it.

import './bind-view.js';
