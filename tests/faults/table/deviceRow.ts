import { dial, people } from '../../support/app/appTest.ts';
import { openUser } from '../../support/app/user.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';
import { createTimeResult, createYesNoResult, type Row } from './row.ts';
import { hangUpAndFindOpenMedia, createNoUncaughtErrorsResult } from './afterCall.ts';
import { waitUntilConnected } from './faultEnvironment.ts';

export const permissionRevokedRow: Row = {
  fault: 'permission revoked',
  async run(environment) {
    const browser = await environment.startBrowser({ fakeUi: false });
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
    await waitUntilConnected(page);
    const revokedAt = Date.now();
    await context.clearPermissions();
    await context.grantPermissions(['camera']);
    const explanation = page.getByText(/Nobody hears you|cannot hear you/).first();
    const explainedAfterMs = await measureTimeUntil(() => explanation.isVisible(), 15_000, revokedAt);
    const { status, canHangUp } = await alice.readScreen();
    await context.grantPermissions(['microphone', 'camera']);
    const repairButton = page.getByRole('button', { name: 'Turn the microphone on again' });
    const isRepairOffered = await repairButton.isVisible();
    if (isRepairOffered) await repairButton.click();
    const repairedAfterMs = await measureTimeUntil(async () => !(await explanation.isVisible()), 10_000);
    const openMedia = await hangUpAndFindOpenMedia([alice]);
    return [
      createTimeResult('time until the app explains it', explainedAfterMs, 3_000),
      createYesNoResult(
        'the call goes on, and the user can hang up',
        status === 'Connected' && canHangUp === true,
        status,
      ),
      createYesNoResult('one click repairs it', isRepairOffered && repairedAfterMs !== null),
      createYesNoResult('no media is open after the hang-up', openMedia === '', openMedia || 'none'),
      createNoUncaughtErrorsResult({ readUncaughtErrors: () => uncaughtErrors }),
    ];
  },
};
