import { expect, test, type Browser, type Page } from '@playwright/test';
import {
  acceptCall,
  callControl,
  callRegion,
  callStateText,
  dial,
  incomingCallDialog,
  people,
  signIn,
  signInAtEntra,
} from '../../support/app/appTest.ts';
import { hiddenFrameWarning, openConsentPopup } from '../../support/app/popup.ts';
import { startSystem, type System } from '../../support/system.ts';

// This file uses Playwright's own `test`, because each test starts a system of its own on the worker's ports.

const { alice, bob, carol } = people;
test.use({ actionTimeout: 10_000 });

/** What the pages of a test have logged as errors and warnings. */
const problems: string[] = [];
test.beforeEach(() => {
  problems.length = 0;
});
test.afterEach(() => {
  // The browser logs the hidden frame of MSAL, and each refusal of a token.
  const isExpected = (line: string) => hiddenFrameWarning.test(line) || /status of 400/.test(line);
  expect(problems.filter((line) => !isExpected(line))).toEqual([]);
});

const openPage = async (browser: Browser, address: string): Promise<Page> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  await page.goto(address);
  return page;
};
const findPeoplePrompt = (page: Page) =>
  page.getByText(/^(To show names and photos|You see codes instead of names)/).locator('..');
const findToday = (page: Page) => page.getByRole('region', { name: 'Today' });

/** Lets the popup return without a consent, as Entra's link "Return to the application without granting consent" does. */
async function returnWithoutApproval(popup: Page): Promise<void> {
  await expect(popup.getByRole('heading', { name: 'Need admin approval' })).toBeVisible();
  await popup.getByRole('button', { name: 'Cancel' }).click();
}

/** Bob signs in, and the screen says what only an administrator can allow. @returns the links for the administrator */
async function readRequiredLinks(page: Page, system: System): Promise<string[]> {
  await page.goto(system.url);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: bob.upn }).click();
  await returnWithoutApproval(page);
  await expect(page.getByRole('alert')).toContainText(
    'an administrator of your organisation has to approve it',
  );
  await expect(page.getByRole('alert')).toContainText('consent-refused · AADSTS65004');
  const help = page.getByRole('region', { name: 'Permissions' });
  await expect(help).toContainText('To make and take Teams calls for you');
  await expect(help).toContainText('Teams.ManageCalls, Teams.ManageChats');
  const links = help.getByRole('link', { name: /(Only what calls need|Also for calls)/ });
  await expect(links.first()).toBeVisible();
  return links.evaluateAll((elements) => elements.map((element) => (element as HTMLAnchorElement).href));
}

/** @returns the link of the account menu's permissions with which an administrator allows everything */
async function readLinkForEverything(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Permissions' }).click();
  const link = page.getByRole('dialog').getByRole('link', { name: /Everything below/ });
  return link.evaluate((element) => (element as HTMLAnchorElement).href);
}

/** Alice, an administrator, opens a link of Entra, and consents for the whole tenant. */
async function consentAsAdministrator(browser: Browser, link: string): Promise<void> {
  const page = await openPage(browser, link);
  await page.getByRole('button', { name: alice.upn }).click();
  await expect(page.getByText('Switchboard is approved for your organisation')).toBeVisible();
  await page.context().close();
}

/** One calls the other by id, because no name is known. */
async function callById(caller: Page, callee: Page, callerId: string, calleeId: string): Promise<void> {
  await dial(caller, calleeId, 'Call');
  await expect(incomingCallDialog(callee)).toHaveAccessibleName(new RegExp(callerId));
  await acceptCall(callee);
  await expect(callStateText(caller, 'Connected')).toBeVisible();
  await callControl(caller, 'Hang up').click();
  await expect(callRegion(caller)).toHaveCount(0);
}

for (const name of ['contoso', 'fabrikam', 'fabrikam-direct'] as const) {
  test(`where users may consent to nothing, people call after the administrator’s minimum, and the names of people need another consent: ${name}`, async ({
    browser,
  }) => {
    test.setTimeout(180_000);
    const system = await startSystem({ case: name, consent: 'nothing' });
    try {
      const bobPage = await openPage(browser, system.url);
      for (const link of await readRequiredLinks(bobPage, system))
        await consentAsAdministrator(browser, link);
      await bobPage.getByRole('button', { name: 'Sign in' }).click();
      await signInAtEntra(bobPage, bob.upn);
      const carolPage = await openPage(browser, system.url);
      await signIn(carolPage, carol.upn);

      await callById(bobPage, carolPage, bob.id, carol.id);
      await callById(carolPage, bobPage, carol.id, bob.id);
      await expect(callRegion(bobPage)).toHaveCount(0);
      // Where a call has just ended, the app takes no press, because the user may mean what was there before.
      await bobPage.waitForTimeout(2_000);

      await returnWithoutApproval(await openConsentPopup(findPeoplePrompt(bobPage)));
      await expect(findPeoplePrompt(bobPage)).toContainText(
        /an administrator of your organisation has to approve it/,
      );
      if (name !== 'contoso') {
        await consentAsAdministrator(browser, await readLinkForEverything(bobPage));
        await bobPage.reload();
        // The call history shows the name, and no feature asks Bob.
        await expect(bobPage.getByRole('main')).toContainText(carol.name);
        await expect(findToday(bobPage).getByText('Front desk stand-up').first()).toBeVisible();
        await expect(bobPage.getByRole('button', { name: 'Allow…' })).toHaveCount(0);
        return;
      }
      // Names alone are enough for names, and nobody waits for the presence.
      const popup = await openConsentPopup(bobPage, 'Allow names only…');
      await popup.getByRole('button', { name: 'Accept as an administrator' }).click();
      await expect(bobPage.getByRole('main')).toContainText(carol.name);
      await expect(bobPage.getByText(/^You cannot see who is free/)).toBeVisible();
    } finally {
      await Promise.all(browser.contexts().map((context) => context.close()));
      await system.close();
    }
  });
}
