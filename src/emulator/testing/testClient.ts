import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import { WebSocket } from 'ws';
import { createClock, type Clock } from '../core/clock.ts';
import { createConditionStore, type ConditionStore } from '../core/conditionStore.ts';
import type {
  CallPresence,
  ClientFrame,
  Command,
  EventOf,
  SignallingEvent,
  ServerFrame,
} from '../wire/protocol.ts';
import { isLocalOrigin } from '../http/access.ts';
import { directory, findPerson } from './directory.ts';
import { createSignalling, type SignallingDeps } from '../signalling/signalling.ts';

/**
 * Starts a signalling server on a free port. As a token, the server accepts an object id,
 * `<object id> <lifetime in milliseconds>`, or `<object id> <lifetime in milliseconds> <id of the ACS resource>`.
 */
export async function startSignalling(deps: Partial<SignallingDeps> = {}) {
  const signalling = createSignalling({
    verifyToken: async (token) => {
      const [oid = '', lifetimeMs = '3600000', resourceId = 'first'] = token.split(' ');
      const person = findPerson(oid);
      const expiresOn = new Date(Date.now() + Number(lifetimeMs));
      return person ? { oid, rawId: `8:orgid:${oid}`, resourceId, expiresOn } : null;
    },
    directory,
    acceptsOrigin: isLocalOrigin,
    ...deps,
  });
  const server = createServer();
  server.on('upgrade', signalling.handleUpgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...signalling,
    url: `ws://127.0.0.1:${port}/signalling`,
    async stop() {
      await signalling.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @returns the object id of a person of Fabrikam. @param name the first name in lower case. */
export const oidOf = (name: string): string => findPerson(`${name}@fabrikam.example`)?.oid ?? '';

/** Starts a signalling server with conditions and a clock for each test of a file. */
export function setUpSignalling(deps: Partial<SignallingDeps> = {}) {
  let server: Awaited<ReturnType<typeof startSignalling>> & { conditions: ConditionStore; clock: Clock };
  beforeEach(async () => {
    const [conditions, clock] = [createConditionStore(), createClock()];
    server = { ...(await startSignalling({ conditions, clock, ...deps })), conditions, clock };
  });
  afterEach(() => server.stop());
  /** Connects a client for each person. @param names first names in lower case. */
  const connect = async <const Names extends readonly string[]>(...names: Names) => {
    const clients: ConnectedClient[] = [];
    for (const name of names) clients.push(await TestClient.connect(server.url, oidOf(name)));
    return clients as unknown as { [Index in keyof Names]: ConnectedClient };
  };
  return {
    server: () => server,
    connect,
    /** Opens a socket, without sending a frame. */
    openSocket: async () => {
      const client = new TestClient(server.url);
      await new Promise((resolve) => client.socket.once('open', resolve));
      return client;
    },
    /** Connects Alice, who calls, and Bob, who accepts. */
    connectCall: async () => {
      const [alice, bob] = await connect('alice', 'bob');
      const { command, call, self: aliceId, to } = createStartCommand(oidOf('bob'));
      alice.sendCommand(command);
      await bob.waitForEvent('incoming');
      bob.sendCommand({ t: 'accept', call, state: defaultState });
      await alice.waitForPresence('Joined');
      return { alice, bob, call, aliceId, bobId: to[0]?.participant ?? '' };
    },
  };
}

type ConnectedClient = Awaited<ReturnType<typeof TestClient.connect>>;

/** A test client of the signalling server: a test user's socket, which sends frames and records all that it receives. */
export class TestClient {
  readonly socket: WebSocket;
  /** All frames (WebSocket messages) that the client has received. */
  readonly frames: ServerFrame[] = [];
  /** Resolves to the close code when the socket closes. */
  readonly closeCode: Promise<number>;
  private lastCommandNumber = 0;
  /** For each `waitFor` that still waits: the function that runs after each received frame. */
  private readonly checks = new Set<() => void>();

  constructor(url: string, origin = 'http://localhost:5173') {
    this.socket = new WebSocket(url, { origin });
    this.socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString('utf8')) as ServerFrame);
      for (const check of this.checks) check();
    });
    this.closeCode = new Promise((resolve) => this.socket.on('close', resolve));
    // The event `close` follows an error.
    this.socket.on('error', () => undefined);
  }

  /** Connects as a test user, and waits for `welcome`. @param resume the former endpoint, whose calls and events come back. */
  static async connect(
    url: string,
    token: string,
    resume?: { endpoint: string; secret: string; got: number },
    name?: string,
  ) {
    const client = new TestClient(url);
    await new Promise((resolve) => client.socket.once('open', resolve));
    client.sendFrame({ t: 'hello', token, ...(resume && { resume }), ...(name !== undefined && { name }) });
    const welcome = await client.waitFor(({ frames }) => frames.find((frame) => frame.t === 'welcome'));
    return Object.assign(client, { welcome });
  }

  sendFrame(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  sendCommand(command: Command): void {
    this.lastCommandNumber += 1;
    this.sendFrame({ t: 'command', n: this.lastCommandNumber, command });
  }

  /** All events that the client has received, the oldest first. */
  get events(): SignallingEvent[] {
    return this.frames.flatMap((frame) => (frame.t === 'event' ? [frame.event] : []));
  }

  /**
   * Waits for an event of the type `t` for which `matches` returns `true`. The event may already have arrived.
   * @returns the first such event. @throws Error after ten seconds.
   */
  waitForEvent<T extends SignallingEvent['t']>(t: T, matches: (event: EventOf<T>) => boolean = () => true) {
    return this.waitFor(({ events }) =>
      events.find((event): event is EventOf<T> => event.t === t && matches(event as never)),
    );
  }

  /** Waits until a participant has this presence in the roster. @returns the event with the roster entry. */
  waitForPresence(presence: CallPresence) {
    return this.waitForEvent('participant', ({ entry }) => entry.presence === presence);
  }

  /** Waits until a call or an invitation ends. @returns the end reason, such as `487/10004`. */
  async waitForEnd(): Promise<string> {
    const { end } = await this.waitForEvent('ended');
    return `${end.code}/${end.subCode}`;
  }

  count(t: SignallingEvent['t']): number {
    return this.events.filter((event) => event.t === t).length;
  }

  /** Waits until the server has handled everything that the client has sent. @param got acknowledges as many events. */
  async ping(got = 0): Promise<void> {
    const frameCount = this.frames.length;
    this.sendFrame({ t: 'ping', got });
    await this.waitFor(({ frames }) => frames.slice(frameCount).find(({ t }) => t === 'pong'));
  }

  /**
   * Waits until `find` returns a value that is not `undefined`. `find` runs at once, and after each received frame.
   * @returns what `find` has returned. @throws Error after ten seconds.
   */
  waitFor<T>(find: (client: TestClient) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.checks.delete(check);
        reject(new Error(`never came; there was ${JSON.stringify(this.frames)}`));
      }, 10_000);
      const check = () => {
        const result = find(this);
        if (result === undefined) return;
        clearTimeout(timer);
        this.checks.delete(check);
        resolve(result);
      };
      this.checks.add(check);
      check();
    });
  }
}

export const defaultState = { muted: false, video: false, screen: false, hold: false };

/**
 * Makes a command that starts a call.
 * @param ids the object ids or raw ids of the callees.
 * @returns the command, and its fields: the call id, the caller's participant id (`self`) and the callees (`to`).
 */
export function createStartCommand(...ids: string[]) {
  const call = randomUUID();
  const self = randomUUID();
  const isRawId = (id: string) => /^\d+:/.test(id);
  const to = ids.map((id) => ({ participant: randomUUID(), id: isRawId(id) ? id : `8:orgid:${id}` }));
  return { call, self, to, command: { t: 'start', call, self, to, state: defaultState } satisfies Command };
}
