import { emulatorPort } from '../../support/system.ts';
import { recordArrivals, readArrivals } from './arrivals.ts';
import { whyNoNamespaces, whyNoPacketFilter } from './networkNamespaces.ts';
import { timeUntil } from '../../support/timeUntil.ts';
import { atMost, isTrue, type Row } from './row.ts';
import { figuresIfCallStays } from './afterCall.ts';

const halfDead: Row = {
  fault: 'signalling half dead',
  whyNot: () => whyNoNamespaces() ?? whyNoPacketFilter(),
  async run(environment) {
    const [machine] = environment.network?.machines ?? [];
    if (!machine) throw new Error('This system has no emulated networks.');
    const { alice, bob } = await environment.call();
    await recordArrivals(alice.page);
    const since = Date.now();
    machine.block(emulatorPort, true);
    const noticed = await timeUntil(
      async () => (await readArrivals(alice.page)).socketLost > 0,
      30_000,
      since,
    );
    const repairedAt = Date.now();
    machine.block(emulatorPort, false);
    const back = await timeUntil(
      async () => (await readArrivals(alice.page)).socketBack > 0,
      30_000,
      repairedAt,
    );
    return [
      atMost('noticed', noticed, 15_000),
      atMost('back after it works again', back, 10_000),
      ...(await figuresIfCallStays(environment, [alice, bob])),
    ];
  },
};

const socketClosed = (name: string, code?: number): Row => ({
  fault: `signalling closed with ${name}`,
  async run(environment) {
    const { alice, bob } = await environment.call();
    await recordArrivals(alice.page);
    const since = Date.now();
    await environment.emulator.drop(alice.upn, code);
    const back = await timeUntil(async () => (await readArrivals(alice.page)).socketBack > 0, 30_000, since);
    return [atMost('back', back, 10_000), ...(await figuresIfCallStays(environment, [alice, bob]))];
  },
});

/** Runs in the page. @returns when the token service's first answer after `since` had arrived; 0 when none has. */
function firstAnswerSince(since: number): number {
  const requests = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return (
    requests
      .filter(({ name }) => name.endsWith('/api/token'))
      .map(({ responseEnd }) => performance.timeOrigin + responseEnd)
      .find((at) => at >= since) ?? 0
  );
}

const tokenEnded: Row = {
  fault: 'signalling closed with 4401, as the token ended before it could be renewed',
  async run(environment) {
    await environment.emulator.set({ tokenLifetimeSeconds: 24 });
    const { alice, bob } = await environment.call();
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    await alice.page.route('**/api/token', async (route) => {
      await held;
      // A request that was held for too long was aborted by the app, which sends another one.
      await route.continue().catch(() => {});
    });
    const closed = await timeUntil(async () => (await readArrivals(alice.page)).socketLost > 0, 60_000);
    await environment.emulator.reset();
    let isWelcome = false;
    alice.page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => (isWelcome ||= String(payload).includes('"t":"welcome"'))),
    );
    const since = Date.now();
    letThrough();
    const back = await timeUntil(async () => (await readArrivals(alice.page)).socketBack > 0, 30_000, since);
    // The socket opens before the server has accepted its token.
    await timeUntil(() => Promise.resolve(isWelcome), 10_000);
    const { socketBack } = await readArrivals(alice.page);
    const renewed = await alice.page.evaluate(firstAnswerSince, since);
    const isFirst = renewed > 0 && renewed <= socketBack;
    return [
      isTrue('the server closed the socket', closed !== null),
      isTrue(
        'the token is renewed first',
        isFirst,
        renewed > 0 ? `${Math.round(socketBack - renewed)} ms before` : 'no',
      ),
      atMost('back after the token service answers again', back, 10_000),
      ...(await figuresIfCallStays(environment, [alice, bob])),
    ];
  },
};

export const signallingRows: readonly Row[] = [
  halfDead,
  socketClosed('1006'),
  socketClosed('1011', 1011),
  tokenEnded,
];
