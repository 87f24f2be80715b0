// What hands in whatever the phone keeps, and learns what is new.

export { deliver } from './outbox.js';
