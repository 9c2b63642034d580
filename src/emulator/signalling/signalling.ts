import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { AcsUserStore } from '../core/acsUsers.ts';
import { createAssignmentStore, type AssignmentStore } from '../core/assignments.ts';
import { createClock, type Clock } from '../core/clock.ts';
import { createConditionStore, type ConditionStore } from '../core/conditionStore.ts';
import { createIdGenerator, type NewId } from '../core/ids.ts';
import type { Directory } from '../core/directory.ts';
import type { AcsIdentity } from '../core/people.ts';
import { Recorder } from '../core/recorder/recorder.ts';
import { Retirement } from '../core/retirement.ts';
import { maxFrameBytes } from '../wire/protocol.ts';
import { SignallingAdmin } from './admin/admin.ts';
import { CommandHandler } from './commands/commandHandler.ts';
import { EndpointRegistry } from './endpoints/endpointRegistry.ts';
import { applyConditionChanges, createEmulatedNetwork } from './network/emulatedNetwork.ts';
import { serveSocket } from './sockets/serveSocket.ts';
import { defaultTiming, type SignallingTiming } from './timing.ts';

/** What `createSignalling` needs. `emulator.ts` provides it, and tests provide a part of it. */
export interface SignallingDeps {
  /** @returns the user of an ACS token; `null` for an invalid token. */
  readonly verifyToken: (token: string) => Promise<AcsIdentity | null>;
  /** The people, telephones and voice applications that can be called, and the meetings that can be joined by number. */
  readonly directory: Directory;
  /** Tells which resource accounts are assigned to the ACS resource. By default, those of the directory. */
  readonly assignments?: Pick<AssignmentStore, 'find'>;
  /** Tells which ACS users exist. By default, none does. */
  readonly acsUsers?: Pick<AcsUserStore, 'has'>;
  /** Counts the calls. */
  readonly retirement?: Pick<Retirement, 'count'>;
  readonly acceptsOrigin: (origin: string | undefined) => boolean;
  /** The conditions: faults that a developer or a test switches on. By default, there are none. */
  readonly conditions?: ConditionStore;
  readonly clock?: Clock;
  /** Makes the ids of endpoints, calls and participants. By default, the ids are random. */
  readonly newId?: NewId;
  /** Tells whether a person is a member of a chat. By default, nobody is. */
  readonly isChatMember?: (chatId: string, oid: string) => boolean;
  readonly timing?: Partial<SignallingTiming>;
  /** Records the frames. By default, it stays off. */
  readonly recorder?: Recorder;
}

export type Signalling = ReturnType<typeof createSignalling>;

/** Creates the emulated signalling service, which stands in for the signalling service of ACS. */
export function createSignalling(deps: SignallingDeps) {
  const {
    directory,
    conditions = createConditionStore(),
    clock = createClock(),
    newId = createIdGenerator(),
    assignments = createAssignmentStore(deps.directory),
    recorder = new Recorder(deps.directory, 'unknown'),
    acsUsers = { has: () => false },
    retirement = new Retirement(),
  } = deps;
  const timing = { ...defaultTiming, ...deps.timing };
  const endpoints = new EndpointRegistry(newId, recorder);
  const network = createEmulatedNetwork(conditions, deps.isChatMember);
  const commands = new CommandHandler({
    endpoints,
    directory,
    timing,
    network,
    clock,
    newId,
    assignments,
    acsUsers,
    retirement,
  });
  network.subscribe(() => applyConditionChanges(commands.calls, network));
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    // `serveSocket` answers pings itself, because they count towards its limit of WebSocket messages.
    autoPong: false,
  });

  return {
    commands,
    admin: new SignallingAdmin({ commands, endpoints, directory, newId }),
    /** Handles the upgrade of `GET /signalling` to a WebSocket. A page of a foreign origin gets 403 and no socket. */
    handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      if (!deps.acceptsOrigin(request.headers.origin)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      const address = request.socket.localAddress;
      server.handleUpgrade(request, socket, head, (ws: WebSocket) =>
        serveSocket(ws, { endpoints, commands, verify: deps.verifyToken, timing, recorder, address }),
      );
    },
    readCounts: () => ({ endpoints: endpoints.list().length, calls: commands.calls.size }),
    async close(): Promise<void> {
      commands.calls.forgetAll();
      clock.stop();
      network.relay.close();
      for (const endpoint of endpoints.list()) endpoints.remove(endpoint);
      for (const ws of server.clients) ws.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
