// A check that is on its way: the page looks again, so that who waits sees how far it is.

const LOOK_AGAIN_MS = 3000;

window.setTimeout(() => window.location.reload(), LOOK_AGAIN_MS);
