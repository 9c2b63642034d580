import { dial, people } from '../../support/app/appTest.ts';
import { openUser } from '../../support/app/user.ts';
import { timeUntil } from '../../support/timeUntil.ts';
import { atMost, isTrue, type Row } from './row.ts';
import { leftAfterCall, noUncaughtError } from './afterCall.ts';
import { connected } from './faultEnvironment.ts';

const revoked: Row = {
  fault: 'permission revoked',
  async run(environment) {
    const browser = await environment.browser({ fakeUi: false });
    const uncaughtErrors: string[] = [];
    const alice = await openUser(
      browser,
      environment.system.url,
      people.alice,
      ({ text }) => void (text.startsWith('uncaught') && uncaughtErrors.push(text)),
      ['microphone', 'camera'],
    );
    const { page } = alice;
    const context = page.context();
    await dial(page, people.echo.id, 'Video call');
    await connected(page);
    const since = Date.now();
    await context.clearPermissions();
    await context.grantPermissions(['camera']);
    const explanation = page.getByText(/Nobody hears you|cannot hear you/).first();
    const explained = await timeUntil(() => explanation.isVisible(), 15_000, since);
    const { status, canHangUp } = await alice.readScreen();
    await context.grantPermissions(['microphone', 'camera']);
    const repair = page.getByRole('button', { name: 'Turn the microphone on again' });
    const offered = await repair.isVisible();
    if (offered) await repair.click();
    const repaired = await timeUntil(async () => !(await explanation.isVisible()), 10_000);
    const left = await leftAfterCall([alice]);
    return [
      atMost('explained', explained, 3_000),
      isTrue('the call stays, hang-up usable', status === 'Connected' && canHangUp === true, status),
      isTrue('one click repairs it', offered && repaired !== null),
      isTrue('nothing is open after hanging up', left === '', left || 'nothing'),
      noUncaughtError({ uncaughtErrors: () => uncaughtErrors }),
    ];
  },
};

export const deviceRows: readonly Row[] = [revoked];
