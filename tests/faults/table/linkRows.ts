import { setTimeout as pause } from 'node:timers/promises';
import { dismissEndedCall, endedCallNotice, incomingCallDialog } from '../../support/app/appTest.ts';
import type { User } from '../../support/app/user.ts';
import { emulatorPort } from '../../support/system.ts';
import { measureTimeUntil } from '../../support/measureTimeUntil.ts';
import { readObservations, restartObservation, waitForObservation } from './arrivals.ts';
import { waitUntilConnected, type FaultEnvironment } from './faultEnvironment.ts';
import { explainMissingNamespaces, explainMissingPacketFilter, type Machine } from './networkNamespaces.ts';
import {
  checkCallThenHangUp,
  createTimeResult,
  createYesNoResult,
  hangUpAndCheck,
  waitForScreen,
  type Row,
  type RowResult,
} from './row.ts';

/** Milliseconds that a row waits for sound and video before it fails. */
const mediaTimeoutMs = 60_000;
/** Milliseconds of an outage that ends the call, because a call without a connection ends after two minutes. */
const longOutageMs = 130_000;

/** What a row about a link works with: Alice and Bob in a video call, and the emulated machine of Alice. */
interface LinkContext {
  readonly environment: FaultEnvironment;
  readonly machine: Machine;
  readonly alice: User;
  readonly bob: User;
}

/** @param findReasonToSkip why this machine cannot produce the fault although it can emulate networks; `null` when it can */
const createLinkRow = (
  fault: string,
  run: (context: LinkContext) => Promise<RowResult[]>,
  findReasonToSkip: () => string | null = () => null,
): Row => ({
  fault,
  findReasonToSkip: () => explainMissingNamespaces() ?? findReasonToSkip(),
  async run(environment) {
    const [machine] = environment.network?.machines ?? [];
    if (!machine) throw new Error('This system has no emulated networks.');
    return run({ environment, machine, ...(await environment.connectVideoCall()) });
  },
});

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
const createLinkDownRow = (seconds: number, mediaLimitMs: number): Row =>
  createLinkRow(`link down for ${seconds} s`, async ({ environment, machine, alice, bob }) => {
    machine.setCable(false);
    // The row reads the screen 4 s into the outage. If the outage is shorter, the row reads the screen half a second before
    // its end.
    const untilReadMs = Math.min(seconds * 1000 - 500, 4_000);
    await pause(untilReadMs);
    const { canHangUp, status } = await alice.readScreen();
    await pause(seconds * 1000 - untilReadMs);
    const linkBackAt = Date.now();
    machine.setCable(true);
    const mediaBackAfterMs = await waitForMedia([alice, bob], linkBackAt);
    const { offlineAt, reconnectingAt } = await readObservations(alice.page);
    const saidAfterMs = reconnectingAt > 0 ? reconnectingAt - offlineAt : null;
    return [
      createTimeResult('time from offline until “Reconnecting…”', saidAfterMs, 1_000),
      createYesNoResult('the user can hang up during the outage', canHangUp === true, status),
      createTimeResult('time until sound and video are back', mediaBackAfterMs, mediaLimitMs),
      ...(await checkCallThenHangUp(environment, [alice, bob])),
    ];
  });

const linkDownUntilCallEndsRow = createLinkRow(
  'link down for 130 s, so that the call ends',
  async ({ environment, machine, alice, bob }) => {
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
    const reconnectedAfterMs = await measureTimeUntil(async () => {
      const agents = await environment.emulator.listAgents();
      return agents.some(({ user, connected }) => user === alice.upn && connected);
    }, 30_000);
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
);

/** Milliseconds for which packets from the old address may still arrive after a change of the address. */
const inFlightMs = 500;

const addressChangeRow = createLinkRow(
  'address change of one machine',
  async ({ environment, machine, alice, bob }) => {
    const changedAt = Date.now();
    machine.changeAddress(machine.otherAddress);
    await pause(inFlightMs);
    const mediaBackAfterMs = await waitForMedia([alice, bob], changedAt + inFlightMs);
    const results = await checkCallThenHangUp(environment, [alice, bob]);
    machine.changeAddress(machine.address);
    return [createTimeResult('time until sound and video are back', mediaBackAfterMs, 10_000), ...results];
  },
);

const signallingHalfDeadRow = createLinkRow(
  'signalling half dead: its socket stays open, but no packet arrives',
  async ({ environment, machine, alice, bob }) => {
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
  explainMissingPacketFilter,
);

export const linkRows: readonly Row[] = [
  createLinkDownRow(3, 2_000),
  createLinkDownRow(10, 5_000),
  createLinkDownRow(60, 15_000),
  linkDownUntilCallEndsRow,
  addressChangeRow,
  signallingHalfDeadRow,
];
