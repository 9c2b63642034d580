import { WebSocket } from 'ws';
import { createSdp } from '../../src/emulator/testing/sdp.ts';
import { createStartCommand, defaultState, TestClient } from '../../src/emulator/testing/testClient.ts';
import type { Command } from '../../src/emulator/wire/command.ts';

/**
 * Tells the client process what to do. Its clients are agents without media, in pairs that call each other. They send the
 * frames of the emulator's signalling protocol.
 */
export interface Assignment {
  readonly port: number;
  /** The object id and the ACS token of each client. The last client takes part only in a flood. */
  readonly tokens: readonly { readonly oid: string; readonly token: string }[];
  readonly callsPerSecond: number;
  readonly seconds: number;
  /** Whether only the last client runs, and floods the server. */
  readonly flood: boolean;
}

/** What the client process has measured. */
export type Report = Awaited<ReturnType<typeof runAssignment>>;

const callDurationMs = 1_000;
/** The number of ICE candidates that each side of a call sends: about as many as a browser sends. */
const candidatesPerSide = 5;

/** A session description that is as long as a browser's. */
const sdp = createSdp(...Array.from({ length: 120 }, (_, index) => `a=rtpmap:${index} codec/48000/2`));

const createUrl = (port: number): string => `ws://127.0.0.1:${port}/signalling`;

/** Signs a client in, which from then on acknowledges the events that have arrived. */
async function connectClient(port: number, oid: string, token: string) {
  const client = await TestClient.connect(createUrl(port), token);
  setInterval(() => {
    const lastEvent = client.frames.findLast((frame) => frame.t === 'event');
    client.sendFrame({ t: 'ping', got: lastEvent?.n ?? 0 });
  }, 4_000).unref();
  return Object.assign(client, { oid });
}
type Client = Awaited<ReturnType<typeof connectClient>>;

/** Maps each step of a call to the measured milliseconds from a command to the event that the command causes. */
const times: Record<string, number[]> = {};

/** Records how long it takes from a command until a client gets the event of the call that the command causes. */
async function measureStep(
  step: string,
  sender: Client,
  command: Command,
  event: Promise<unknown>,
): Promise<void> {
  const sentAt = performance.now();
  sender.sendCommand(command);
  await event;
  (times[step] ??= []).push(performance.now() - sentAt);
}

/** Sets up a call with the negotiation of two browsers, waits, and hangs up. */
async function runCall(caller: Client, callee: Client): Promise<void> {
  const { command, call, self: callerId, to } = createStartCommand(callee.oid);
  const calleeId = to[0]?.participant ?? '';
  const isOfCall = (event: { call: string }) => event.call === call;
  await measureStep('ring', caller, command, callee.waitForEvent('incoming', isOfCall));
  await measureStep(
    'answer',
    callee,
    { t: 'accept', call, state: defaultState },
    caller.waitForEvent('participant', (event) => isOfCall(event) && event.entry.presence === 'Joined'),
  );
  const sdpFor = (to: string, type: 'offer' | 'answer') =>
    ({ t: 'signal', call, to, signal: { description: { type, sdp } } }) as const;
  await measureStep('offer', caller, sdpFor(calleeId, 'offer'), callee.waitForEvent('signal', isOfCall));
  await measureStep(
    'description',
    callee,
    sdpFor(callerId, 'answer'),
    caller.waitForEvent('signal', isOfCall),
  );
  for (const [sender, receiverId] of [
    [caller, calleeId],
    [callee, callerId],
  ] as const) {
    for (let index = 0; index < candidatesPerSide; index += 1) {
      const candidate = `candidate:${index} 1 udp 2122 192.168.2.1 5000 typ host`;
      const signal = { candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null } };
      sender.sendCommand({ t: 'signal', call, to: receiverId, signal });
    }
  }
  await new Promise((resolve) => setTimeout(resolve, callDurationMs));
  const leave = { t: 'leave', call, everyone: false } as const;
  await measureStep('end', caller, leave, callee.waitForEvent('ended', isOfCall));
}

/** Sends pings as fast as possible, and connects again whenever the server closes the socket. @returns the close codes */
async function floodServer({ port, tokens }: Assignment, endsAt: number): Promise<number[]> {
  const closes: number[] = [];
  const { token = '' } = tokens.at(-1) ?? {};
  while (performance.now() < endsAt) {
    const client = new TestClient(createUrl(port));
    await new Promise((resolve) => client.socket.once('open', resolve));
    client.sendFrame({ t: 'hello', token });
    await Promise.race([client.waitFor(({ frames }) => frames[0]), client.closeCode]);
    while (client.socket.readyState === WebSocket.OPEN) {
      for (let sent = 0; sent < 100; sent += 1) client.sendFrame({ t: 'ping', got: 0 });
      // A flood must reach the server. If too many frames wait in this process, the loop waits until the network takes them.
      const isBufferFull = client.socket.bufferedAmount > 64 * 1024;
      await new Promise((resolve) => (isBufferFull ? setTimeout(resolve, 1) : setImmediate(resolve)));
    }
    closes.push(await client.closeCode);
  }
  return closes;
}

process.once(
  'message',
  (message) => void runAssignment(message as Assignment).then((report) => process.send?.(report)),
);
process.send?.('ready');

async function runAssignment(assignment: Assignment) {
  const { port, tokens, callsPerSecond, seconds } = assignment;
  const clients = await Promise.all(
    // A flooding process has no other clients.
    tokens.slice(0, assignment.flood ? 0 : -1).map(({ oid, token }) => connectClient(port, oid, token)),
  );
  const pairCount = clients.length / 2;
  const startedAt = performance.now();
  const floodCloses = assignment.flood ? floodServer(assignment, startedAt + seconds * 1_000) : [];
  let failed = 0;
  const calls: Promise<void>[] = [];
  for (let index = 0; index < callsPerSecond * seconds; index += 1) {
    const waitMs = startedAt + (index * 1_000) / callsPerSecond - performance.now();
    if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const caller = clients[index % pairCount];
    const callee = clients[(index % pairCount) + pairCount];
    if (!caller || !callee) throw new Error('too few agents');
    calls.push(runCall(caller, callee).catch(() => void (failed += 1)));
  }
  await Promise.all(calls);
  const report = {
    times,
    /** The number of clients that were still connected at the end. */
    connected: clients.filter(({ socket }) => socket.readyState === WebSocket.OPEN).length,
    /** The number of calls, including those that failed. */
    calls: calls.length,
    failed,
    /** The code with which the server closed each socket of the flooding client. */
    closes: await floodCloses,
  };
  for (const { socket } of clients) socket.close(1001);
  return report;
}
