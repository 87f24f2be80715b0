// What does the worker keep, and when?
self.precache = PRECACHE;
self.build = BUILD_ID;
