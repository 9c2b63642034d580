import type { RawData, WebSocket } from 'ws';
import { ClientFrame, closeCodes } from '../protocol.ts';
import type { AcsIdentity } from '../people.ts';
import type { Calls } from './calls.ts';
import { write, type Endpoint, type Endpoints } from './endpoints.ts';
import { createBucket } from './limits.ts';
import type { Timing } from './timing.ts';

interface Room {
  readonly endpoints: Endpoints;
  readonly calls: Calls;
  readonly timing: Timing;
  readonly verify: (token: string) => Promise<AcsIdentity | null>;
  readonly now: () => number;
}

/** `setTimeout` counts in a signed 32-bit number; a token may live longer. */
const longest = 2 ** 31 - 1;

/** Serves one socket: first a `hello` with a token, then commands, until it closes. */
export function serve(ws: WebSocket, room: Room): void {
  const { timing, calls, endpoints } = room;
  const allowed = createBucket(room.now);
  let endpoint: Endpoint | null = null;
  let busy = false;
  let tokenDue: NodeJS.Timeout | undefined;
  let tokenEnd: NodeJS.Timeout | undefined;
  let silence = setTimeout(() => ws.close(closeCodes.token, 'no hello'), timing.hello);

  let silent = false;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      silent = true;
      ws.terminate();
    }, timing.silence);
  };

  const lives = ({ expiresOn }: AcsIdentity) => {
    clearTimeout(tokenDue);
    clearTimeout(tokenEnd);
    const left = expiresOn.getTime() - room.now();
    tokenDue = setTimeout(
      () => write(ws, { t: 'token-due' }),
      Math.min(longest, Math.max(0, left - timing.tokenDue)),
    );
    tokenEnd = setTimeout(() => ws.close(closeCodes.token, 'token ended'), Math.min(longest, left));
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
    if (!identity || ws.readyState !== 1) return;
    const { oid } = identity;
    const known = resume && endpoints.reclaim(oid, resume.endpoint, resume.secret);
    const mine = known ?? endpoints.add(oid);
    clearTimeout(mine.grace);
    mine.socket?.terminate();
    mine.socket = ws;
    endpoint = mine;
    lives(identity);
    const { id, secret, rawId, outbox } = mine;
    write(ws, {
      t: 'welcome',
      endpoint: id,
      secret,
      id: rawId,
      expiresOn: identity.expiresOn.getTime(),
      resumed: known !== undefined,
      got: outbox.got,
    });
    if (!known || !resume) return;
    outbox.acknowledge(resume.got);
    for (const { n, message } of outbox.pending) write(ws, { t: 'event', n, event: message });
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
        return write(ws, { t: 'pong', got: endpoint.outbox.got });
      case 'token': {
        const identity = await check(frame.token, endpoint.oid);
        if (!identity) return undefined;
        lives(identity);
        return write(ws, { t: 'accepted-token', expiresOn: identity.expiresOn.getTime() });
      }
      case 'command':
        if (endpoint.outbox.receive(frame.n)) calls.handle(endpoint, frame.command);
        return undefined;
      case 'bye':
        leave(endpoint);
        return ws.close(1000);
    }
  };

  const leave = (gone: Endpoint) => {
    endpoints.remove(gone);
    gone.socket = null;
    calls.vanish(gone);
  };

  ws.on('message', (data: RawData, isBinary) => {
    heard();
    if (!allowed()) return ws.close(1008, 'too many frames');
    const frame = isBinary ? null : parse(data);
    if (!frame) return ws.close(1007, 'malformed frame');
    void handle(frame).catch(() => ws.close(1011));
    return undefined;
  });
  // Too large a frame and broken UTF-8 arrive here; `ws` has already chosen the close code.
  ws.on('error', () => undefined);
  ws.on('close', (code) => {
    for (const timer of [silence, tokenDue, tokenEnd]) clearTimeout(timer);
    if (!endpoint || endpoint.socket !== ws) return;
    const mine = endpoint;
    mine.socket = null;
    mine.grace = setTimeout(() => leave(mine), graceAfter(code, silent, timing));
  });
}

/** A page that left on purpose says 1001; a crashed one closes without a word; a lost network says nothing at all. */
function graceAfter(code: number, silent: boolean, { graceClosed, graceSilent }: Timing): number {
  if (code === 1001) return 0;
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
