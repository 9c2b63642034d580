import { control, dial, incoming, people } from '../../support/app/appTest.ts';
import { sleep } from '../../support/browserSleep.ts';
import { watchRequests } from '../../support/app/faultTest.ts';
import { recordArrivals, readArrivals } from './arrivals.ts';
import { timeUntil } from '../../support/timeUntil.ts';
import { atMost, isTrue, type Row } from './row.ts';
import { figuresAfterCall } from './afterCall.ts';
import { connected } from './faultEnvironment.ts';

/** Lifetime of the tokens: they expire while the machine sleeps. */
const tokenSeconds = 30;

const sleepPastExpiry = (seconds: number): Row => ({
  fault: `sleep of ${seconds} s, past the token's end`,
  whyNot: ({ long }) => {
    if (process.platform === 'win32') return 'Windows cannot stop a process with SIGSTOP';
    return seconds > 60 && !long ? 'takes minutes; --long runs it' : null;
  },
  async run(environment) {
    await environment.emulator.set({ tokenLifetimeSeconds: tokenSeconds });
    const alice = await environment.user(people.alice);
    const bob = await environment.user(people.bob);
    const browser = alice.page.context().browser();
    if (!browser) throw new Error('The page has no browser.');

    await dial(bob.page, alice.id, 'Call');
    await incoming(alice.page).waitFor();
    const sleeping = sleep(browser, seconds * 1000);
    await control(bob.page, 'Hang up').click();
    await sleeping;
    let awakeAt = Date.now();
    const ringGone = await timeUntil(async () => !(await incoming(alice.page).isVisible()), 15_000, awakeAt);
    await bob.page.getByRole('main').getByRole('button', { name: 'Close' }).click();

    await dial(alice.page, bob.id, 'Video call');
    await incoming(bob.page).getByRole('button', { name: 'Accept with video' }).click({ timeout: 20_000 });
    await connected(alice.page);
    await recordArrivals(alice.page);
    const { exchanges } = watchRequests(alice.page);
    await sleep(browser, seconds * 1000);
    awakeAt = Date.now();
    // The server removes a user who is silent for two minutes from the call.
    const survives = seconds < 120;
    const after = await timeUntil(
      async () => {
        const { status, shows } = await alice.readScreen();
        const { audio } = await readArrivals(alice.page);
        return survives ? status === 'Connected' && audio > awakeAt : shows === 'ended';
      },
      30_000,
      awakeAt,
    );
    const renewed = await timeUntil(() => Promise.resolve(exchanges.some((at) => at >= awakeAt)), 15_000);
    const { socketBack } = await readArrivals(alice.page);
    const first = exchanges.find((at) => at >= awakeAt) ?? 0;
    return [
      atMost('a ring that ended meanwhile is removed', ringGone, 5_000),
      atMost(survives ? 'sound is back' : 'the end of the call is shown', after, 15_000),
      isTrue(
        'the token first, then the connection',
        renewed !== null && (socketBack === 0 || first <= socketBack),
        socketBack === 0 ? 'the socket stayed open' : `${socketBack - first} ms before the socket is back`,
      ),
      ...(await figuresAfterCall(environment, [alice, bob])),
    ];
  },
});

export const sleepRows: readonly Row[] = [sleepPastExpiry(35), sleepPastExpiry(300)];
