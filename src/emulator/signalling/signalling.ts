import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { maxFrameBytes } from '../wire/protocol.ts';
import type { Clock } from '../core/clock.ts';
import { createConditions, type ConditionStore } from '../core/conditionStore.ts';
import type { NewId } from '../core/ids.ts';
import type { AcsIdentity, Person } from '../core/people.ts';
import { Admin } from './admin/admin.ts';
import { CommandHandler } from './commandHandler.ts';
import { EndpointRegistry } from './endpoints/endpointRegistry.ts';
import { seededMeetings } from './calls/meetingSeed.ts';
import type { Meeting } from './calls/meetings.ts';
import { createEmulatedNetwork } from './network/emulatedNetwork.ts';
import { serveSocket } from './sockets/serveSocket.ts';
import { SetupDelay } from './sockets/setupDelay.ts';
import { defaultTiming as defaults, type Timing } from './timing.ts';

export interface SignallingDeps {
  /** Who an ACS access token speaks for; `null` when it is not ours or has ended. */
  readonly verify: (token: string) => Promise<AcsIdentity | null>;
  readonly findPerson: (oid: string) => Person | undefined;
  /** The meetings that can be joined by number; the seeded ones when left out. */
  readonly meetings?: readonly Meeting[];
  /** Whether a page of this origin may connect. */
  readonly origins: (origin: string | undefined) => boolean;
  /** What is made to go wrong; nothing when left out. */
  readonly conditions?: ConditionStore;
  /** The usual time when left out. */
  readonly clock?: Clock;
  /** Makes ids; random ones when left out. */
  readonly newId?: NewId;
  readonly timing?: Partial<Timing>;
}

export interface Signalling {
  /** Takes over the upgrade of `GET /signalling`. A foreign origin gets 403 and no socket. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** The calls that go on, for those who steer them from outside. */
  readonly commands: CommandHandler;
  /** Calls, seen and steered from outside. */
  readonly admin: Admin;
  /** How many windows are registered and how many calls go on. */
  readonly counts: () => { endpoints: number; calls: number };
  /** Breaks every socket off, as a fault would: with a close code, or without a word. */
  readonly dropSockets: (code?: number) => void;
  /** Ends everything: sockets, calls, timers. */
  readonly close: () => Promise<void>;
}

/** The emulator's stand-in for the ACS signalling service: who is where, who rings, who is in which call. */
export function createSignalling(deps: SignallingDeps): Signalling {
  const timing = { ...defaults, ...deps.timing };
  const endpoints = new EndpointRegistry(deps.newId);
  const calls = new CommandHandler({
    endpoints,
    findPerson: deps.findPerson,
    meetings: deps.meetings ?? seededMeetings,
    timing,
    network: createEmulatedNetwork(deps.conditions ?? createConditions()),
    ...(deps.clock && { clock: deps.clock }),
    ...(deps.newId && { newId: deps.newId }),
  });
  const pace = new SetupDelay(calls, endpoints);
  const admin = new Admin({ commands: calls, endpoints, newId: deps.newId });
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    // `serve.ts` answers pings itself, as many as it allows.
    autoPong: false,
  });

  return {
    commands: calls,
    admin,
    upgrade(request, socket, head) {
      if (!deps.origins(request.headers.origin)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (ws: WebSocket) =>
        serveSocket(ws, { endpoints, commands: calls, setupDelay: pace, verify: deps.verify, timing }),
      );
    },
    counts: () => ({ endpoints: endpoints.all().length, calls: calls.calls.size }),
    dropSockets(code) {
      for (const ws of server.clients) {
        if (code === undefined) ws.terminate();
        else ws.close(code);
      }
    },
    async close() {
      calls.calls.close();
      calls.clock.stop();
      for (const endpoint of endpoints.all()) endpoints.remove(endpoint);
      for (const ws of server.clients) ws.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
