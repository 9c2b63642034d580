import type { RawData, WebSocket } from 'ws';
import type { AcsIdentity } from '../../core/people.ts';
import { ClientFrame, closeCodes } from '../../wire/protocol.ts';
import type { CommandHandler } from '../commands/commandHandler.ts';
import { writeFrame, type Endpoint } from '../endpoints/endpoint.ts';
import type { EndpointRegistry } from '../endpoints/endpointRegistry.ts';
import { sendServerConnection } from '../features/diagnostics.ts';
import type { Timing } from '../timing.ts';
import { EmulatedSocket } from './emulatedSocket.ts';
import { createFrameLimit } from './frameLimit.ts';
import { sendPageConditions } from './pageConditions.ts';
import type { SetupDelay } from './setupDelay.ts';
import { TokenTimers } from './tokenTimers.ts';

interface SocketDeps {
  readonly endpoints: EndpointRegistry;
  readonly commands: CommandHandler;
  readonly timing: Timing;
  readonly setupDelay: SetupDelay;
  /** @returns the user of an ACS token; `null` for a token that is not accepted. */
  readonly verify: (token: string) => Promise<AcsIdentity | null>;
}

/** Milliseconds that a flooding client has to answer the close frame. */
const closeTimeoutMs = 1_000;

/** Serves one WebSocket until it closes: the first frame is a `hello` with a token, commands follow. */
export function serveSocket(ws: WebSocket, deps: SocketDeps): void {
  new SocketServer(ws, deps).listen();
}

class SocketServer {
  private readonly ws: WebSocket;
  private readonly deps: SocketDeps;
  private readonly socket: EmulatedSocket;
  private readonly isAllowed = createFrameLimit(() => performance.now());
  private readonly tokenTimers: TokenTimers;
  private endpoint: Endpoint | null = null;
  private hasSentHello = false;
  private stopConditions: (() => void) | undefined;
  private silenceTimer: NodeJS.Timeout;
  /** Set when the server ends a socket from which no frame has come for too long. */
  private wasSilent = false;

  constructor(ws: WebSocket, deps: SocketDeps) {
    this.ws = ws;
    this.deps = deps;
    this.socket = new EmulatedSocket(ws);
    this.tokenTimers = new TokenTimers(deps.commands.clock);
    this.silenceTimer = setTimeout(() => ws.close(closeCodes.token, 'no hello'), deps.timing.helloMs);
  }

  listen(): void {
    const { ws, socket } = this;
    ws.on('message', (data: RawData, isBinary) => {
      if (!socket.isOpen) return;
      if (!this.isAllowed()) this.cutOff();
      else socket.deliver(() => this.receive(isBinary ? null : parse(data)));
    });
    // Control frames count as well: answering one costs as much as a text frame.
    for (const control of ['ping', 'pong'] as const) {
      ws.on(control, (data) => {
        if (!socket.isOpen) return;
        if (!this.isAllowed()) this.cutOff();
        else if (control === 'ping') ws.pong(data);
      });
    }
    // `ws` reports frames that are too large or not UTF-8 here, and has chosen the close code already.
    ws.on('error', () => undefined);
    ws.on('close', (code) => this.closed(code));
  }

  private receive(frame: ClientFrame | null): void {
    const { ws, deps } = this;
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => {
      this.wasSilent = true;
      ws.terminate();
    }, deps.timing.silenceMs);
    if (!frame) return ws.close(1007, 'malformed frame');
    void this.handle(frame).catch(() => ws.close(1011));
    return undefined;
  }

  private async handle(frame: ClientFrame): Promise<void> {
    const { ws, endpoint, socket, deps } = this;
    if (!endpoint) {
      if (frame.t !== 'hello') return ws.close(closeCodes.token, 'hello first');
      if (this.hasSentHello) return ws.close(1008, 'one hello only');
      this.hasSentHello = true;
      return this.hello(frame);
    }
    switch (frame.t) {
      case 'hello':
        return ws.close(1008, 'one hello only');
      case 'ping':
        endpoint.outbox.acknowledge(frame.got);
        return writeFrame(socket, { t: 'pong', got: endpoint.outbox.got });
      case 'token': {
        const identity = await this.verify(frame.token, endpoint.oid);
        if (!identity) return undefined;
        this.restartTokenTimers(identity);
        return writeFrame(socket, { t: 'accepted-token', expiresOn: identity.expiresOn.getTime() });
      }
      case 'command':
        if (endpoint.outbox.receive(frame.n)) deps.setupDelay.handle(endpoint, frame.command);
        return undefined;
      case 'bye':
        if (this.closedPageMs(endpoint) === undefined) this.removeEndpoint(endpoint);
        return ws.close(1000);
    }
  }

  /** Connects the socket with a new endpoint, or with the one that the client wants to resume. */
  private async hello({ token, resume }: Extract<ClientFrame, { t: 'hello' }>): Promise<void> {
    const { socket, deps } = this;
    const { endpoints, commands } = deps;
    const identity = await this.verify(token);
    if (!identity || !socket.isOpen) return undefined;
    const { oid, expiresOn } = identity;
    socket.conditions = () => commands.network.socketConditions(oid);
    const refusal = commands.network.socketRefusal(oid);
    if (refusal !== undefined) return socket.close(refusal, 'a condition of the emulator asks for it');
    const former = resume && endpoints.reclaim(oid, resume.endpoint, resume.secret);
    const endpoint = this.attach(former ?? endpoints.add(oid));
    this.restartTokenTimers(identity);
    const { id, secret, rawId, outbox, retired } = endpoint;
    // Before the welcome, at which the page would report a connected agent.
    if (retired) writeFrame(socket, { t: 'retired', reason: retired });
    writeFrame(socket, {
      t: 'welcome',
      endpoint: id,
      secret,
      id: rawId,
      expiresOn: expiresOn.getTime(),
      resumed: former !== undefined,
      got: outbox.got,
    });
    this.stopConditions = sendPageConditions(socket, commands.network, oid);
    if (!former || !resume) return undefined;
    sendServerConnection(commands.calls.all(), former, true);
    outbox.acknowledge(resume.got);
    for (const { n, message } of outbox.pending) writeFrame(socket, { t: 'event', n, event: message });
    return undefined;
  }

  private attach(endpoint: Endpoint): Endpoint {
    clearTimeout(endpoint.graceTimer);
    endpoint.socket?.terminate();
    endpoint.socket = this.socket;
    endpoint.expire = () => this.removeEndpoint(endpoint);
    this.endpoint = endpoint;
    return endpoint;
  }

  /**
   * Verifies a token; closes the socket with 4401 when it is not accepted.
   * @param oid the user whose token it must be; any user's when left out.
   */
  private async verify(token: string, oid?: string): Promise<AcsIdentity | null> {
    const identity = await this.deps.verify(token);
    if (identity && (oid === undefined || identity.oid === oid)) return identity;
    this.ws.close(closeCodes.token, 'token refused');
    return null;
  }

  private restartTokenTimers({ expiresOn }: AcsIdentity): void {
    this.tokenTimers.restart(
      expiresOn,
      this.deps.timing.tokenDueMs,
      () => writeFrame(this.socket, { t: 'token-due' }),
      () => this.ws.close(closeCodes.token, 'token ended'),
    );
  }

  /** Closes the socket of a flooding client, and reads no more of what is on its way. */
  private cutOff(): void {
    const { ws } = this;
    ws.close(1008, 'too many frames');
    ws.pause();
    setTimeout(() => ws.terminate(), closeTimeoutMs).unref();
  }

  /** @returns how long a page that closes stays in its calls; `undefined` when it has none or leaves at once. */
  private closedPageMs(endpoint: Endpoint): number | undefined {
    const { calls, network } = this.deps.commands;
    return calls.isInCall(endpoint) ? network.closedPageMs(endpoint.oid) : undefined;
  }

  private removeEndpoint(endpoint: Endpoint): void {
    this.deps.endpoints.remove(endpoint);
    endpoint.socket = null;
    this.deps.commands.calls.removeEndpoint(endpoint);
  }

  private closed(code: number): void {
    const { endpoint, deps } = this;
    clearTimeout(this.silenceTimer);
    this.tokenTimers.stop();
    this.stopConditions?.();
    if (endpoint?.socket !== this.socket || endpoint.hasOverflowed) return;
    endpoint.socket = null;
    const graceMs = Math.max(graceAfter(code, this.wasSilent, deps.timing), this.closedPageMs(endpoint) ?? 0);
    endpoint.graceTimer = setTimeout(() => this.removeEndpoint(endpoint), graceMs);
    if (graceMs > 0) sendServerConnection(deps.commands.calls.all(), endpoint, false);
  }
}

/**
 * @returns milliseconds that an endpoint outlives its socket. An agent that ends closes with 1000, a page that is left
 * with 1001; a page that crashes sends no close frame, and a lost network sends nothing at all.
 */
function graceAfter(code: number, wasSilent: boolean, { closedGraceMs, silentGraceMs }: Timing): number {
  if (code === 1000 || code === 1001) return 0;
  return wasSilent || code === closeCodes.token || code === closeCodes.silent ? silentGraceMs : closedGraceMs;
}

function parse(data: RawData): ClientFrame | null {
  try {
    const checked = ClientFrame.safeParse(JSON.parse((data as Buffer).toString('utf8')));
    return checked.success ? checked.data : null;
  } catch {
    return null;
  }
}
