import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock } from '../core/clock.ts';
import { createConditionStore, type ConditionStore } from '../core/conditionStore.ts';
import type { NewId } from '../core/ids.ts';
import type { Directory } from '../core/directory.ts';
import type { AcsIdentity } from '../core/people.ts';
import { maxFrameBytes } from '../wire/protocol.ts';
import { SignallingAdmin } from './admin/admin.ts';
import { CommandHandler } from './commands/commandHandler.ts';
import { EndpointRegistry } from './endpoints/endpointRegistry.ts';
import { applyConditionChanges } from './network/conditionChanges.ts';
import { createEmulatedNetwork } from './network/emulatedNetwork.ts';
import { serveSocket } from './sockets/serveSocket.ts';
import { SetupDelay } from './sockets/setupDelay.ts';
import { defaultTiming, type SignallingTiming } from './timing.ts';

/** What `createSignalling` needs. `emulator.ts` provides it, and tests provide a part of it. */
export interface SignallingDeps {
  /** @returns the user of an ACS token; `null` for a token that is not accepted. */
  readonly verifyToken: (token: string) => Promise<AcsIdentity | null>;
  /** The people, telephones and voice applications that can be called, and the meetings that can be joined by number. */
  readonly directory: Directory;
  /** Tells whether pages of an origin may connect. */
  readonly acceptsOrigin: (origin: string | undefined) => boolean;
  /** The conditions: faults that a developer or a test switches on. By default, no condition is ever on. */
  readonly conditions?: ConditionStore;
  /** By default, the system's clock. */
  readonly clock?: Clock;
  /** Makes the ids of endpoints, calls and participants. By default, the ids are random. */
  readonly newId?: NewId;
  /** Tells whether a person is a member of a chat. By default, nobody is. */
  readonly isChatMember?: (chatId: string, oid: string) => boolean;
  /** Time limits that differ from `defaultTiming`. */
  readonly timing?: Partial<SignallingTiming>;
}

export interface Signalling {
  /** Handles the upgrade of `GET /signalling` to a WebSocket. A page of a foreign origin gets 403 and no socket. */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly commands: CommandHandler;
  /** The interface for the emulator's controls (the routes under `/emulator`). */
  readonly admin: SignallingAdmin;
  /** Counts registered endpoints and calls. */
  readonly readCounts: () => { endpoints: number; calls: number };
  /** Ends every socket. @param code the close code. By default, the sockets end without a close frame. */
  readonly dropSockets: (code?: number) => void;
  /** Ends all sockets, calls and timers. */
  readonly close: () => Promise<void>;
}

/** Creates the emulated signalling service, which stands in for the signalling service of ACS. */
export function createSignalling(deps: SignallingDeps): Signalling {
  const timing = { ...defaultTiming, ...deps.timing };
  const endpoints = new EndpointRegistry(deps.newId);
  const network = createEmulatedNetwork(deps.conditions ?? createConditionStore(), deps.isChatMember);
  const commands = new CommandHandler({
    endpoints,
    directory: deps.directory,
    timing,
    network,
    ...(deps.clock && { clock: deps.clock }),
    ...(deps.newId && { newId: deps.newId }),
  });
  network.subscribe(() => applyConditionChanges(commands.calls, network));
  const setupDelay = new SetupDelay(commands, endpoints);
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    // `serveSocket` answers pings itself, because they count towards its limit of frames.
    autoPong: false,
  });

  return {
    commands,
    admin: new SignallingAdmin({ commands, endpoints, directory: deps.directory, newId: deps.newId }),
    handleUpgrade(request, socket, head) {
      if (!deps.acceptsOrigin(request.headers.origin)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (ws: WebSocket) =>
        serveSocket(ws, { endpoints, commands, setupDelay, verify: deps.verifyToken, timing }),
      );
    },
    readCounts: () => ({ endpoints: endpoints.list().length, calls: commands.calls.size }),
    dropSockets(code) {
      for (const ws of server.clients) {
        if (code === undefined) ws.terminate();
        else ws.close(code);
      }
    },
    async close() {
      commands.calls.forgetAll();
      commands.clock.stop();
      for (const endpoint of endpoints.list()) endpoints.remove(endpoint);
      for (const ws of server.clients) ws.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
