import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { callControl, dial, incomingCallDialog, people } from '../../support/app/appTest.ts';
import type { User } from '../../support/app/user.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';
import { createTimeResult, createYesNoResult, type RowResult, type Row } from './row.ts';
import { hangUpAndFindOpenMedia, createNoUncaughtErrorsResult } from './afterCall.ts';
import { waitUntilConnected, type FaultEnvironment } from './faultEnvironment.ts';

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

const answeredElsewhereRow: Row = {
  fault: 'answered elsewhere: the callee accepts at another agent',
  async run(environment) {
    const [alice, bob] = await signInAliceAndBob(environment);
    await dial(bob.page, alice.id, 'Call');
    await incomingCallDialog(alice.page).waitFor();
    const acceptedAt = Date.now();
    // A virtual agent of the emulator accepts the call in Alice's name.
    await environment.emulator.runAction({ as: alice.upn, act: 'accept' });
    const stoppedAfterMs = await measureTimeUntil(
      async () => !(await incomingCallDialog(alice.page).isVisible()),
      10_000,
      acceptedAt,
    );
    return [
      createTimeResult('time until the call stops ringing', stoppedAfterMs, 1_000),
      ...(await hangUpAndCreateClosingResults(environment, [bob, alice])),
    ];
  },
};

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

const bothCallRow: Row = {
  fault: 'both call each other',
  async run(environment) {
    const [alice, bob] = await signInAliceAndBob(environment);
    await Promise.all([dial(alice.page, bob.id, 'Call'), dial(bob.page, alice.id, 'Call')]);
    await incomingCallDialog(bob.page)
      .getByRole('button', { name: 'Accept', exact: true })
      .click({ timeout: 15_000 });
    await waitUntilConnected(bob.page);
    const inFrontAfterMs = await measureTimeUntil(
      async () => (await bob.readScreen()).title === alice.name,
      5_000,
    );
    const { canHangUp, status } = await alice.readScreen();
    // A user may be left with a second call, so both users hang up several times.
    for (let round = 0; round < 3; round++)
      for (const { page } of [alice, bob])
        await callControl(page, 'Hang up')
          .click({ timeout: 2_000 })
          .catch(() => {});
    return [
      createTimeResult('time until the accepted call is on the screen', inFrontAfterMs, 5_000),
      createYesNoResult('the user whose call was accepted can hang up', canHangUp !== false, status),
      ...(await hangUpAndCreateClosingResults(environment, [alice, bob])),
    ];
  },
};

const randomInterleavingsRow: Row = {
  fault: 'calls, answers and hang-ups of several users in 200 random orders',
  async run() {
    // The emulator runs in this process and must keep answering. So the row uses `spawn`, which does not block the process.
    const child = spawn('npx', ['tsx', 'tests/bench/orders.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ORDERS: '200' },
    });
    const [output, status] = await Promise.all([
      text(child.stdout),
      new Promise<number | null>((resolve) => child.on('exit', resolve)),
    ]);
    const lastLine = output.trim().split('\n').at(-1) ?? '';
    return [
      createYesNoResult('no interleaving (random order) leads to an illegal state', status === 0, lastLine),
    ];
  },
};

export const ringRows: readonly Row[] = [
  answeredElsewhereRow,
  cancelledWhileAcceptingRow,
  bothHangUpRow,
  bothCallRow,
  randomInterleavingsRow,
];
