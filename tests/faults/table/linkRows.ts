import { setTimeout as pause } from 'node:timers/promises';
import { incoming } from '../../support/app/appTest.ts';
import type { User } from '../../support/app/user.ts';
import { recordArrivals, readArrivals } from './arrivals.ts';
import { whyNoNamespaces, whyNoPacketFilter, whyNoRateLimit, type Machine } from './networkNamespaces.ts';
import { timeUntil } from '../../support/timeUntil.ts';
import { atMost, isTrue, type Row } from './row.ts';
import { figuresIfCallStays, leftAfterCall, noUncaughtError } from './afterCall.ts';
import { connected, type FaultEnvironment } from './faultEnvironment.ts';

/** How long a row waits for sound and video before it fails. */
const mediaTimeoutMs = 60_000;
/** Longer than the two minutes after which a call without a connection ends. */
const longOutageMs = 130_000;

const machineOf = ({ network }: FaultEnvironment): Machine => {
  const [machine] = network?.machines ?? [];
  if (!machine) throw new Error('This system has no emulated networks.');
  return machine;
};

/** @returns milliseconds from `since` until sound and video arrived on both sides; `null` when they did not. */
async function mediaBack(users: readonly User[], since: number): Promise<number | null> {
  let last = 0;
  for (const { page } of users) {
    const took = await timeUntil(async () => {
      const { audio, video } = await readArrivals(page);
      return audio > since && video > since;
    }, mediaTimeoutMs);
    if (took === null) return null;
    last = Math.max(last, Date.now());
  }
  return last - since;
}

const linkDown = (seconds: number, limitMs: number): Row => ({
  fault: `link down for ${seconds} s`,
  whyNot: whyNoNamespaces,
  async run(environment) {
    const machine = machineOf(environment);
    const { alice, bob } = await environment.call();
    machine.plug(false);
    const untilReadMs = Math.min(seconds * 1000 - 500, 4_000);
    await pause(untilReadMs);
    const during = await alice.readScreen();
    await pause(seconds * 1000 - untilReadMs);
    const since = Date.now();
    machine.plug(true);
    const back = await mediaBack([alice, bob], since);
    const { offline, reconnecting } = await readArrivals(alice.page);
    return [
      atMost('“Reconnecting…” after offline', reconnecting > 0 ? reconnecting - offline : null, 1_000),
      isTrue('hang-up usable meanwhile', during.canHangUp === true, during.status),
      atMost('media back after the return', back, limitMs),
      ...(await figuresIfCallStays(environment, [alice, bob])),
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
      timeUntil(async () => (await user.readScreen()).shows === 'ended', longOutageMs + 15_000, since),
    );
    await pause(longOutageMs);
    machine.plug(true);
    const ended = await Promise.all(whenEnded);
    const { title } = await alice.readScreen();
    const left = await leftAfterCall([alice, bob]);
    const again = alice.page.getByRole('button', { name: 'Call again' });
    const offered = await again.isVisible();
    await bob.page.getByRole('main').getByRole('button', { name: 'Close' }).click();
    // Alice's agent connects again now that her link is up. Until then a call of hers would fail.
    const reconnected = await timeUntil(
      async () =>
        (await environment.emulator.agents()).some(
          ({ user, connected: isConnected }) => user === alice.upn && isConnected,
        ),
      30_000,
    );
    if (reconnected === null) throw new Error('Alice’s agent did not connect again.');
    await again.click();
    await incoming(bob.page).getByRole('button', { name: 'Accept', exact: true }).click({ timeout: 20_000 });
    await connected(alice.page);
    return [
      atMost('the side without a link sees the end', ended[0] ?? null, longOutageMs + 15_000),
      atMost('the other side sees the end', ended[1] ?? null, longOutageMs + 15_000),
      isTrue('the end is named', title === 'The connection was lost', title),
      isTrue('no track or connection is left', left === '', left || 'nothing'),
      isTrue('“Call again” calls again', offered),
      noUncaughtError(environment),
    ];
  },
};

const inFlightMs = 500;

const addressChange: Row = {
  fault: 'address change',
  whyNot: whyNoNamespaces,
  async run(environment) {
    const machine = machineOf(environment);
    const { alice, bob } = await environment.call();
    machine.move(machine.otherAddress);
    // Packets that were sent before the change may still arrive within this time.
    await pause(inFlightMs);
    const since = Date.now();
    const back = await mediaBack([alice, bob], since);
    const figures = await figuresIfCallStays(environment, [alice, bob]);
    machine.move(machine.address);
    return [atMost('media after the change', back === null ? null : back + inFlightMs, 10_000), ...figures];
  },
};

/** How long a weak network is observed after the app has shown its notice. */
const observedMs = 10_000;

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
    const hasNotice = (user: User) =>
      user.page
        .getByText(/Your connection is (weak|bad)/)
        .first()
        .isVisible();
    for (const { page } of [alice, bob]) await recordArrivals(page);
    const noticeShown = await timeUntil(async () => (await hasNotice(alice)) || hasNotice(bob), 40_000);
    await pause(observedMs);
    const { status } = await alice.readScreen();
    const silence = Math.max(
      ...(await Promise.all(
        [alice, bob].map(async ({ page }) => (await readArrivals(page)).longestSilenceMs),
      )),
    );
    stop(machine);
    return [
      atMost('quality notice', noticeShown, 40_000),
      atMost('longest time without sound', silence, 3_000),
      isTrue('no drop meanwhile', status === 'Connected', status),
      ...(await figuresIfCallStays(environment, [alice, bob])),
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
