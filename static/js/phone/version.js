// Which release of the app is this? Named in every check-in and every request: the numbers say
// whether it is still supported, the build id which bytes run.

export const VERSION = `${APP_VERSION}+${BUILD_ID}`;
export const APP = `sikeren-web/${VERSION}`;
