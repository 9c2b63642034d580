import { callControl, dial, dismissEndedCall, people } from '../../support/app/appTest.ts';
import { callEchoWithPageClock } from '../../support/app/faultTest.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';
import { createTimeResult, createYesNoResult, type Row } from './row.ts';
import { hangUpAndFindOpenMedia, createNoUncaughtErrorsResult } from './afterCall.ts';
import { waitUntilConnected } from './faultEnvironment.ts';

const reloadRow: Row = {
  fault: 'reload in a call',
  async run(environment) {
    const { alice, bob } = await environment.connectVideoCall();
    const reloadedAt = Date.now();
    await alice.page.reload();
    const endSeenAfterMs = await measureTimeUntil(
      async () => (await bob.readScreen()).shows === 'ended',
      30_000,
      reloadedAt,
    );
    const rejoinButton = alice.page.getByRole('button', { name: 'Rejoin', exact: true });
    const offeredAfterMs = await measureTimeUntil(() => rejoinButton.isVisible(), 15_000, reloadedAt);
    return [
      createTimeResult('time until the other user sees the end', endSeenAfterMs, 5_000),
      createTimeResult('time until the app offers “Rejoin”', offeredAfterMs, 15_000),
      createNoUncaughtErrorsResult(environment),
    ];
  },
};

const redeployRow: Row = {
  fault: 'redeploy during a call: the server answers 404 for files of the old build',
  async run(environment) {
    const alice = await environment.signInUser(people.alice);
    const { page } = alice;
    await dial(page, people.echo.id, 'Video call');
    await waitUntilConnected(page);
    const scripts = /\/assets\/.*\.js/;
    await page.route(scripts, (route) => route.fulfill({ status: 404, body: 'Not Found' }));
    await callControl(page, 'More').click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    const retryButton = page.getByRole('button', { name: 'Try again' });
    const offeredAfterMs = await measureTimeUntil(() => retryButton.isVisible(), 10_000);
    const { canHangUp, status } = await alice.readScreen();
    await page.unroute(scripts);
    if (offeredAfterMs !== null) await retryButton.first().click();
    const openedAfterMs = await measureTimeUntil(
      () => page.getByRole('dialog', { name: 'Settings' }).isVisible(),
      10_000,
    );
    await page.keyboard.press('Escape');
    const openMedia = await hangUpAndFindOpenMedia([alice]);
    return [
      createTimeResult('time until the app offers “Try again”', offeredAfterMs, 10_000),
      createYesNoResult(
        'the call goes on, and the user can hang up',
        status === 'Connected' && canHangUp === true,
        status || 'no call',
      ),
      createTimeResult('time until “Try again” opens the settings', openedAfterMs, 10_000),
      createYesNoResult('no media is open after the hang-up', openMedia === '', openMedia || 'none'),
      createNoUncaughtErrorsResult(environment),
    ];
  },
};

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

const createClockRow = (hours: number): Row => ({
  fault: `clock ${hours > 0 ? '+' : '−'}${Math.abs(hours)} h`,
  async run(environment) {
    const context = await (await environment.startBrowser()).newContext();
    const page = await context.newPage();
    await page.goto(environment.system.url);
    const { log, passTime } = await callEchoWithPageClock(page, environment.system, hours * 3_600_000);
    log.clearLists();
    await passTime(3_600, 30);
    const exchangeCount = log.exchanges.length;
    const canHangUp = await callControl(page, 'Hang up').isEnabled();
    const isConnected = await page.getByText('Connected', { exact: true }).first().isVisible();
    return [
      createYesNoResult('at most 3 token renewals in an hour', exchangeCount <= 3, String(exchangeCount)),
      createYesNoResult(
        'the app does not redirect',
        log.navigations.length === 0,
        `${log.navigations.length} redirects`,
      ),
      createYesNoResult('the call goes on, and the user can hang up', canHangUp && isConnected),
      createNoUncaughtErrorsResult(environment),
    ];
  },
});

export const pageRows: readonly Row[] = [
  reloadRow,
  redeployRow,
  storageFullRow,
  createClockRow(2),
  createClockRow(-2),
];
