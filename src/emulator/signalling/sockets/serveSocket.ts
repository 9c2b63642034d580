import type { RawData, WebSocket } from 'ws';
import { ClientFrame, closeCodes } from '../../wire/protocol.ts';
import type { AcsIdentity } from '../../core/people.ts';
import type { CommandHandler } from '../commandHandler.ts';
import { writeFrame, type Endpoint, type EndpointRegistry } from '../endpoints/endpointRegistry.ts';
import { sayServerConnection } from '../features/diagnostics.ts';
import { createFrameLimit } from './frameLimit.ts';
import { EmulatedSocket } from './emulatedSocket.ts';
import { sendPageConditions } from './pageConditions.ts';
import type { SetupDelay } from './setupDelay.ts';
import type { Timing } from '../timing.ts';

interface SocketDeps {
  readonly endpoints: EndpointRegistry;
  readonly commands: CommandHandler;
  readonly timing: Timing;
  readonly setupDelay: SetupDelay;
  readonly verify: (token: string) => Promise<AcsIdentity | null>;
}

/** How long a close frame has to arrive, in milliseconds, before the socket is broken off. */
const farewell = 1_000;

/** Serves one socket: first a `hello` with a token, then commands, until it closes. */
export function serveSocket(ws: WebSocket, room: SocketDeps): void {
  const { timing, commands: calls, endpoints, setupDelay: pace } = room;
  const { clock, network } = calls;
  const line = new EmulatedSocket(ws);
  const allowed = createFrameLimit(() => performance.now());
  let endpoint: Endpoint | null = null;
  let busy = false;
  let tokenDue: (() => void) | undefined;
  let tokenEnd: (() => void) | undefined;
  let unfollow: (() => void) | undefined;
  let silence = setTimeout(() => ws.close(closeCodes.token, 'no hello'), timing.helloMs);

  let silent = false;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      silent = true;
      ws.terminate();
    }, timing.silenceMs);
  };

  const lives = ({ expiresOn }: AcsIdentity) => {
    tokenDue?.();
    tokenEnd?.();
    const left = expiresOn.getTime() - clock.now();
    // Whoever has no newer one sends the same once more: asked at once again, that would go on without a pause.
    const due = Math.max(left - timing.tokenDueMs, left / 2, 100);
    tokenDue = clock.after(due, () => writeFrame(line, { t: 'token-due' }));
    tokenEnd = clock.after(left, () => ws.close(closeCodes.token, 'token ended'));
  };

  /** Checks a token; on a foreign or ended one the socket closes with 4401. */
  const check = async (token: string, oid?: string): Promise<AcsIdentity | null> => {
    const identity = await room.verify(token);
    if (identity && (oid === undefined || identity.oid === oid)) return identity;
    ws.close(closeCodes.token, 'token refused');
    return null;
  };

  const hello = async ({ token, resume }: Extract<ClientFrame, { t: 'hello' }>) => {
    const identity = await check(token);
    if (!identity || !line.isOpen) return undefined;
    const { oid } = identity;
    line.conditions = () => network.socketConditions(oid);
    const refused = network.socketRefusal(oid);
    if (refused !== undefined) return line.close(refused, 'a condition of the emulator asks for it');
    const known = resume && endpoints.reclaim(oid, resume.endpoint, resume.secret);
    const mine = known ?? endpoints.add(oid);
    clearTimeout(mine.graceTimer);
    mine.socket?.terminate();
    mine.socket = line;
    mine.expire = () => leave(mine);
    endpoint = mine;
    lives(identity);
    const { id, secret, rawId, outbox, retired } = mine;
    // Before the welcome, after which the agent would report that it is connected.
    if (retired) writeFrame(line, { t: 'retired', reason: retired });
    writeFrame(line, {
      t: 'welcome',
      endpoint: id,
      secret,
      id: rawId,
      expiresOn: identity.expiresOn.getTime(),
      resumed: known !== undefined,
      got: outbox.got,
    });
    unfollow = sendPageConditions(line, network, oid);
    if (!known || !resume) return undefined;
    sayServerConnection(calls.calls.all(), known, true);
    outbox.acknowledge(resume.got);
    for (const { n, message } of outbox.pending) writeFrame(line, { t: 'event', n, event: message });
    return undefined;
  };

  const handle = async (frame: ClientFrame) => {
    if (!endpoint) {
      if (frame.t !== 'hello') return ws.close(closeCodes.token, 'hello first');
      if (busy) return ws.close(1008, 'one hello only');
      busy = true;
      return hello(frame);
    }
    switch (frame.t) {
      case 'hello':
        return ws.close(1008, 'one hello only');
      case 'ping':
        endpoint.outbox.acknowledge(frame.got);
        return writeFrame(line, { t: 'pong', got: endpoint.outbox.got });
      case 'token': {
        const identity = await check(frame.token, endpoint.oid);
        if (!identity) return undefined;
        lives(identity);
        return writeFrame(line, { t: 'accepted-token', expiresOn: identity.expiresOn.getTime() });
      }
      case 'command':
        if (endpoint.outbox.receive(frame.n)) pace.handle(endpoint, frame.command);
        return undefined;
      case 'bye':
        if (closedMs(endpoint) === undefined) leave(endpoint);
        return ws.close(1000);
    }
  };

  /** Whoever floods is told, and not read any more: what is still under way would keep others waiting. */
  const cutOff = () => {
    ws.close(1008, 'too many frames');
    ws.pause();
    setTimeout(() => ws.terminate(), farewell).unref();
  };

  /** How long a page that closes stays in its calls: a condition. One that hung up has none. */
  const closedMs = (closing: Endpoint) =>
    calls.calls.isInCall(closing) ? network.closedPageMs(closing.oid) : undefined;

  const leave = (gone: Endpoint) => {
    endpoints.remove(gone);
    gone.socket = null;
    calls.calls.removeEndpoint(gone);
  };

  ws.on('message', (data: RawData, isBinary) => {
    if (!line.isOpen) return undefined;
    if (!allowed()) return cutOff();
    return line.deliver(() => {
      heard();
      const frame = isBinary ? null : parse(data);
      if (!frame) return ws.close(1007, 'malformed frame');
      void handle(frame).catch(() => ws.close(1011));
      return undefined;
    });
  });
  // The protocol's own signs of life are counted, too: answering one costs as much as a frame.
  for (const control of ['ping', 'pong'] as const) {
    ws.on(control, (data) => {
      if (!line.isOpen) return;
      if (!allowed()) cutOff();
      else if (control === 'ping') ws.pong(data);
    });
  }
  // Too large a frame and broken UTF-8 arrive here; `ws` has already chosen the close code.
  ws.on('error', () => undefined);
  ws.on('close', (code) => {
    clearTimeout(silence);
    tokenDue?.();
    tokenEnd?.();
    unfollow?.();
    if (endpoint?.socket !== line || endpoint.hasOverflowed) return;
    const mine = endpoint;
    mine.socket = null;
    const grace = Math.max(graceAfter(code, silent, timing), closedMs(mine) ?? 0);
    mine.graceTimer = setTimeout(() => leave(mine), grace);
    if (grace > 0) sayServerConnection(calls.calls.all(), mine, false);
  });
}

/** An agent that ended says 1000, a page that was left 1001; a crashed one closes without a word; a lost network says nothing at all. */
function graceAfter(
  code: number,
  silent: boolean,
  { closedGraceMs: graceClosed, silentGraceMs: graceSilent }: Timing,
): number {
  if (code === 1000 || code === 1001) return 0;
  return silent || code === closeCodes.token || code === closeCodes.silent ? graceSilent : graceClosed;
}

function parse(data: RawData): ClientFrame | null {
  try {
    const checked = ClientFrame.safeParse(JSON.parse((data as Buffer).toString('utf8')));
    return checked.success ? checked.data : null;
  } catch {
    return null;
  }
}
