import type { Page } from '@playwright/test';
import arabic from '../../src/web/locales/ar.json' with { type: 'json' };
import english from '../../src/web/locales/en.json' with { type: 'json' };
import { expect, people, test } from '../support/app/appTest.ts';
import { focusByKey, pressByKey } from '../support/app/keyboard.ts';

/**
 * A user works by keyboard alone, in a language from left to right and in one from right to left. Each control is found by its role
 * and its name in the browser's accessibility tree, and each must show its focus.
 */

const { alice, bob, echo } = people;

type Words = typeof english;
const languages: readonly (readonly [tag: string, words: Words])[] = [
  ['en', english],
  ['ar', arabic],
];

/** The controls of one page, by their names in the page's language. */
function findControls(page: Page, words: Words) {
  const toolbar = page.getByRole('toolbar', { name: words.call.controls });
  const panel = (name: string) => page.getByRole('complementary', { name });
  return {
    dialBox: page.getByRole('combobox', { name: words.dial.label }),
    call: page.getByRole('banner').getByRole('button', { name: words.dial.call, exact: true }),
    control: (name: string) => toolbar.getByRole('button', { name, exact: true }),
    accept: page.getByRole('alertdialog').getByRole('button', { name: words.incoming.accept, exact: true }),
    state: (text: string) =>
      page.getByRole('region', { name: words.call.region, exact: true }).getByText(text, { exact: true }),
    panel,
    transferBox: panel(words.transfer.title).getByRole('combobox', { name: words.transfer.to }),
    account: page.getByRole('button', { name: words.account.button, exact: true }),
    menuItem: (name: string) => page.getByRole('menuitem', { name, exact: true }),
  };
}

for (const [tag, words] of languages)
  test(`by keyboard alone, a user signs in, searches, calls, is called, mutes, holds, reads captions, consults, transfers, changes settings and signs out (${tag})`, async ({
    openApp,
  }) => {
    test.setTimeout(180_000);
    const open = async (upn: string) => {
      const { page } = await openApp({ path: `/?lang=${tag}` });
      await pressByKey(page.getByRole('button', { name: words.signIn.button, exact: true }));
      // The sign-in pages are Entra's.
      await page.getByRole('button', { name: upn }).press('Enter');
      const accept = page.getByRole('button', { name: 'Accept' });
      const controls = findControls(page, words);
      await page.addLocatorHandler(accept, () => accept.press('Enter'), { noWaitAfter: true });
      await expect(controls.dialBox).toBeVisible({ timeout: 20_000 });
      await page.removeLocatorHandler(accept);
      await expect(page.locator('html')).toHaveAttribute('lang', tag);
      return { page, ...controls };
    };
    const aliceApp = await open(alice.upn);
    const bobApp = await open(bob.upn);
    const bothApps = [aliceApp, bobApp];

    await test.step('Alice searches and calls Bob, who accepts', async () => {
      await focusByKey(aliceApp.dialBox);
      await aliceApp.page.keyboard.type('bob');
      await expect(aliceApp.page.getByRole('option', { name: bob.name })).toBeVisible();
      await aliceApp.page.keyboard.press('ArrowDown');
      await aliceApp.page.keyboard.press('Enter');
      await pressByKey(aliceApp.call);
      await pressByKey(bobApp.accept);
      for (const { state } of bothApps) await expect(state(words.call.state.Connected)).toBeVisible();
    });

    await test.step('Alice mutes herself, and holds and resumes the call', async () => {
      await pressByKey(aliceApp.control(words.mute.on), { pressKey: 'Space' });
      await expect(aliceApp.control(words.mute.off)).toBeFocused();
      await pressByKey(aliceApp.control(words.hold.on));
      for (const { state } of bothApps) await expect(state(words.call.state.LocalHold)).toBeVisible();
      await expect(aliceApp.control(words.hold.off)).toBeFocused();
      await aliceApp.page.keyboard.press('Enter');
      await expect(bobApp.state(words.call.state.Connected)).toBeVisible();
    });

    await test.step('Alice starts captions', async () => {
      await pressByKey(aliceApp.control(words.more));
      await pressByKey(aliceApp.menuItem(words.captions.title), { moveKey: 'ArrowDown' });
      const panel = aliceApp.panel(words.captions.title);
      await pressByKey(panel.getByRole('button', { name: words.captions.start }));
      await expect(panel.getByRole('button', { name: words.captions.stop })).toBeVisible();
    });

    await test.step('Alice consults Echo, and completes the transfer', async () => {
      // The panel of captions stands behind the toolbar.
      await pressByKey(aliceApp.control(words.transfer.title), { moveKey: 'Shift+Tab' });
      await focusByKey(aliceApp.transferBox);
      await aliceApp.page.keyboard.type(echo.upn);
      const row = aliceApp.panel(words.transfer.title).getByRole('row', { name: echo.name });
      await expect(row).toHaveAttribute('aria-selected', 'true');
      await aliceApp.page.keyboard.press('Shift+Enter');
      const complete = aliceApp.page.getByRole('button', {
        // The app isolates the direction of the name by invisible characters.
        name: new RegExp(
          words.transfer.complete
            .replace('{{name}}', `.*${bob.name}.*`)
            .replace('{{target}}', `.*${echo.name}.*`),
        ),
      });
      await expect(complete).toBeEnabled();
      await pressByKey(complete);
      await expect(bobApp.page.getByRole('heading', { name: echo.name })).toBeVisible();
      // Another call has come to the screen by itself, so the button takes no press at first.
      await expect(bobApp.control(words.hangUp)).toBeEnabled();
      await pressByKey(bobApp.control(words.hangUp));
      await expect(bobApp.dialBox).toBeFocused();
    });

    await test.step('Alice opens and closes Settings, and signs out', async () => {
      await pressByKey(aliceApp.account);
      await pressByKey(aliceApp.menuItem(words.account.settings), { moveKey: 'ArrowDown' });
      const main = aliceApp.page.getByRole('main');
      const language = main.getByRole('combobox', { name: words.settings.language });
      await focusByKey(language);
      await aliceApp.page.keyboard.press('Escape');
      await expect(language).toBeHidden();
      await pressByKey(aliceApp.account);
      await pressByKey(aliceApp.menuItem(words.account.signOut), { moveKey: 'ArrowDown' });
      await expect(
        aliceApp.page.getByRole('button', { name: words.signIn.button, exact: true }),
      ).toBeVisible();
    });
  });
