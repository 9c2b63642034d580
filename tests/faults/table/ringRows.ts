import { callControl, dial, incomingCallDialog, people } from '../../support/app/appTest.ts';
import type { User } from '../../support/app/user.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';
import { createTimeResult, createYesNoResult, type RowResult, type Row } from './row.ts';
import { hangUpAndFindOpenMedia, createNoUncaughtErrorsResult } from './afterCall.ts';
import type { FaultEnvironment } from './faultEnvironment.ts';

/** @returns whether the app shows an error. Each error has a code. */
const hasError = ({ page }: User) => page.getByRole('alert').filter({ hasText: 'Code' }).first().isVisible();

async function signInAliceAndBob(environment: FaultEnvironment): Promise<[User, User]> {
  return [await environment.signInUser(people.alice), await environment.signInUser(people.bob)];
}

/** Makes `users[0]` hang up if that user is in a call. @returns the results with which a row ends. */
async function hangUpAndCreateClosingResults(
  environment: FaultEnvironment,
  users: readonly User[],
): Promise<RowResult[]> {
  const errors = await Promise.all(users.map(hasError));
  const openMedia = await hangUpAndFindOpenMedia(users);
  return [
    createYesNoResult('the app shows no error', !errors.includes(true)),
    createYesNoResult('no media is open after the call', openMedia === '', openMedia || 'none'),
    createNoUncaughtErrorsResult(environment),
  ];
}

const cancelledWhileAcceptingRow: Row = {
  fault: 'cancelled while accepting: the caller hangs up while the callee accepts',
  async run(environment) {
    const [alice, bob] = await signInAliceAndBob(environment);
    const results: RowResult[] = [];
    for (let round = 1; round <= 5; round++) {
      await dial(bob.page, alice.id, 'Call');
      const acceptButton = incomingCallDialog(alice.page).getByRole('button', {
        name: 'Accept',
        exact: true,
      });
      await acceptButton.waitFor();
      const pressedAt = Date.now();
      await Promise.all([
        // The button may disappear before the click, because the caller hangs up at the same time.
        acceptButton.click({ timeout: 2_000 }).catch(() => {}),
        callControl(bob.page, 'Hang up').click(),
      ]);
      const stoppedAfterMs = await measureTimeUntil(
        async () =>
          !(await incomingCallDialog(alice.page).isVisible()) && (await alice.readScreen()).shows !== 'call',
        10_000,
        pressedAt,
      );
      results.push(
        createTimeResult(
          `round ${round}: time until nothing rings and no call is left`,
          stoppedAfterMs,
          3_000,
        ),
      );
      for (const { page } of [alice, bob]) {
        // Only a user who was in the call sees this button.
        const closeButton = page.getByRole('button', { name: 'Dismiss', exact: true });
        await closeButton.click({ timeout: 2_000 }).catch(() => {});
      }
    }
    return [...results, ...(await hangUpAndCreateClosingResults(environment, [bob, alice]))];
  },
};

const bothHangUpRow: Row = {
  fault: 'both hang up',
  async run(environment) {
    const { alice, bob } = await environment.connectVideoCall();
    const hangUpButtons = await Promise.all(
      [alice, bob].map(({ page }) => callControl(page, 'Hang up').elementHandle()),
    );
    const pressedAt = Date.now();
    // Playwright's `click()` would wait for a button that the other user's hang-up has already removed.
    await Promise.all(
      hangUpButtons.map((button) => button?.evaluate((element) => (element as HTMLElement).click())),
    );
    const endedAfterMs = await measureTimeUntil(
      async () => (await alice.readScreen()).shows === 'ended' && (await bob.readScreen()).shows === 'ended',
      10_000,
      pressedAt,
    );
    return [
      createTimeResult('time until the call has ended for both users', endedAfterMs, 2_000),
      ...(await hangUpAndCreateClosingResults(environment, [alice, bob])),
    ];
  },
};

export const ringRows: readonly Row[] = [cancelledWhileAcceptingRow, bothHangUpRow];
