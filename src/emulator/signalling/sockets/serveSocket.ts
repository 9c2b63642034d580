import type { RawData, WebSocket } from 'ws';
import type { AcsIdentity } from '../../core/people.ts';
import type { Recorder } from '../../core/recorder/recorder.ts';
import { ClientFrame, closeCodes } from '../../wire/protocol.ts';
import type { CommandHandler } from '../commands/commandHandler.ts';
import { sendFrame, type Endpoint, type EndpointSocket } from '../endpoints/endpoint.ts';
import type { EndpointRegistry } from '../endpoints/endpointRegistry.ts';
import { sendServerConnection } from '../features/diagnostics.ts';
import type { SignallingTiming } from '../timing.ts';
import { isAcsUser } from '../../wire/rawIds.ts';
import { chooseGraceMs, FrameLimit } from './limits.ts';
import { EmulatedSocket } from './emulatedSocket.ts';
import type { EmulatedNetwork } from '../network/emulatedNetwork.ts';

interface SocketDeps {
  readonly endpoints: EndpointRegistry;
  readonly commands: CommandHandler;
  readonly timing: SignallingTiming;
  readonly recorder: Recorder;
  /** The address of this machine to which the client has connected. */
  readonly address: string | undefined;
  /** @returns the user of an ACS token; `null` for an invalid token. */
  readonly verify: (token: string) => Promise<AcsIdentity | null>;
}

/** A client that has sent too many frames (messages) has this many milliseconds to answer the server's close frame. */
const closeTimeoutMs = 1_000;

/** Serves one WebSocket: the first frame is a `hello` with an ACS token, and commands follow. */
export function serveSocket(ws: WebSocket, deps: SocketDeps): void {
  new SocketSession(ws, deps).listen();
}

/** Close codes that are not in `closeCodes`, such as 1008, have the meaning that RFC 6455 gives them. */
class SocketSession {
  private readonly ws: WebSocket;
  private readonly deps: SocketDeps;
  private readonly socket: EmulatedSocket;
  private readonly frameLimit = new FrameLimit();
  /** The functions that cancel the timers of the client's current token. */
  private cancelTokenTimers: (() => void)[] = [];
  /** The endpoint (connection of a call agent) that uses this socket; `null` until the `hello` is accepted. */
  private endpoint: Endpoint | null = null;
  private hasSentHello = false;
  /** Stops sending the page conditions, and whether the page should record. */
  private stopFollowing: (() => void) | undefined;
  private silenceTimer: NodeJS.Timeout;
  /** Set when the server ends the socket because no frame has come for too long. */
  private wasSilent = false;

  constructor(ws: WebSocket, deps: SocketDeps) {
    this.ws = ws;
    this.deps = deps;
    this.socket = new EmulatedSocket(ws);
    this.silenceTimer = setTimeout(() => ws.close(closeCodes.token, 'no hello'), deps.timing.helloTimeoutMs);
  }

  listen(): void {
    const { ws, socket } = this;
    ws.on('message', (data: RawData, isBinary) => {
      if (this.admitsFrame()) socket.runWhenDelivered(() => this.receive(isBinary ? null : parseFrame(data)));
    });
    // The limit of frames includes WebSocket's own ping and pong frames, because they cost as much as text frames.
    ws.on('ping', (data) => {
      if (this.admitsFrame()) ws.pong(data);
    });
    ws.on('pong', () => this.admitsFrame());
    // The library `ws` reports frames that are too large or not UTF-8 as errors, and closes the socket itself.
    ws.on('error', () => undefined);
    ws.on('close', (code) => this.handleClose(code));
  }

  /** Counts a frame, and disconnects a client that has sent too many. @returns whether the server handles the frame. */
  private admitsFrame(): boolean {
    if (!this.socket.isOpen) return false;
    if (this.frameLimit.count()) return true;
    const { ws } = this;
    ws.close(1008, 'too many frames');
    // Reads no more frames of this client.
    ws.pause();
    setTimeout(() => ws.terminate(), closeTimeoutMs).unref();
    return false;
  }

  /** @param frame `null` for a frame that does not follow the protocol. */
  private receive(frame: ClientFrame | null): void {
    const { ws, deps } = this;
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => {
      this.wasSilent = true;
      ws.terminate();
    }, deps.timing.silenceTimeoutMs);
    if (!frame) return ws.close(1007, 'malformed frame');
    void this.handleFrame(frame).catch(() => ws.close(1011));
  }

  private async handleFrame(frame: ClientFrame): Promise<void> {
    const { ws, endpoint, socket, deps } = this;
    if (!endpoint) {
      if (frame.t !== 'hello') return ws.close(closeCodes.token, 'hello first');
      if (this.hasSentHello) return ws.close(1008, 'one hello only');
      this.hasSentHello = true;
      return this.handleHello(frame);
    }
    endpoint.heardAt = Date.now();
    socket.recordFrame?.('up', frame);
    switch (frame.t) {
      case 'hello':
        return ws.close(1008, 'one hello only');
      case 'ping':
        endpoint.outbox.acknowledge(frame.got);
        return sendFrame(socket, { t: 'pong', got: endpoint.outbox.lastReceived });
      case 'token': {
        const identity = await this.verify(frame.token, endpoint.rawId);
        if (!identity || this.refuseOtherResource(endpoint, identity)) return undefined;
        this.restartTokenTimers(identity);
        return sendFrame(socket, { t: 'accepted-token', expiresOn: identity.expiresOn.getTime() });
      }
      case 'command':
        if (endpoint.outbox.recordReceived(frame.n)) deps.commands.receiveCommand(endpoint, frame.command);
        return undefined;
      case 'bye':
        if (this.readClosedPageMs(endpoint) === undefined) this.removeEndpoint(endpoint);
        return ws.close(1000);
    }
  }

  private async handleHello(hello: Extract<ClientFrame, { t: 'hello' }>): Promise<void> {
    const { socket, deps } = this;
    const { token, name, resume, page } = hello;
    const { endpoints, commands } = deps;
    const identity = await this.verify(token);
    if (!identity || !socket.isOpen) return undefined;
    const { oid, rawId, expiresOn, joinsOnly = false } = identity;
    socket.readConditions = () => commands.network.readSocketConditions(oid);
    const refusal = commands.network.readSocketRefusal(oid);
    if (refusal !== undefined) return socket.close(refusal, 'a condition of the emulator asks for it');
    const formerEndpoint = resume && endpoints.findFormerEndpoint(rawId, resume.endpoint, resume.secret);
    const endpoint = formerEndpoint ?? endpoints.createForUser(rawId);
    if (this.refuseOtherResource(endpoint, identity)) return undefined;
    endpoint.joinsOnly = joinsOnly;
    if (deps.address !== undefined) endpoint.reachedAt = deps.address;
    if (name !== undefined && isAcsUser(rawId)) {
      endpoint.name = name;
      deps.recorder.learnName(rawId, name);
    }
    this.attachTo(endpoint);
    // A client of another kind names no page, so the endpoint has a lane of its own.
    const lane = page ?? endpoint.id;
    socket.recordFrame = (way, frame) => deps.recorder.recordFrame(lane, rawId, way, frame);
    socket.recordFrame('up', hello);
    this.restartTokenTimers(identity);
    const { id: endpointId, secret, outbox, disconnectReason } = endpoint;
    // This frame must come before the welcome, at which the page would otherwise report a connected agent.
    if (disconnectReason) sendFrame(socket, { t: 'retired', reason: disconnectReason });
    sendFrame(socket, {
      t: 'welcome',
      endpoint: endpointId,
      secret,
      id: rawId,
      expiresOn: expiresOn.getTime(),
      resumed: formerEndpoint !== undefined,
      got: outbox.lastReceived,
    });
    const stopSendingConditions = sendPageConditions(socket, commands.network, oid);
    const stopSendingRecording = sendRecording(socket, deps.recorder);
    this.stopFollowing = () => {
      stopSendingConditions();
      stopSendingRecording();
    };
    // `resume` is always there beside a former endpoint, but TypeScript does not know this.
    if (formerEndpoint && resume) {
      sendServerConnection(commands.calls.list(), formerEndpoint, true);
      outbox.acknowledge(resume.got);
    }
    // A new endpoint has events, too, if the contact centre let a waiting call ring there as soon as it was registered.
    for (const { n, message } of outbox.unacknowledged) sendFrame(socket, { t: 'event', n, event: message });
    if (!formerEndpoint) commands.invitations.catchUp(endpoint);
  }

  private attachTo(endpoint: Endpoint): void {
    clearTimeout(endpoint.graceTimer);
    endpoint.socket?.terminate();
    endpoint.socket = this.socket;
    endpoint.removeEndpoint = () => this.removeEndpoint(endpoint);
    this.endpoint = endpoint;
  }

  /** Closes the socket with 4401 if the token is not valid, or has a raw id other than `requiredRawId`. */
  private async verify(token: string, requiredRawId?: string): Promise<AcsIdentity | null> {
    const identity = await this.deps.verify(token);
    if (identity && (requiredRawId === undefined || identity.rawId === requiredRawId)) return identity;
    this.ws.close(closeCodes.token, 'token refused');
    return null;
  }

  /**
   * Closes the socket with 4401 if the token is of another ACS resource than before, and a condition (fault that a test switches
   * on) forbids that in a call. Otherwise, stores the token's resource. @returns whether the socket was closed.
   */
  private refuseOtherResource(endpoint: Endpoint, { oid, resourceId }: AcsIdentity): boolean {
    const { calls, network } = this.deps.commands;
    const isOther = endpoint.acsResourceId !== undefined && endpoint.acsResourceId !== resourceId;
    if (isOther && network.keepsAcsResource(oid) && calls.isInCall(endpoint)) {
      this.ws.close(closeCodes.token, 'token of another resource');
      return true;
    }
    endpoint.acsResourceId = resourceId;
    return false;
  }

  /**
   * Asks the client for a new token `tokenRequestLeadMs` before the present one expires or, if less than twice that time is left,
   * in the middle of the time left. It waits at least 100 ms, because a client without a newer token sends the same one again.
   */
  private restartTokenTimers({ expiresOn }: AcsIdentity): void {
    const { commands, timing } = this.deps;
    this.stopTokenTimers();
    const remainingMs = expiresOn.getTime() - commands.clock.now();
    const askAfterMs = Math.max(remainingMs - timing.tokenRequestLeadMs, remainingMs / 2, 100);
    this.cancelTokenTimers = [
      commands.clock.after(askAfterMs, () => sendFrame(this.socket, { t: 'token-due' })),
      commands.clock.after(remainingMs, () => this.ws.close(closeCodes.token, 'token ended')),
    ];
  }

  private stopTokenTimers(): void {
    for (const cancel of this.cancelTokenTimers) cancel();
  }

  /** @returns for how many milliseconds a closed page stays in its calls; `undefined` if it is in none, or leaves at once. */
  private readClosedPageMs(endpoint: Endpoint): number | undefined {
    const { calls, network } = this.deps.commands;
    return calls.isInCall(endpoint) ? network.readClosedPageMs(endpoint.oid) : undefined;
  }

  /** Forgets the endpoint, and removes it from its calls. */
  private removeEndpoint(endpoint: Endpoint): void {
    this.deps.endpoints.remove(endpoint);
    endpoint.socket = null;
    this.deps.commands.calls.removeEndpoint(endpoint);
  }

  private handleClose(code: number): void {
    const { endpoint, deps } = this;
    clearTimeout(this.silenceTimer);
    this.stopTokenTimers();
    this.stopFollowing?.();
    // The client may already use the endpoint with a newer socket.
    if (endpoint?.socket !== this.socket || endpoint.hasOverflowed) return;
    endpoint.socket = null;
    const graceMs = Math.max(
      chooseGraceMs(code, { wasSilent: this.wasSilent, isDead: this.socket.isDead }, deps.timing),
      this.readClosedPageMs(endpoint) ?? 0,
    );
    endpoint.graceTimer = setTimeout(() => this.removeEndpoint(endpoint), graceMs);
    if (graceMs > 0) sendServerConnection(deps.commands.calls.list(), endpoint, false);
  }
}

/** @returns `null` for data that is not a frame of the protocol. */
function parseFrame(data: RawData): ClientFrame | null {
  try {
    // The cast is right, because the library `ws` passes each message as a Buffer by default.
    const result = ClientFrame.safeParse(JSON.parse((data as Buffer).toString('utf8')));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

/** Sends a page the conditions that the page applies itself, now and after every change. @returns a function that ends this. */
function sendPageConditions(socket: EndpointSocket, network: EmulatedNetwork, oid: string): () => void {
  // A page without conditions gets no frame at the start.
  let sentText = '{}';
  const sendIfChanged = () => {
    const set = network.readPageConditions(oid);
    const text = JSON.stringify(set);
    if (text !== sentText) sendFrame(socket, { t: 'conditions', set });
    sentText = text;
  };
  sendIfChanged();
  return network.subscribe(sendIfChanged);
}

/** Tells a page whether it should record, if it should now, and after every change. @returns a function that ends this. */
function sendRecording(socket: EndpointSocket, recorder: Recorder): () => void {
  const send = () => sendFrame(socket, { t: 'recording', on: recorder.isOn });
  if (recorder.isOn) send();
  return recorder.subscribe(send);
}
