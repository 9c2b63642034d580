import { control, dial, people } from '../../support/app/appTest.ts';
import { callByClock } from '../../support/app/faultTest.ts';
import { timeUntil } from '../../support/timeUntil.ts';
import { atMost, isTrue, type Row } from './row.ts';
import { leftAfterCall, noUncaughtError } from './afterCall.ts';
import { connected } from './faultEnvironment.ts';

const reload: Row = {
  fault: 'reload in a call',
  async run(environment) {
    const { alice, bob } = await environment.call();
    const since = Date.now();
    await alice.page.reload();
    const endSeen = await timeUntil(async () => (await bob.readScreen()).shows === 'ended', 30_000, since);
    const rejoin = alice.page.getByRole('button', { name: 'Rejoin', exact: true });
    const offered = await timeUntil(() => rejoin.isVisible(), 15_000, since);
    return [
      atMost('the other side sees the end', endSeen, 5_000),
      atMost('“Rejoin” is offered', offered, 15_000),
      noUncaughtError(environment),
    ];
  },
};

const redeploy: Row = {
  fault: 'redeploy during a call: chunks answer 404',
  async run(environment) {
    const alice = await environment.user(people.alice);
    const { page } = alice;
    await dial(page, people.echo.id, 'Video call');
    await connected(page);
    const missing = /\/assets\/.*\.js/;
    await page.route(missing, (route) => route.fulfill({ status: 404, body: 'Not Found' }));
    await control(page, 'More').click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    const retry = page.getByRole('button', { name: 'Try again' });
    const offered = await timeUntil(() => retry.isVisible(), 10_000);
    const { canHangUp, status } = await alice.readScreen();
    await page.unroute(missing);
    if (offered !== null) await retry.first().click();
    const opened = await timeUntil(() => page.getByRole('dialog', { name: 'Settings' }).isVisible(), 10_000);
    await page.keyboard.press('Escape');
    const left = await leftAfterCall([alice]);
    return [
      atMost('“Try again” is offered', offered, 10_000),
      isTrue(
        'the call stays, hang-up usable',
        status === 'Connected' && canHangUp === true,
        status || 'no call',
      ),
      atMost('“Try again” opens the settings', opened, 10_000),
      isTrue('nothing is open after hanging up', left === '', left || 'nothing'),
      noUncaughtError(environment),
    ];
  },
};

/** Runs in the page: makes every write to storage fail, as when its quota is used up. */
function fillStorage(): void {
  Storage.prototype.setItem = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  };
}

const storageFull: Row = {
  fault: 'storage full',
  async run(environment) {
    const alice = await environment.user(people.alice);
    await alice.page.evaluate(fillStorage);
    await dial(alice.page, people.echo.id, 'Call');
    await connected(alice.page);
    const left = await leftAfterCall([alice]);
    const { page } = alice;
    await page.getByRole('main').getByRole('button', { name: 'Close' }).click();
    const usable = await timeUntil(async () => (await alice.readScreen()).shows === 'home', 5_000);

    const fresh = await (await environment.browser()).newContext();
    await fresh.addInitScript(fillStorage);
    const first = await fresh.newPage();
    const visits: string[] = [];
    first.on('framenavigated', (frame) => visits.push(frame.url()));
    await first.goto(environment.system.url);
    await first.getByRole('button', { name: 'Sign in' }).click();
    const explained = await timeUntil(
      async () =>
        (await first.getByRole('alert').first().isVisible()) ||
        (await first.getByRole('button', { name: people.alice.upn }).isVisible()),
      15_000,
    );
    return [
      isTrue('a signed-in user calls and hangs up', left === '' && usable !== null, left || 'works'),
      atMost('at sign-in it works or is explained', explained, 15_000),
      isTrue('no redirect loop', visits.length <= 4, `${visits.length} pages`),
      noUncaughtError(environment),
    ];
  },
};

const clock = (hours: number): Row => ({
  fault: `clock ${hours > 0 ? '+' : '−'}${Math.abs(hours)} h`,
  async run(environment) {
    const context = await (await environment.browser()).newContext();
    const page = await context.newPage();
    await page.goto(environment.system.url);
    const { log, pass } = await callByClock(page, environment.system, hours * 3_600_000);
    log.forget();
    await pass(3_600, 30);
    const { length } = log.exchanges;
    const hangUp = await control(page, 'Hang up').isEnabled();
    const state = await page.getByText('Connected', { exact: true }).first().isVisible();
    return [
      isTrue('refreshes in an hour, at most 3', length <= 3, String(length)),
      isTrue('no redirect', log.visits.length === 0, `${log.visits.length} redirects`),
      isTrue('the call stays, hang-up usable', hangUp && state),
      noUncaughtError(environment),
    ];
  },
});

export const pageRows: readonly Row[] = [reload, redeploy, storageFull, clock(2), clock(-2)];
