import { setTimeout as pause } from 'node:timers/promises';
import { incoming } from '../../support/app/appTest.ts';
import type { User } from '../../support/app/user.ts';
import { noteArrivals, readArrivals } from './arrivals.ts';
import type { Machine } from './networkNamespaces.ts';
import { whyNoNamespaces, whyNoPacketFilter, whyNoRateLimit } from './networkNamespaces.ts';
import { timeUntil } from '../../support/timeUntil.ts';
import { atMost, isTrue, type Figure, type Row } from './row.ts';
import { connected, leftAfterCall, type FaultEnvironment } from './faultEnvironment.ts';

/** How long the pictures and the sound may stay away in these tests before the row fails. */
const giveUpMs = 60_000;
/** Longer than the two minutes for which a call may look for another way. */
const goneMs = 130_000;

const machineOf = ({ network }: FaultEnvironment): Machine => {
  const [machine] = network?.machines ?? [];
  if (!machine) throw new Error('There is no network of its own here.');
  return machine;
};

/** @returns milliseconds from `since` until sound and pictures arrived on both sides; `null` when they did not. */
async function mediaBack(users: readonly User[], since: number): Promise<number | null> {
  let last = 0;
  for (const { page } of users) {
    const took = await timeUntil(async () => {
      const { audio, video } = await readArrivals(page);
      return audio > since && video > since;
    }, giveUpMs);
    if (took === null) return null;
    last = Math.max(last, Date.now());
  }
  return last - since;
}

/** The figures that every fault ends with. */
async function afterwards(environment: FaultEnvironment, users: readonly User[]): Promise<Figure[]> {
  const stays = await timeUntil(async () => (await users[0]?.look())?.status === 'Connected', 10_000);
  const left = await leftAfterCall(users);
  const noise = environment.noise();
  return [
    isTrue('the call stays', stays !== null),
    isTrue('nothing is open after hanging up', left === '', left || 'nothing'),
    isTrue('no uncaught error', noise.length === 0, noise[0]?.slice(0, 200) ?? 'none'),
  ];
}

const linkDown = (seconds: number, limitMs: number): Row => ({
  fault: `link down for ${seconds} s`,
  whyNot: whyNoNamespaces,
  async run(environment) {
    const machine = machineOf(environment);
    const { alice, bob } = await environment.call();
    machine.plug(false);
    await pause(Math.min(seconds * 1000 - 500, 4_000));
    const during = await alice.look();
    await pause(seconds * 1000 - Math.min(seconds * 1000 - 500, 4_000));
    const since = Date.now();
    machine.plug(true);
    const back = await mediaBack([alice, bob], since);
    const { offline, reconnecting } = await readArrivals(alice.page);
    return [
      atMost('“Reconnecting…” after offline', reconnecting > 0 ? reconnecting - offline : null, 1_000),
      isTrue('hang-up usable meanwhile', during.canHangUp === true, during.status),
      atMost('media back after the return', back, limitMs),
      ...(await afterwards(environment, [alice, bob])),
    ];
  },
});

const linkDownForGood: Row = {
  fault: 'link down for 130 s',
  whyNot: whyNoNamespaces,
  async run(environment) {
    const machine = machineOf(environment);
    const { alice, bob } = await environment.call();
    const since = Date.now();
    machine.plug(false);
    const whenEnded = [alice, bob].map((user) =>
      timeUntil(async () => (await user.look()).shows === 'ended', goneMs + 15_000, since),
    );
    await pause(goneMs);
    machine.plug(true);
    const ended = await Promise.all(whenEnded);
    const { title } = await alice.look();
    const left = await leftAfterCall([alice, bob]);
    const again = alice.page.getByRole('button', { name: 'Call again' });
    const offered = await again.isVisible();
    await bob.page.getByRole('main').getByRole('button', { name: 'Close' }).click();
    // Until the emulator's server knows both again.
    await pause(5_000);
    await again.click();
    await incoming(bob.page).getByRole('button', { name: 'Accept', exact: true }).click({ timeout: 20_000 });
    await connected(alice.page);
    return [
      atMost('the side without a link sees the end', ended[0] ?? null, goneMs + 15_000),
      atMost('the other side sees the end', ended[1] ?? null, goneMs + 15_000),
      isTrue('the end is named', title === 'The connection was lost', title),
      isTrue('no track or connection is left', left === '', left || 'nothing'),
      isTrue('“Call again” calls again', offered),
      isTrue('no uncaught error', environment.noise().length === 0, environment.noise()[0] ?? 'none'),
    ];
  },
};

const addressChange: Row = {
  fault: 'address change',
  whyNot: whyNoNamespaces,
  async run(environment) {
    const machine = machineOf(environment);
    const { alice, bob } = await environment.call();
    machine.move(machine.otherAddress);
    // What was under way arrives in the first moment.
    await pause(500);
    const since = Date.now();
    const back = await mediaBack([alice, bob], since);
    const figures = await afterwards(environment, [alice, bob]);
    machine.move(machine.address);
    return [atMost('media after the change', back === null ? null : back + 500, 10_000), ...figures];
  },
};

const weak = (
  fault: string,
  whyNot: () => string | null,
  start: (machine: Machine) => void,
  stop: (machine: Machine) => void,
): Row => ({
  fault,
  whyNot: () => whyNoNamespaces() ?? whyNot(),
  async run(environment) {
    const machine = machineOf(environment);
    const { alice, bob } = await environment.call();
    start(machine);
    const notice = (user: User) =>
      user.page
        .getByText(/Your connection is (weak|bad)/)
        .first()
        .isVisible();
    for (const { page } of [alice, bob]) await noteArrivals(page);
    const told = await timeUntil(async () => (await notice(alice)) || notice(bob), 40_000);
    await pause(10_000);
    const { status } = await alice.look();
    const silence = Math.max(
      ...(await Promise.all([alice, bob].map(async ({ page }) => (await readArrivals(page)).longestSilence))),
    );
    stop(machine);
    return [
      atMost('quality notice', told, 40_000),
      atMost('longest time without sound', silence, 3_000),
      isTrue('no drop meanwhile', status === 'Connected', status),
      ...(await afterwards(environment, [alice, bob])),
    ];
  },
});

export const linkRows: readonly Row[] = [
  linkDown(3, 2_000),
  linkDown(10, 5_000),
  linkDown(60, 15_000),
  linkDownForGood,
  addressChange,
  weak(
    '20 % loss',
    whyNoPacketFilter,
    (machine) => machine.lose(0.2),
    (machine) => machine.lose(0),
  ),
  weak(
    '300 kbit/s',
    whyNoRateLimit,
    (machine) => machine.limit(300),
    (machine) => machine.limit(null),
  ),
];
