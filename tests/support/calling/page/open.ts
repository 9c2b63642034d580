import { openAgentsPage } from './openAgentsPage.ts';
import { openPersonPage } from './openPersonPage.ts';

/** The module that test pages load. */
const openers = { openPersonPage, openAgentsPage };

declare global {
  var testPageOpeners: typeof openers;
}
globalThis.testPageOpeners = openers;
