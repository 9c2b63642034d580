import {
  callControl,
  dial,
  dismissEndedCall,
  incomingCallDialog,
  people,
} from '../../support/app/appTest.ts';
import { sleepBrowser } from '../../support/browserSleep.ts';
import { watchRequests } from '../../support/app/faultTest.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';
import { readObservations, restartObservation } from './arrivals.ts';
import { waitUntilConnected } from './faultEnvironment.ts';
import { createTimeResult, createYesNoResult, hangUpAndCheck, type Row } from './row.ts';

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
    await incomingCallDialog(alice.page).waitFor();
    const whenAwake = sleepBrowser(browser, seconds * 1000);
    await callControl(bob.page, 'Hang up').click();
    await whenAwake;
    let awakeAt = Date.now();
    const ringGoneAfterMs = await measureTimeUntil(
      async () => !(await incomingCallDialog(alice.page).isVisible()),
      15_000,
      awakeAt,
    );
    await dismissEndedCall(bob.page);

    await dial(alice.page, bob.id, 'Video call');
    await incomingCallDialog(bob.page)
      .getByRole('button', { name: 'Accept with video' })
      .click({ timeout: 20_000 });
    await waitUntilConnected(alice.page);
    await restartObservation(alice.page);
    const { exchanges } = watchRequests(alice.page);
    await sleepBrowser(browser, seconds * 1000);
    awakeAt = Date.now();
    // After two minutes without a message from a user, the server removes the user from the call.
    const callSurvives = seconds < 120;
    const recoveredAfterMs = await measureTimeUntil(
      async () => {
        const { status, shows } = await alice.readScreen();
        const { audioAt } = await readObservations(alice.page);
        return callSurvives ? status === 'Connected' && audioAt > awakeAt : shows === 'ended';
      },
      30_000,
      awakeAt,
    );
    const renewedAfterMs = await measureTimeUntil(
      () => Promise.resolve(exchanges.some((exchangedAt) => exchangedAt >= awakeAt)),
      15_000,
    );
    const { socketBackAt } = await readObservations(alice.page);
    const firstExchangeAt = exchanges.find((exchangedAt) => exchangedAt >= awakeAt) ?? 0;
    return [
      createTimeResult(
        'time until a call that ended during the sleep no longer rings',
        ringGoneAfterMs,
        5_000,
      ),
      createTimeResult(
        callSurvives ? 'time until sound is back' : 'time until the app shows the end of the call',
        recoveredAfterMs,
        15_000,
      ),
      createYesNoResult(
        'the app renews the token before it connects again',
        renewedAfterMs !== null && (socketBackAt === 0 || firstExchangeAt <= socketBackAt),
        socketBackAt === 0
          ? 'the socket stayed open'
          : `${socketBackAt - firstExchangeAt} ms before the socket is back`,
      ),
      ...(await hangUpAndCheck(environment, [alice, bob])),
    ];
  },
});

export const sleepRows: readonly Row[] = [createSleepRow(35), createSleepRow(300)];
