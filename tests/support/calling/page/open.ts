import { openAgentsPage } from './openAgentsPage.ts';
import { openAppPage } from './openAppPage.ts';
import { openPersonPage } from './openPersonPage.ts';

/** The module that test pages load. */
const openers = { openPersonPage, openAgentsPage, openAppPage };

export type TestPageOpeners = typeof openers;

declare global {
  var testPageOpeners: TestPageOpeners;
}
globalThis.testPageOpeners = openers;
