import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { ClientFrame, Command, Event, ServerFrame } from '../../src/emulator/wire/protocol.ts';
import { sdpWith } from '../../src/emulator/testing/sdp.ts';

/** The clients of `signalling.ts`, in a process of their own: agents without media, in pairs that call each other. */
export interface Orders {
  readonly port: number;
  /** The last one floods, if one does. */
  readonly tokens: readonly { readonly oid: string; readonly token: string }[];
  readonly callsPerSecond: number;
  readonly seconds: number;
  readonly flood: boolean;
}

export interface Report {
  /** Milliseconds from a command to what comes of it, by step. */
  readonly times: Readonly<Record<string, number[]>>;
  readonly connected: number;
  readonly calls: number;
  readonly failed: number;
  /** With what the flooder was closed, each time. */
  readonly closes: number[];
}

const state = { muted: false, video: false, screen: false, hold: false };
const origin = 'http://localhost:5173';
/** A call that stands goes on for so long. */
const talk = 1_000;
const patience = 5_000;

/** A description as long as a browser's. */
const sdp = sdpWith(...Array.from({ length: 120 }, (_, index) => `a=rtpmap:${index} codec/48000/2`));

class Client {
  readonly oid: string;
  readonly socket: WebSocket;
  private n = 0;
  private got = 0;
  private readonly waiting = new Set<{ test: (event: Event) => boolean; done: (event: Event) => void }>();

  constructor(oid: string, port: number) {
    this.oid = oid;
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/signalling`, { origin, perMessageDeflate: false });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString('utf8')) as ServerFrame;
      if (frame.t !== 'event') return;
      this.got = frame.n;
      for (const one of this.waiting) if (one.test(frame.event)) one.done(frame.event);
    });
  }

  async signIn(token: string): Promise<void> {
    await new Promise((done) => this.socket.once('open', done));
    const welcome = new Promise((done) => this.socket.once('message', done));
    this.send({ t: 'hello', token });
    await welcome;
    setInterval(() => this.send({ t: 'ping', got: this.got }), 4_000).unref();
  }

  send(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  command(command: Command): void {
    this.n += 1;
    this.send({ t: 'command', n: this.n, command });
  }

  event(test: (event: Event) => boolean): Promise<Event> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('never came')), patience);
      const one = {
        test,
        done: (event: Event) => {
          clearTimeout(timer);
          this.waiting.delete(one);
          resolve(event);
        },
      };
      this.waiting.add(one);
    });
  }
}

const times: Record<string, number[]> = {};

/** @returns what came of a command, timed. */
async function timed(
  step: string,
  at: Client,
  test: (event: Event) => boolean,
  go: () => void,
): Promise<void> {
  const arrived = at.event(test);
  const before = performance.now();
  go();
  await arrived;
  (times[step] ??= []).push(performance.now() - before);
}

/** Rings, answers, signals as much as two browsers do, talks, hangs up. */
async function call(a: Client, b: Client): Promise<void> {
  const [call, self, participant] = [randomUUID(), randomUUID(), randomUUID()];
  const here = (t: Event['t']) => (event: Event) => event.call === call && event.t === t;
  await timed('ring', b, here('incoming'), () =>
    a.command({ t: 'start', call, self, to: [{ participant, id: `8:orgid:${b.oid}` }], state }),
  );
  const joined = (event: Event) =>
    event.call === call && event.t === 'participant' && event.entry.presence === 'Joined';
  await timed('answer', a, joined, () => b.command({ t: 'accept', call, state }));
  await timed('offer', b, here('signal'), () =>
    a.command({ t: 'signal', call, to: participant, signal: { description: { type: 'offer', sdp } } }),
  );
  await timed('description', a, here('signal'), () =>
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
  await new Promise((done) => setTimeout(done, talk));
  await timed('end', b, here('ended'), () => a.command({ t: 'leave', call, everyone: false }));
}

/** Sends as fast as it can until it is closed, and comes back. */
async function flood({ port, tokens }: Orders, until: number): Promise<number[]> {
  const closes: number[] = [];
  const { oid = '', token = '' } = tokens.at(-1) ?? {};
  while (performance.now() < until) {
    const client = new Client(oid, port);
    const closed = new Promise<number>((done) => client.socket.once('close', done));
    await Promise.race([client.signIn(token), closed]);
    while (client.socket.readyState === 1) {
      for (let sent = 0; sent < 100; sent += 1) client.send({ t: 'ping', got: 0 });
      // As fast as the network takes it, and no faster: what piles up in this process floods nobody.
      const full = client.socket.bufferedAmount > 64 * 1024;
      await new Promise((done) => (full ? setTimeout(done, 1) : setImmediate(done)));
    }
    closes.push(await closed);
  }
  return closes;
}

process.once('message', (message) => void run(message as Orders));
process.send?.('ready');

async function run(orders: Orders): Promise<void> {
  const { port, tokens, callsPerSecond, seconds } = orders;
  const clients = await Promise.all(
    // Whoever floods does nothing else.
    tokens.slice(0, orders.flood ? 0 : -1).map(async ({ oid, token }) => {
      const client = new Client(oid, port);
      await client.signIn(token);
      return client;
    }),
  );
  const pairs = clients.length / 2;
  const started = performance.now();
  const flooding = orders.flood ? flood(orders, started + seconds * 1_000) : Promise.resolve([]);
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
    failed: done.filter((well) => !well).length,
    closes: await flooding,
  };
  for (const { socket } of clients) socket.close(1001);
  process.send?.(report);
}
