import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { ClientFrame, Command, Event, ServerFrame } from '../../src/emulator/wire/protocol.ts';
import { sdpWith } from '../../src/emulator/testing/sdp.ts';

/** What the client process of `signalling.ts` does. Its clients are agents without media, in pairs that call each other. */
export interface Assignment {
  readonly port: number;
  /** One for each client. The last client takes part only in a flood. */
  readonly tokens: readonly { readonly oid: string; readonly token: string }[];
  readonly callsPerSecond: number;
  readonly seconds: number;
  /** Whether the last client floods the server. The others are then left out. */
  readonly flood: boolean;
}

export interface Report {
  /** Milliseconds from a command to the event that it causes, by step of a call. */
  readonly times: Readonly<Record<string, number[]>>;
  readonly connected: number;
  readonly calls: number;
  readonly failed: number;
  /** The code with which the server closed each socket of the flooding client. */
  readonly closes: number[];
}

const state = { muted: false, video: false, screen: false, hold: false };
const origin = 'http://localhost:5173';
const callDurationMs = 1_000;
const eventTimeoutMs = 5_000;

/** A session description as long as a browser's. */
const sdp = sdpWith(...Array.from({ length: 120 }, (_, index) => `a=rtpmap:${index} codec/48000/2`));

class Client {
  readonly oid: string;
  readonly socket: WebSocket;
  private sentCommands = 0;
  private lastEvent = 0;
  private readonly waiting = new Set<{ test: (event: Event) => boolean; done: (event: Event) => void }>();

  constructor(oid: string, port: number) {
    this.oid = oid;
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/signalling`, { origin, perMessageDeflate: false });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString('utf8')) as ServerFrame;
      if (frame.t !== 'event') return;
      this.lastEvent = frame.n;
      for (const { test, done } of this.waiting) if (test(frame.event)) done(frame.event);
    });
  }

  async signIn(token: string): Promise<void> {
    await new Promise((done) => this.socket.once('open', done));
    const welcome = new Promise((done) => this.socket.once('message', done));
    this.send({ t: 'hello', token });
    await welcome;
    setInterval(() => this.send({ t: 'ping', got: this.lastEvent }), 4_000).unref();
  }

  send(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  command(command: Command): void {
    this.sentCommands += 1;
    this.send({ t: 'command', n: this.sentCommands, command });
  }

  /** Waits for an event. @throws when it does not come in time. */
  waitForEvent(test: (event: Event) => boolean): Promise<Event> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The event did not come.')), eventTimeoutMs);
      const waiter = {
        test,
        done: (event: Event) => {
          clearTimeout(timer);
          this.waiting.delete(waiter);
          resolve(event);
        },
      };
      this.waiting.add(waiter);
    });
  }
}

const times: Record<string, number[]> = {};

/** Records how long it takes from a command until a client gets the event that the command causes. */
async function measureStep(
  step: string,
  receiver: Client,
  test: (event: Event) => boolean,
  sendCommand: () => void,
): Promise<void> {
  const arrived = receiver.waitForEvent(test);
  const before = performance.now();
  sendCommand();
  await arrived;
  (times[step] ??= []).push(performance.now() - before);
}

/** Sets up a call with the negotiation of two browsers, waits, and hangs up. */
async function call(a: Client, b: Client): Promise<void> {
  const [call, self, participant] = [randomUUID(), randomUUID(), randomUUID()];
  const isEvent = (t: Event['t']) => (event: Event) => event.call === call && event.t === t;
  await measureStep('ring', b, isEvent('incoming'), () =>
    a.command({ t: 'start', call, self, to: [{ participant, id: `8:orgid:${b.oid}` }], state }),
  );
  const joined = (event: Event) =>
    event.call === call && event.t === 'participant' && event.entry.presence === 'Joined';
  await measureStep('answer', a, joined, () => b.command({ t: 'accept', call, state }));
  await measureStep('offer', b, isEvent('signal'), () =>
    a.command({ t: 'signal', call, to: participant, signal: { description: { type: 'offer', sdp } } }),
  );
  await measureStep('description', a, isEvent('signal'), () =>
    b.command({ t: 'signal', call, to: self, signal: { description: { type: 'answer', sdp } } }),
  );
  for (const [from, to] of [
    [a, participant],
    [b, self],
  ] as const) {
    for (let index = 0; index < 5; index += 1) {
      const candidate = `candidate:${index} 1 udp 2122 192.168.2.1 5000 typ host`;
      const signal = { candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null } };
      from.command({ t: 'signal', call, to, signal });
    }
  }
  await new Promise((done) => setTimeout(done, callDurationMs));
  await measureStep('end', b, isEvent('ended'), () => a.command({ t: 'leave', call, everyone: false }));
}

/** Sends as fast as possible until the server closes the socket, and connects again. */
async function flood({ port, tokens }: Assignment, until: number): Promise<number[]> {
  const closes: number[] = [];
  const { oid = '', token = '' } = tokens.at(-1) ?? {};
  while (performance.now() < until) {
    const client = new Client(oid, port);
    const closed = new Promise<number>((done) => client.socket.once('close', done));
    await Promise.race([client.signIn(token), closed]);
    while (client.socket.readyState === 1) {
      for (let sent = 0; sent < 100; sent += 1) client.send({ t: 'ping', got: 0 });
      // Frames that wait in this process do not reach the server, so it waits until the network has taken them.
      const full = client.socket.bufferedAmount > 64 * 1024;
      await new Promise((done) => (full ? setTimeout(done, 1) : setImmediate(done)));
    }
    closes.push(await closed);
  }
  return closes;
}

process.once('message', (message) => void run(message as Assignment));
process.send?.('ready');

async function run(assignment: Assignment): Promise<void> {
  const { port, tokens, callsPerSecond, seconds } = assignment;
  const clients = await Promise.all(
    // A flooding process has no other clients.
    tokens.slice(0, assignment.flood ? 0 : -1).map(async ({ oid, token }) => {
      const client = new Client(oid, port);
      await client.signIn(token);
      return client;
    }),
  );
  const pairs = clients.length / 2;
  const started = performance.now();
  const flooding = assignment.flood ? flood(assignment, started + seconds * 1_000) : Promise.resolve([]);
  const all: Promise<boolean>[] = [];
  for (let index = 0; index < callsPerSecond * seconds; index += 1) {
    const wait = started + (index * 1_000) / callsPerSecond - performance.now();
    if (wait > 1) await new Promise((done) => setTimeout(done, wait));
    const [a, b] = [clients[index % pairs], clients[(index % pairs) + pairs]];
    if (!a || !b) throw new Error('too few agents');
    all.push(
      call(a, b).then(
        () => true,
        () => false,
      ),
    );
  }
  const done = await Promise.all(all);
  const report: Report = {
    times,
    connected: clients.filter(({ socket }) => socket.readyState === 1).length,
    calls: done.length,
    failed: done.filter((succeeded) => !succeeded).length,
    closes: await flooding,
  };
  for (const { socket } of clients) socket.close(1001);
  process.send?.(report);
}
