// What do the desks' pages load? htmx, and what each page asks for by its data attributes.

import 'htmx.org';
import 'htmx.org/dist/ext/hx-ptag.js';
import { watchForms } from './forms.js';
import { workInbox } from './inbox.js';
import { watchLiveLists } from './live.js';
import { watchNarrowing } from './narrow.js';
import { watchFailures } from './notices.js';
import { offerPasskeys } from './passkeys.js';
import { watchSearch } from './search.js';
import { showOpenPage } from './strips.js';
import { guardForms } from './unsaved.js';

showOpenPage();
watchFailures();
watchForms();
watchLiveLists();
watchNarrowing();
offerPasskeys();
workInbox();
watchSearch();
guardForms();
