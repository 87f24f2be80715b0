// Starts the phone app: the worker that keeps it, the deliveries, and what is shown.

import './elements/app.js';
import { announce } from './bus.js';
import { watchInstallOffer } from './platform.js';
import { startSync } from './sync.js';
import { startUpdates } from './update.js';

watchInstallOffer(() => announce('changed'));
startUpdates();
startSync();
