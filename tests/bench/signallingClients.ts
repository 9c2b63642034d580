import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { ClientFrame, Command, SignallingEvent, ServerFrame } from '../../src/emulator/wire/protocol.ts';
import { createSdp } from '../../src/emulator/testing/sdp.ts';

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
export interface Report {
  /** Maps each step of a call to the measured milliseconds from a command to the event that the command causes. */
  readonly times: Readonly<Record<string, number[]>>;
  /** The number of clients that were still connected at the end. */
  readonly connected: number;
  /** The number of calls, including those that failed. */
  readonly calls: number;
  /** The number of calls that failed. */
  readonly failed: number;
  /** The code with which the server closed each socket of the flooding client. */
  readonly closes: number[];
}

/** The media state of every client: it sends nothing but sound. */
const state = { muted: false, video: false, screen: false, hold: false };
const origin = 'http://localhost:5173';
const callDurationMs = 1_000;
const eventTimeoutMs = 5_000;
/** The number of ICE candidates that each side of a call sends: about as many as a browser sends. */
const candidatesPerSide = 5;

/** A session description that is as long as a browser's. */
const sdp = createSdp(...Array.from({ length: 120 }, (_, index) => `a=rtpmap:${index} codec/48000/2`));

class Client {
  readonly oid: string;
  readonly socket: WebSocket;
  private sentCommands = 0;
  private lastEvent = 0;
  private readonly waiters = new Set<{
    isAwaited: (event: SignallingEvent) => boolean;
    resolve: (event: SignallingEvent) => void;
  }>();

  constructor(oid: string, port: number) {
    this.oid = oid;
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/signalling`, { origin, perMessageDeflate: false });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString('utf8')) as ServerFrame;
      if (frame.t !== 'event') return;
      this.lastEvent = frame.n;
      for (const { isAwaited, resolve } of this.waiters) if (isAwaited(frame.event)) resolve(frame.event);
    });
  }

  async signIn(token: string): Promise<void> {
    await new Promise((resolve) => this.socket.once('open', resolve));
    const welcome = new Promise((resolve) => this.socket.once('message', resolve));
    this.send({ t: 'hello', token });
    await welcome;
    // A ping also acknowledges the events that have arrived.
    setInterval(() => this.send({ t: 'ping', got: this.lastEvent }), 4_000).unref();
  }

  send(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  sendCommand(command: Command): void {
    this.sentCommands += 1;
    this.send({ t: 'command', n: this.sentCommands, command });
  }

  /** Waits for an event. @throws an error if the event does not come within `eventTimeoutMs` */
  waitForEvent(isAwaited: (event: SignallingEvent) => boolean): Promise<SignallingEvent> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The event did not come.')), eventTimeoutMs);
      const waiter = {
        isAwaited,
        resolve: (event: SignallingEvent) => {
          clearTimeout(timer);
          this.waiters.delete(waiter);
          resolve(event);
        },
      };
      this.waiters.add(waiter);
    });
  }
}

const times: Record<string, number[]> = {};

/** Records how long it takes from a command until a client gets the event that the command causes. */
async function measureStep(
  step: string,
  receiver: Client,
  isAwaited: (event: SignallingEvent) => boolean,
  sendCommand: () => void,
): Promise<void> {
  const event = receiver.waitForEvent(isAwaited);
  const sentAt = performance.now();
  sendCommand();
  await event;
  (times[step] ??= []).push(performance.now() - sentAt);
}

/** Sets up a call with the negotiation of two browsers, waits, and hangs up. */
async function runCall(caller: Client, callee: Client): Promise<void> {
  // `self` and `participant` are the protocol's names for the participant ids of the caller and the callee.
  const [call, self, participant] = [randomUUID(), randomUUID(), randomUUID()];
  const isEvent = (t: SignallingEvent['t']) => (event: SignallingEvent) =>
    event.call === call && event.t === t;
  await measureStep('ring', callee, isEvent('incoming'), () =>
    caller.sendCommand({
      t: 'start',
      call,
      self,
      to: [{ participant, id: `8:orgid:${callee.oid}` }],
      state,
    }),
  );
  const hasJoined = (event: SignallingEvent) =>
    event.call === call && event.t === 'participant' && event.entry.presence === 'Joined';
  await measureStep('answer', caller, hasJoined, () => callee.sendCommand({ t: 'accept', call, state }));
  await measureStep('offer', callee, isEvent('signal'), () =>
    caller.sendCommand({
      t: 'signal',
      call,
      to: participant,
      signal: { description: { type: 'offer', sdp } },
    }),
  );
  await measureStep('description', caller, isEvent('signal'), () =>
    callee.sendCommand({ t: 'signal', call, to: self, signal: { description: { type: 'answer', sdp } } }),
  );
  for (const [sender, to] of [
    [caller, participant],
    [callee, self],
  ] as const) {
    for (let index = 0; index < candidatesPerSide; index += 1) {
      const candidate = `candidate:${index} 1 udp 2122 192.168.2.1 5000 typ host`;
      const signal = { candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null } };
      sender.sendCommand({ t: 'signal', call, to, signal });
    }
  }
  await new Promise((resolve) => setTimeout(resolve, callDurationMs));
  await measureStep('end', callee, isEvent('ended'), () =>
    caller.sendCommand({ t: 'leave', call, everyone: false }),
  );
}

/**
 * Sends pings as fast as possible until the server closes the socket, then connects again, and so on.
 * @param endsAt the end of the flood, on the clock of `performance.now()`
 * @returns the code with which the server closed each socket
 */
async function floodServer({ port, tokens }: Assignment, endsAt: number): Promise<number[]> {
  const closes: number[] = [];
  const { oid = '', token = '' } = tokens.at(-1) ?? {};
  while (performance.now() < endsAt) {
    const client = new Client(oid, port);
    const closeCode = new Promise<number>((resolve) => client.socket.once('close', resolve));
    await Promise.race([client.signIn(token), closeCode]);
    while (client.socket.readyState === WebSocket.OPEN) {
      for (let sent = 0; sent < 100; sent += 1) client.send({ t: 'ping', got: 0 });
      // A flood must reach the server. If too many frames wait in this process, the loop waits until the network takes them.
      const isBufferFull = client.socket.bufferedAmount > 64 * 1024;
      await new Promise((resolve) => (isBufferFull ? setTimeout(resolve, 1) : setImmediate(resolve)));
    }
    closes.push(await closeCode);
  }
  return closes;
}

process.once('message', (message) => void runAssignment(message as Assignment));
process.send?.('ready');

async function runAssignment(assignment: Assignment): Promise<void> {
  const { port, tokens, callsPerSecond, seconds } = assignment;
  const clients = await Promise.all(
    // A flooding process has no other clients.
    tokens.slice(0, assignment.flood ? 0 : -1).map(async ({ oid, token }) => {
      const client = new Client(oid, port);
      await client.signIn(token);
      return client;
    }),
  );
  const pairCount = clients.length / 2;
  const startedAt = performance.now();
  const floodCloses = assignment.flood ? floodServer(assignment, startedAt + seconds * 1_000) : [];
  /** For each call, whether it succeeded. */
  const calls: Promise<boolean>[] = [];
  for (let index = 0; index < callsPerSecond * seconds; index += 1) {
    const waitMs = startedAt + (index * 1_000) / callsPerSecond - performance.now();
    if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const caller = clients[index % pairCount];
    const callee = clients[(index % pairCount) + pairCount];
    if (!caller || !callee) throw new Error('too few agents');
    calls.push(
      runCall(caller, callee).then(
        () => true,
        () => false,
      ),
    );
  }
  const results = await Promise.all(calls);
  const report: Report = {
    times,
    connected: clients.filter(({ socket }) => socket.readyState === WebSocket.OPEN).length,
    calls: results.length,
    failed: results.filter((hasSucceeded) => !hasSucceeded).length,
    closes: await floodCloses,
  };
  for (const { socket } of clients) socket.close(1001);
  process.send?.(report);
}
