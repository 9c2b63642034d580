import {
  callControl,
  dial,
  dismissEndedCall,
  incomingCallDialog,
  people,
} from '../../support/app/appTest.ts';
import type { User } from '../../support/app/user.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';
import { waitUntilConnected, type FaultEnvironment } from './faultEnvironment.ts';
import {
  createNoUncaughtErrorsResult,
  createTimeResult,
  createYesNoResult,
  hangUpAndCheck,
  hangUpAndFindOpenMedia,
  waitForScreen,
  type Row,
  type RowResult,
} from './row.ts';

/** Makes `users[0]` hang up if that user is in a call. @returns the results with which a row about hang-ups ends. */
async function checkErrorsThenHangUp(
  environment: FaultEnvironment,
  users: readonly User[],
): Promise<RowResult[]> {
  // Each error that the app shows has a code.
  const haveErrors = await Promise.all(
    users.map(({ page }) => page.getByRole('alert').filter({ hasText: 'Code' }).first().isVisible()),
  );
  return [
    createYesNoResult('the app shows no error', !haveErrors.includes(true)),
    ...(await hangUpAndCheck(environment, users)),
  ];
}

const cancelledWhileAcceptingRow: Row = {
  fault: 'cancelled while accepting: the caller hangs up while the callee accepts',
  async run(environment) {
    const alice = await environment.signInUser(people.alice);
    const bob = await environment.signInUser(people.bob);
    const ringing = incomingCallDialog(alice.page);
    const acceptButton = ringing.getByRole('button', { name: 'Accept', exact: true });
    const results: RowResult[] = [];
    for (let round = 1; round <= 5; round++) {
      await dial(bob.page, alice.id, 'Call');
      // A card that has just appeared takes no press. A trial click waits until the button takes one.
      await acceptButton.click({ trial: true });
      const pressedAt = Date.now();
      await Promise.all([
        // The button may disappear before the click, because the caller hangs up at the same time.
        acceptButton.click({ timeout: 2_000 }).catch(() => {}),
        callControl(bob.page, 'Hang up').click(),
      ]);
      const stoppedAfterMs = await measureTimeUntil(
        async () => !(await ringing.isVisible()) && (await alice.readScreen()).shows !== 'call',
        10_000,
        pressedAt,
      );
      const subject = `round ${round}: time until nothing rings and no call is left`;
      results.push(createTimeResult(subject, stoppedAfterMs, 3_000));
      for (const { page } of [alice, bob]) {
        // Only a user who was in the call sees this button.
        const closeButton = page.getByRole('button', { name: 'Dismiss', exact: true });
        await closeButton.click({ timeout: 2_000 }).catch(() => {});
      }
    }
    return [...results, ...(await checkErrorsThenHangUp(environment, [bob, alice]))];
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
      ...(await checkErrorsThenHangUp(environment, [alice, bob])),
    ];
  },
};

const permissionRevokedRow: Row = {
  fault: 'permission revoked',
  async run(environment) {
    const permissions = ['microphone', 'camera'];
    const alice = await environment.signInUser(people.alice, { fakeUi: false, permissions });
    const { page } = alice;
    const context = page.context();
    await dial(page, people.echo.id, 'Video call');
    await waitUntilConnected(page);
    // A call is often connected before its microphone is open.
    await measureTimeUntil(async () => (await alice.readScreen()).liveTracks.audio > 0, 5_000);
    const revokedAt = Date.now();
    await context.clearPermissions();
    await context.grantPermissions(['camera']);
    const explanation = page.getByText(/Nobody hears you|cannot hear you/).first();
    const explainedAfterMs = await measureTimeUntil(() => explanation.isVisible(), 15_000, revokedAt);
    const { status, canHangUp } = await alice.readScreen();
    await context.grantPermissions(permissions);
    const repairButton = page.getByRole('button', { name: 'Turn the microphone on again' });
    const isRepairOffered = await repairButton.isVisible();
    if (isRepairOffered) await repairButton.click();
    const repairedAfterMs = await measureTimeUntil(async () => !(await explanation.isVisible()), 10_000);
    return [
      createTimeResult('time until the app explains it', explainedAfterMs, 3_000),
      createYesNoResult(
        'the call goes on, and the user can hang up',
        status === 'Connected' && canHangUp === true,
        status,
      ),
      createYesNoResult('one click repairs it', isRepairOffered && repairedAfterMs !== null),
      ...(await hangUpAndCheck(environment, [alice])),
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
    await dismissEndedCall(alice.page);
    const homeAfterMs = await waitForScreen(alice, ({ shows }) => shows === 'home', 5_000);

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

export const callRows: readonly Row[] = [
  cancelledWhileAcceptingRow,
  bothHangUpRow,
  permissionRevokedRow,
  storageFullRow,
];
