import { dial, dismissEndedCall, people } from '../../support/app/appTest.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';
import { createTimeResult, createYesNoResult, type Row } from './row.ts';
import { hangUpAndFindOpenMedia, createNoUncaughtErrorsResult } from './afterCall.ts';
import { waitUntilConnected } from './faultEnvironment.ts';

/** Runs in the page: makes every write to storage fail, as when its quota is used up. */
function fillStorage(): void {
  Storage.prototype.setItem = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  };
}

const storageFullRow: Row = {
  fault: 'storage full',
  async run(environment) {
    const alice = await environment.signInUser(people.alice);
    await alice.page.evaluate(fillStorage);
    await dial(alice.page, people.echo.id, 'Call');
    await waitUntilConnected(alice.page);
    const openMedia = await hangUpAndFindOpenMedia([alice]);
    const { page } = alice;
    await dismissEndedCall(page);
    const homeAfterMs = await measureTimeUntil(
      async () => (await alice.readScreen()).shows === 'home',
      5_000,
    );

    const newContext = await (await environment.startBrowser()).newContext();
    await newContext.addInitScript(fillStorage);
    const newPage = await newContext.newPage();
    const navigations: string[] = [];
    newPage.on('framenavigated', (frame) => navigations.push(frame.url()));
    await newPage.goto(environment.system.url);
    await newPage.getByRole('button', { name: 'Sign in' }).click();
    const signInAfterMs = await measureTimeUntil(
      async () =>
        (await newPage.getByRole('alert').first().isVisible()) ||
        (await newPage.getByRole('button', { name: people.alice.upn }).isVisible()),
      15_000,
    );
    return [
      createYesNoResult(
        'a signed-in user calls and hangs up',
        openMedia === '' && homeAfterMs !== null,
        openMedia || 'works',
      ),
      createTimeResult('time until a sign-in works or is explained', signInAfterMs, 15_000),
      // A sign-in that works visits at most four pages.
      createYesNoResult(
        'the app does not redirect in a loop',
        navigations.length <= 4,
        `${navigations.length} pages`,
      ),
      createNoUncaughtErrorsResult(environment),
    ];
  },
};

export const pageRows: readonly Row[] = [storageFullRow];
