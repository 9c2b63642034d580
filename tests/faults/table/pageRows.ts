import {
  callControl,
  dial,
  dismissEndedCall,
  holdRequests,
  incomingCallDialog,
  people,
} from '../../support/app/appTest.ts';
import { watchRequests } from '../../support/app/faultTest.ts';
import { sleepBrowser } from '../../support/browserSleep.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';
import { readObservations, restartObservation, waitForObservation } from './arrivals.ts';
import { waitUntilConnected } from './faultEnvironment.ts';
import { checkCallThenHangUp, createTimeResult, createYesNoResult, hangUpAndCheck, type Row } from './row.ts';

// The rows that need no emulated network: a permission is revoked, a token ends, the machine sleeps.

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
    const goesOn = status === 'Connected' && canHangUp === true;
    return [
      createTimeResult('time until the app explains it', explainedAfterMs, 3_000),
      createYesNoResult('the call goes on, and the user can hang up', goesOn, status),
      createYesNoResult('one click repairs it', isRepairOffered && repairedAfterMs !== null),
      ...(await hangUpAndCheck(environment, [alice])),
    ];
  },
};

const tokenExpiredRow: Row = {
  fault: 'signalling closed with 4401, because the token expired before the app could renew it',
  async run(environment) {
    await environment.emulator.setConditions({ tokenLifetimeSeconds: 24 });
    const { alice, bob } = await environment.connectVideoCall();
    const releaseRequests = await holdRequests(alice.page, '**/api/token');
    const isClosed = async () => (await readObservations(alice.page)).socketLostAt > 0;
    const closedAfterMs = await measureTimeUntil(isClosed, 60_000);
    await environment.emulator.resetConditions();
    let answeredAt = Infinity;
    alice.page.on('response', (response) => {
      if (response.url().endsWith('/api/token')) answeredAt = Math.min(answeredAt, Date.now());
    });
    let hasWelcome = false;
    alice.page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => (hasWelcome ||= String(payload).includes('"t":"welcome"'))),
    );
    const releasedAt = Date.now();
    releaseRequests();
    const backAfterMs = await waitForObservation(alice.page, 'socketBackAt', releasedAt);
    // The socket opens before the server has accepted its token, which the server confirms with `welcome`.
    await measureTimeUntil(() => Promise.resolve(hasWelcome), 10_000);
    const { socketBackAt } = await readObservations(alice.page);
    const isRenewedFirst = answeredAt <= socketBackAt;
    return [
      createYesNoResult('the server closed the socket', closedAfterMs !== null),
      createYesNoResult('the app renews the token before it connects again', isRenewedFirst),
      createTimeResult('time until the app is connected again', backAfterMs, 10_000),
      ...(await checkCallThenHangUp(environment, [alice, bob])),
    ];
  },
};

/** The tokens last for a shorter time than the machine sleeps. */
const tokenLifetimeSeconds = 30;

/** Makes the callee's machine sleep twice: while a call rings, and during a call. */
const createSleepRow = (seconds: number): Row => ({
  fault: `sleep of ${seconds} s, past the token's end`,
  findReasonToSkip: ({ runsLongRows }) => {
    if (process.platform === 'win32') return 'Windows cannot stop a process with SIGSTOP';
    return seconds > 60 && !runsLongRows ? 'takes minutes; --long runs it' : null;
  },
  async run(environment) {
    await environment.emulator.setConditions({ tokenLifetimeSeconds });
    const alice = await environment.signInUser(people.alice);
    const bob = await environment.signInUser(people.bob);
    const browser = alice.page.context().browser();
    if (!browser) throw new Error('The page has no browser.');

    await dial(bob.page, alice.id, 'Call');
    const ringing = incomingCallDialog(alice.page);
    await ringing.waitFor();
    const whenAwake = sleepBrowser(browser, seconds * 1000);
    await callControl(bob.page, 'Hang up').click();
    await whenAwake;
    const ringGoneAfterMs = await measureTimeUntil(async () => !(await ringing.isVisible()), 15_000);
    await dismissEndedCall(bob.page);

    await dial(alice.page, bob.id, 'Video call');
    await incomingCallDialog(bob.page)
      .getByRole('button', { name: 'Accept with video' })
      .click({ timeout: 20_000 });
    await waitUntilConnected(alice.page);
    await restartObservation(alice.page);
    const { exchanges } = watchRequests(alice.page);
    await sleepBrowser(browser, seconds * 1000);
    const awakeAt = Date.now();
    // After two minutes without a message from a user, the server removes the user from the call.
    const callSurvives = seconds < 120;
    const hasRecovered = async () => {
      const { status, shows } = await alice.readScreen();
      const { audioAt } = await readObservations(alice.page);
      return callSurvives ? status === 'Connected' && audioAt > awakeAt : shows === 'ended';
    };
    const recoveredAfterMs = await measureTimeUntil(hasRecovered, 30_000, awakeAt);
    const findExchange = () => exchanges.find((exchangedAt) => exchangedAt >= awakeAt);
    await measureTimeUntil(() => Promise.resolve(findExchange() !== undefined), 15_000);
    const { socketBackAt } = await readObservations(alice.page);
    const exchangedAt = findExchange();
    const socketStayedOpen = socketBackAt === 0;
    const isRenewedFirst = exchangedAt !== undefined && (socketStayedOpen || exchangedAt <= socketBackAt);
    const recovery = callSurvives
      ? 'time until sound is back'
      : 'time until the app shows the end of the call';
    return [
      createTimeResult(
        'time until a call that ended during the sleep no longer rings',
        ringGoneAfterMs,
        5_000,
      ),
      createTimeResult(recovery, recoveredAfterMs, 15_000),
      createYesNoResult('the app renews the token before it connects again', isRenewedFirst),
      ...(await hangUpAndCheck(environment, [alice, bob])),
    ];
  },
});

export const pageRows: readonly Row[] = [
  permissionRevokedRow,
  tokenExpiredRow,
  createSleepRow(35),
  createSleepRow(300),
];
