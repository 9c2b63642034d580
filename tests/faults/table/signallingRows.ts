import { setTimeout as pause } from 'node:timers/promises';
import { emulatorPort } from '../../support/system.ts';
import { noteArrivals, readArrivals } from './arrivals.ts';
import { whyNoNamespaces, whyNoPacketFilter } from './networkNamespaces.ts';
import { timeUntil } from '../../support/timeUntil.ts';
import { atMost, isTrue, type Row } from './row.ts';
import { leftAfterCall } from './faultEnvironment.ts';

const halfDead: Row = {
  fault: 'signalling half dead',
  whyNot: () => whyNoNamespaces() ?? whyNoPacketFilter(),
  async run(environment) {
    const [machine] = environment.network?.machines ?? [];
    if (!machine) throw new Error('There is no network of its own here.');
    const { alice, bob } = await environment.call();
    await noteArrivals(alice.page);
    const since = Date.now();
    machine.block(emulatorPort, true);
    const noticed = await timeUntil(
      async () => (await readArrivals(alice.page)).socketLost > 0,
      30_000,
      since,
    );
    const returned = Date.now();
    machine.block(emulatorPort, false);
    const back = await timeUntil(
      async () => (await readArrivals(alice.page)).socketBack > 0,
      30_000,
      returned,
    );
    const { status } = await alice.look();
    const left = await leftAfterCall([alice, bob]);
    return [
      atMost('noticed', noticed, 15_000),
      atMost('back after it works again', back, 10_000),
      isTrue('the call stays', status === 'Connected', status),
      isTrue('nothing is open after hanging up', left === '', left || 'nothing'),
      isTrue('no uncaught error', environment.noise().length === 0, environment.noise()[0] ?? 'none'),
    ];
  },
};

const closed = (name: string, code?: number): Row => ({
  fault: `signalling closed with ${name}`,
  async run(environment) {
    const { alice, bob } = await environment.call();
    await noteArrivals(alice.page);
    const since = Date.now();
    await environment.emulator.drop(alice.upn, code);
    const back = await timeUntil(async () => (await readArrivals(alice.page)).socketBack > 0, 30_000, since);
    const { status } = await alice.look();
    const left = await leftAfterCall([alice, bob]);
    return [
      atMost('back', back, 10_000),
      isTrue('the call stays', status === 'Connected', status),
      isTrue('nothing is open after hanging up', left === '', left || 'nothing'),
      isTrue('no uncaught error', environment.noise().length === 0, environment.noise()[0] ?? 'none'),
    ];
  },
});

const tokenEnded: Row = {
  fault: 'signalling closed with 4401, as the token ended before it could be renewed',
  async run(environment) {
    await environment.emulator.set({ tokenLifetimeSeconds: 24 });
    const { alice, bob } = await environment.call();
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    await alice.page.route('**/api/token', async (route) => {
      await held;
      // The app has given up the request if it was held for too long, and asks again.
      await route.continue().catch(() => {});
    });
    const ended = await timeUntil(async () => (await readArrivals(alice.page)).socketLost > 0, 60_000);
    await environment.emulator.reset();
    const answers: number[] = [];
    alice.page.on('requestfinished', (request) => {
      if (request.url().endsWith('/api/token')) answers.push(Date.now());
    });
    const since = Date.now();
    letThrough();
    const back = await timeUntil(async () => (await readArrivals(alice.page)).socketBack > 0, 30_000, since);
    const { socketBack } = await readArrivals(alice.page);
    const [renewed = 0] = answers;
    const isFirst = renewed > 0 && renewed <= socketBack;
    // The socket opens before the server has accepted its token.
    await pause(1_000);
    const { status } = await alice.look();
    const left = await leftAfterCall([alice, bob]);
    return [
      isTrue('the server closed the socket', ended !== null),
      isTrue('the token is renewed first', isFirst, renewed > 0 ? `${socketBack - renewed} ms before` : 'no'),
      atMost('back after the token service answers again', back, 10_000),
      isTrue('the call stays', status === 'Connected', status),
      isTrue('nothing is open after hanging up', left === '', left || 'nothing'),
      isTrue('no uncaught error', environment.noise().length === 0, environment.noise()[0] ?? 'none'),
    ];
  },
};

export const signallingRows: readonly Row[] = [halfDead, closed('1006'), closed('1011', 1011), tokenEnded];
