import { setUpAgentsPage } from './setUpAgentsPage.ts';
import { setUpHourPage } from './setUpHourPage.ts';
import { setUpPersonPage } from './setUpPersonPage.ts';

/** Every test page loads this module. Then `openTestPage` calls one of these functions in the page, by its name. */
const setUps = { setUpPersonPage, setUpAgentsPage, setUpHourPage };

export type PageSetUps = typeof setUps;

declare global {
  var pageSetUps: PageSetUps;
}
globalThis.pageSetUps = setUps;
