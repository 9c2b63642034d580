import type { Locator, Page } from '@playwright/test';
import type { Controls } from '../controlTypes.ts';
import type { Person } from '../declaredTypes.ts';
import { listNames } from '../controls/findPerson.ts';
import type { CallingFixtures, TestEmulator } from '../playwrightTypes.ts';
import { defaultTimeoutMs, waitFor } from './waitFor.ts';

/** Finds the button *Accept*, or *Accept as an administrator* where the tenant's policy demands one. */
const consentButton = 'form[action$="/consent"] button[value^="accept"]';

/** The pages on which every further consent is accepted. */
const acceptingPages = new WeakSet<Page>();

/** @returns the page of the emulated Entra that waits for an answer, if there is one: `page`, or a popup that `page` has opened. */
async function findSignInPage(page: Page, { url }: Pick<TestEmulator, 'url'>): Promise<Page | undefined> {
  const { port } = new URL(url);
  for (const candidate of [page, ...page.context().pages()]) {
    const isAtEmulator = new RegExp(`^http://(localhost|127\\.0\\.0\\.1):${port}/`).test(candidate.url());
    if (!isAtEmulator || candidate.isClosed()) continue;
    if (candidate !== page && (await candidate.opener()) !== page) continue;
    const asks = candidate.locator('input[name="handle"], [role="alert"]');
    if ((await countNow(asks)) > 0) return candidate;
  }
}

/** @returns how many elements there are; 0 while the page loads or closes, because there is nothing to answer then. */
async function countNow(locator: Locator): Promise<number> {
  try {
    return await locator.count();
  } catch {
    return 0;
  }
}

/** Clicks a button of the sign-in page, and waits until the next page is there or the popup is closed. */
async function answer(signInPage: Page, button: Locator): Promise<void> {
  // Each page of the emulated Entra has its own handle. When this handle is gone, the next page is there.
  const handle = await signInPage.locator('input[name="handle"]').first().getAttribute('value');
  await button.click({ noWaitAfter: true });
  await waitFor(async () => {
    if (signInPage.isClosed()) return true;
    return (await countNow(signInPage.locator(`input[value="${handle}"]`))) === 0 ? true : undefined;
  });
}

/** Finds the button that answers the question of a sign-in page for a person. @throws Error if there is none. */
async function findAnswer(signInPage: Page, person: Person): Promise<Locator> {
  const choice = signInPage.locator(`button[name="oid"][value="${person.oid}"]`);
  if ((await choice.count()) > 0) return choice;
  const names = await signInPage.locator('button[name="oid"] .upn').allTextContents();
  if (names.length > 0)
    throw new Error(`The sign-in page does not offer ${person.user}. It offers: ${names.join(', ')}.`);
  const text = await signInPage.locator('main').innerText();
  const refusal = signInPage.getByRole('alert');
  if ((await refusal.count()) > 0)
    throw new Error(`The emulated Entra refuses to sign ${person.user} in: ${await refusal.innerText()}`);
  if (!text.includes(person.user))
    throw new Error(`Another person is signed in already, not ${person.user}. The page says: ${text}`);
  return signInPage.locator('button[name="answer"][value="accept"]');
}

/** Creates the fixture `signInAs`, which signs a person in on the pages of the emulated Entra. */
export const createSignInAs =
  (emulator: TestEmulator): CallingFixtures['signInAs'] =>
  async (page, name, { timeout = defaultTimeoutMs, consent = 'accept' } = {}) => {
    const person = await findPersonWhoSignsIn(emulator, name);
    let signInPage = await waitFor(() => findSignInPage(page, emulator), timeout);
    if (!signInPage) throw await createNoPageError(emulator, page, timeout);
    while (signInPage) {
      const button = await findAnswer(signInPage, person);
      if (consent === 'leave' && (await countNow(signInPage.locator(consentButton))) > 0) return;
      await answer(signInPage, button);
      signInPage = await findSignInPage(page, emulator);
    }
    if (consent === 'leave' || acceptingPages.has(page)) return;
    acceptingPages.add(page);
    // An app that needs several resources is redirected to the consent page again later. This accepts those consents, too.
    await page.addLocatorHandler(page.locator(consentButton), (button) => button.click(), {
      noWaitAfter: true,
    });
  };

/** @throws Error with the list of people, if nobody can sign in with this name. */
async function findPersonWhoSignsIn(emulator: Controls, name: string): Promise<Person> {
  const person = await emulator.findPerson(name);
  if (!person.bot) return person;
  throw new Error(
    `Nobody signs in as ${person.name}, because the emulator plays it. ${await listWhoSignsIn(emulator)}`,
  );
}

const listWhoSignsIn = async (emulator: Controls): Promise<string> =>
  `These people sign in: ${listNames((await emulator.readDirectory()).people.filter(({ bot }) => !bot))}.`;

const createNoPageError = async (emulator: TestEmulator, page: Page, timeoutMs: number): Promise<Error> =>
  new Error(
    `No sign-in page of ${emulator.url} appeared within ${timeoutMs} ms; the page is at ${page.url()}. Let the app open it first, for example by a click on its button. ${await listWhoSignsIn(emulator)}`,
  );
