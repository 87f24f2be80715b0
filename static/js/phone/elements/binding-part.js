// What is needed once in the life of a phone: installing the app and binding it.

import './bind-view.js';
import './install-view.js';
