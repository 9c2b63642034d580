import { openAgentsPage } from './openAgentsPage.ts';
import { openAppPage } from './openAppPage.ts';
import { openPersonPage } from './openPersonPage.ts';

/** Every test page loads this module, and `openTestPage` then calls one of its openers by name. */
const openers = { openPersonPage, openAgentsPage, openAppPage };

export type TestPageOpeners = typeof openers;

declare global {
  var testPageOpeners: TestPageOpeners;
}
globalThis.testPageOpeners = openers;
