/** The build's content hash; put in by static/build.mjs. */
declare const BUILD_ID: string;

/** The release, as package.json numbers it; put in by static/build.mjs. */
declare const APP_VERSION: string;

/** What the worker keeps for opening without a network; put in by static/build.mjs. */
declare const PRECACHE: string[];

/** What Chromium has and the standard library of types does not (yet). */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

interface ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
}

interface Navigator {
  readonly standalone?: boolean;
}
