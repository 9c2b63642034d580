import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { ClientFrame, Command, Event, ServerFrame } from '../wire/protocol.ts';
import { acceptedOrigin } from '../http/origins.ts';
import { findPerson } from '../core/seed.ts';
import { createSignalling, type SignallingDeps } from '../signalling/signalling.ts';

/** Starts signalling on a port of its own. A token is an object id, or `<object id> <lifetime in milliseconds>`. */
export async function startSignalling(deps: Partial<SignallingDeps> = {}) {
  const signalling = createSignalling({
    verify: async (token) => {
      const [oid = '', lasts = '3600000'] = token.split(' ');
      const person = findPerson(oid);
      return person ? { oid, tid: person.tid, expiresOn: new Date(Date.now() + Number(lasts)) } : null;
    },
    findPerson,
    origins: acceptedOrigin,
    ...deps,
  });
  const server = createServer();
  server.on('upgrade', signalling.upgrade);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    ...signalling,
    url: `ws://127.0.0.1:${port}/signalling`,
    async stop() {
      await signalling.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** A test client: a socket of one user that sends and records frames. */
export class TestClient {
  readonly socket: WebSocket;
  readonly frames: ServerFrame[] = [];
  readonly closed: Promise<number>;
  private n = 0;
  private readonly waiting = new Set<() => void>();

  constructor(url: string, origin = 'http://localhost:5173') {
    this.socket = new WebSocket(url, { origin });
    this.socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString('utf8')) as ServerFrame);
      for (const wake of this.waiting) wake();
    });
    this.closed = new Promise((done) => this.socket.on('close', done));
    this.socket.on('error', () => undefined);
  }

  /** Connects as a user, and waits for the welcome. */
  static async connect(
    url: string,
    token: string,
    resume?: { endpoint: string; secret: string; got: number },
  ) {
    const client = new TestClient(url);
    await new Promise((done) => client.socket.once('open', done));
    client.send({ t: 'hello', token, ...(resume ? { resume } : {}) });
    const welcome = await client.wait(({ frames }) => frames.find((frame) => frame.t === 'welcome'));
    return Object.assign(client, { welcome });
  }

  send(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  command(command: Command): void {
    this.n += 1;
    this.send({ t: 'command', n: this.n, command });
  }

  get events(): Event[] {
    return this.frames.flatMap((frame) => (frame.t === 'event' ? [frame.event] : []));
  }

  event<T extends Event['t']>(t: T, test: (event: Extract<Event, { t: T }>) => boolean = () => true) {
    return this.wait(({ events }) =>
      events.find((event): event is Extract<Event, { t: T }> => event.t === t && test(event as never)),
    );
  }

  /** Waits for what `find` returns. @throws Error after ten seconds. */
  wait<T>(find: (client: TestClient) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`never came; there was ${JSON.stringify(this.frames)}`));
      }, 10_000);
      const look = () => {
        const found = find(this);
        if (found === undefined) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(found);
      };
      this.waiting.add(look);
      look();
    });
  }
}

export const defaultState = { muted: false, video: false, screen: false, hold: false };

/** @returns a command that starts a call, and its ids. @param ids object ids or raw ids of the callees. */
export function newCallTo(...ids: string[]) {
  const call = randomUUID();
  const self = randomUUID();
  const to = ids.map((id) => ({ participant: randomUUID(), id: /^\d:/.test(id) ? id : `8:orgid:${id}` }));
  return { call, self, to, command: { t: 'start', call, self, to, state: defaultState } satisfies Command };
}
