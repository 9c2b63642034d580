import { setTimeout as pause } from 'node:timers/promises';
import { dismissEndedCall, endedCallNotice, incomingCallDialog } from '../../support/app/appTest.ts';
import type { User } from '../../support/app/user.ts';
import { emulatorPort } from '../../support/system.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';
import { readObservations, restartObservation, waitForObservation } from './arrivals.ts';
import { waitUntilConnected, type FaultEnvironment } from './faultEnvironment.ts';
import {
  explainMissingNamespaces,
  explainMissingPacketFilter,
  explainMissingRateLimit,
  type Machine,
} from './networkNamespaces.ts';
import {
  checkCallThenHangUp,
  createTimeResult,
  createYesNoResult,
  hangUpAndCheck,
  waitForScreen,
  type Row,
} from './row.ts';

/** Milliseconds that a row waits for sound and video before it fails. */
const mediaTimeoutMs = 60_000;
/** Milliseconds of an outage that ends the call, because a call without a connection ends after two minutes. */
const longOutageMs = 130_000;

const getFirstMachine = ({ network }: FaultEnvironment): Machine => {
  const [machine] = network?.machines ?? [];
  if (!machine) throw new Error('This system has no emulated networks.');
  return machine;
};

/** @returns milliseconds from `since` until sound and video arrived at all users; `null` when they did not. */
async function waitForMedia(users: readonly User[], since: number): Promise<number | null> {
  let lastArrivedAt = 0;
  for (const { page } of users) {
    const arrivedAfterMs = await measureTimeUntil(async () => {
      const { audioAt, videoAt } = await readObservations(page);
      return audioAt > since && videoAt > since;
    }, mediaTimeoutMs);
    if (arrivedAfterMs === null) return null;
    lastArrivedAt = Math.max(lastArrivedAt, Date.now());
  }
  return lastArrivedAt - since;
}

/** @param mediaLimitMs how long sound and video may take to come back */
const createLinkDownRow = (seconds: number, mediaLimitMs: number): Row => ({
  fault: `link down for ${seconds} s`,
  findReasonToSkip: explainMissingNamespaces,
  async run(environment) {
    const machine = getFirstMachine(environment);
    const { alice, bob } = await environment.connectVideoCall();
    machine.setCable(false);
    // The row reads the screen 4 s into the outage. If the outage is shorter, the row reads the screen half a second before
    // its end.
    const untilReadMs = Math.min(seconds * 1000 - 500, 4_000);
    await pause(untilReadMs);
    const screenDuringOutage = await alice.readScreen();
    await pause(seconds * 1000 - untilReadMs);
    const linkBackAt = Date.now();
    machine.setCable(true);
    const mediaBackAfterMs = await waitForMedia([alice, bob], linkBackAt);
    const { offlineAt, reconnectingAt } = await readObservations(alice.page);
    return [
      createTimeResult(
        'time from offline until “Reconnecting…”',
        reconnectingAt > 0 ? reconnectingAt - offlineAt : null,
        1_000,
      ),
      createYesNoResult(
        'the user can hang up during the outage',
        screenDuringOutage.canHangUp === true,
        screenDuringOutage.status,
      ),
      createTimeResult('time until sound and video are back', mediaBackAfterMs, mediaLimitMs),
      ...(await checkCallThenHangUp(environment, [alice, bob])),
    ];
  },
});

const linkDownUntilCallEndsRow: Row = {
  fault: 'link down for 130 s, so that the call ends',
  findReasonToSkip: explainMissingNamespaces,
  async run(environment) {
    const machine = getFirstMachine(environment);
    const { alice, bob } = await environment.connectVideoCall();
    const linkLostAt = Date.now();
    machine.setCable(false);
    const whenEnded = [alice, bob].map((user) =>
      waitForScreen(user, ({ shows }) => shows === 'ended', longOutageMs + 15_000, linkLostAt),
    );
    await pause(longOutageMs);
    machine.setCable(true);
    const [aliceEndMs = null, bobEndMs = null] = await Promise.all(whenEnded);
    const isLossNamed = await endedCallNotice(alice.page, 'The connection was lost').isVisible();
    const closingResults = await hangUpAndCheck(environment, [alice, bob]);
    const callAgainButton = alice.page.getByRole('button', { name: 'Call back' });
    const isCallAgainOffered = await callAgainButton.isVisible();
    await dismissEndedCall(bob.page);
    // Alice can call only after her agent has connected again.
    const reconnectedAfterMs = await measureTimeUntil(
      async () =>
        (await environment.emulator.listAgents()).some(
          ({ user, connected: isConnected }) => user === alice.upn && isConnected,
        ),
      30_000,
    );
    if (reconnectedAfterMs === null) throw new Error('Alice’s agent did not connect again.');
    await callAgainButton.click();
    await incomingCallDialog(bob.page)
      .getByRole('button', { name: 'Accept', exact: true })
      .click({ timeout: 20_000 });
    await waitUntilConnected(alice.page);
    return [
      createTimeResult('time until the user without a link sees the end', aliceEndMs, longOutageMs + 15_000),
      createTimeResult('time until the other user sees the end', bobEndMs, longOutageMs + 15_000),
      createYesNoResult('the app says that the connection was lost', isLossNamed),
      ...closingResults,
      createYesNoResult('“Call back” calls again', isCallAgainOffered),
    ];
  },
};

/** Milliseconds for which packets from the old address may still arrive after a change of the address. */
const inFlightMs = 500;

const addressChangeRow: Row = {
  fault: 'address change of one machine',
  findReasonToSkip: explainMissingNamespaces,
  async run(environment) {
    const machine = getFirstMachine(environment);
    const { alice, bob } = await environment.connectVideoCall();
    machine.changeAddress(machine.otherAddress);
    await pause(inFlightMs);
    const mediaBackAfterMs = await waitForMedia([alice, bob], Date.now());
    const results = await checkCallThenHangUp(environment, [alice, bob]);
    machine.changeAddress(machine.address);
    return [
      createTimeResult(
        'time until sound and video are back',
        mediaBackAfterMs === null ? null : mediaBackAfterMs + inFlightMs,
        10_000,
      ),
      ...results,
    ];
  },
};

/** Milliseconds for which a row keeps the network weak after the app has shown its notice. */
const observationMs = 10_000;

/**
 * Creates a row in which Alice's network is weak between `weaken` and `restore`.
 * @param findReasonToSkip why this machine cannot weaken the network; `null` when it can
 */
const createWeakNetworkRow = (
  fault: string,
  findReasonToSkip: () => string | null,
  weaken: (machine: Machine) => void,
  restore: (machine: Machine) => void,
): Row => ({
  fault,
  findReasonToSkip: () => explainMissingNamespaces() ?? findReasonToSkip(),
  async run(environment) {
    const machine = getFirstMachine(environment);
    const { alice, bob } = await environment.connectVideoCall();
    weaken(machine);
    const hasNotice = (user: User) =>
      user.page
        .getByText(/Your connection is (weak|bad)/)
        .first()
        .isVisible();
    for (const { page } of [alice, bob]) await restartObservation(page);
    const noticeAfterMs = await measureTimeUntil(
      async () => (await hasNotice(alice)) || hasNotice(bob),
      40_000,
    );
    await pause(observationMs);
    const { status } = await alice.readScreen();
    const silencesMs = await Promise.all(
      [alice, bob].map(async ({ page }) => (await readObservations(page)).longestSilenceMs),
    );
    restore(machine);
    return [
      createTimeResult('time until the app shows the notice of a weak connection', noticeAfterMs, 40_000),
      createTimeResult('longest time without sound', Math.max(...silencesMs), 3_000),
      createYesNoResult('the call goes on with the weak network', status === 'Connected', status),
      ...(await checkCallThenHangUp(environment, [alice, bob])),
    ];
  },
});

const signallingHalfDeadRow: Row = {
  fault: 'signalling half dead: its socket stays open, but no packet arrives',
  findReasonToSkip: () => explainMissingNamespaces() ?? explainMissingPacketFilter(),
  async run(environment) {
    const machine = getFirstMachine(environment);
    const { alice, bob } = await environment.connectVideoCall();
    await restartObservation(alice.page);
    const blockedAt = Date.now();
    machine.blockPort(emulatorPort, true);
    const noticedAfterMs = await waitForObservation(alice.page, 'socketLostAt', blockedAt);
    const repairedAt = Date.now();
    machine.blockPort(emulatorPort, false);
    const backAfterMs = await waitForObservation(alice.page, 'socketBackAt', repairedAt);
    return [
      createTimeResult('time until the app notices', noticedAfterMs, 15_000),
      createTimeResult('time until the app is connected again', backAfterMs, 10_000),
      ...(await checkCallThenHangUp(environment, [alice, bob])),
    ];
  },
};

export const linkRows: readonly Row[] = [
  createLinkDownRow(3, 2_000),
  createLinkDownRow(10, 5_000),
  createLinkDownRow(60, 15_000),
  linkDownUntilCallEndsRow,
  addressChangeRow,
  signallingHalfDeadRow,
  createWeakNetworkRow(
    '20 % loss of packets',
    explainMissingPacketFilter,
    (machine) => machine.dropPackets(0.2),
    (machine) => machine.dropPackets(0),
  ),
  createWeakNetworkRow(
    '300 kbit/s in each direction',
    explainMissingRateLimit,
    (machine) => machine.limitRate(300),
    (machine) => machine.limitRate(null),
  ),
];
