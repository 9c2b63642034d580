import { Outbox } from '../../wire/outbox.ts';
import type {
  ClientFrame,
  Command,
  DisconnectReason,
  SignallingEvent,
  ServerFrame,
} from '../../wire/protocol.ts';
import type { CommandSender } from '../base/commandSender.ts';
import { setPageConditions } from '../base/pageConditions.ts';
import { withTimeout } from '../base/withTimeout.ts';
import { Heartbeat } from './heartbeat.ts';

// Two of the `closeCodes` of `wire/protocol.ts`. Importing that module would bring its schemas into the page.
/** The server closes a socket with this code when the token has expired or is not accepted. */
const tokenCloseCode = 4401;
/** The client closes a socket with this code when the server has been silent for too long. */
const silentCloseCode = 4000;
/** A token refresher that takes longer than this has failed. Otherwise it would block the reconnection. */
const tokenTimeoutMs = 15_000;
/** After this many refused tokens in a row, the agent reports an invalid token. */
const maxTokenRefusals = 3;

/** What the call agent gives to its connection. */
export interface SignallingConnectionHandlers {
  onEvent(event: SignallingEvent): void;
  /** Called when the connection can be used, and when it is lost. */
  onConnectionChanged(isConnected: boolean, reason?: DisconnectReason): void;
  /** Called when the server disconnects the agent for good. The socket stays open for the agent's calls until `close()`. */
  onRetired(): void;
  /** Called when the server no longer knows the agent's endpoint and has removed it from its calls. */
  onForgotten(): void;
}

/**
 * The connection of a call agent to the signalling server: one WebSocket at a time. To the server, the agent is an
 * endpoint, which survives a short loss of the socket. The connection reconnects by itself, and no command or event is
 * lost meanwhile.
 */
export class SignallingConnection implements CommandSender {
  /** The raw id of the token's user. It is `undefined` until the agent connects for the first time. */
  ownRawId: string | undefined;
  private readonly url: string;
  private readonly getToken: () => Promise<string>;
  private readonly handlers: SignallingConnectionHandlers;
  private socket: WebSocket | null = null;
  /** Proves to the server that a new socket belongs to the same endpoint; `undefined` before the first connection. */
  private endpointProof: { endpoint: string; secret: string } | undefined;
  /** The commands that the server has not acknowledged. `lastReceived` is the number of the last received event. */
  private outbox = new Outbox<Command>();
  /** Whether the server has accepted the token on the present socket. Only then can commands be sent. */
  private isWelcome = false;
  private isClosed = false;
  /** Whether the server has disconnected the agent for good. */
  private isRetired = false;
  /** Failed connections in a row. */
  private failureCount = 0;
  private tokenRefusalCount = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly heartbeat = new Heartbeat({
    sendPing: () => {
      if (this.isWelcome) this.sendFrame({ t: 'ping', got: this.outbox.lastReceived });
      return this.isWelcome;
    },
    onSocketDead: () => this.abandonSocket(),
  });

  constructor(url: string, getToken: () => Promise<string>, handlers: SignallingConnectionHandlers) {
    this.url = url;
    this.getToken = getToken;
    this.handlers = handlers;
    addEventListener('online', this.handleOnline);
    addEventListener('pagehide', this.sayGoodbye);
  }

  get isConnected(): boolean {
    return this.isWelcome;
  }

  /** Starts connecting. The handler `onConnectionChanged` gets the outcome. */
  open(): void {
    clearTimeout(this.retryTimer);
    void this.connect();
  }

  send(command: Command): void {
    const { n } = this.outbox.add(command);
    if (this.isWelcome) this.sendFrame({ t: 'command', n, command });
  }

  /** Ends the connection for good. The server removes the endpoint at once. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    setPageConditions(this);
    removeEventListener('online', this.handleOnline);
    removeEventListener('pagehide', this.sayGoodbye);
    clearTimeout(this.retryTimer);
    this.sayGoodbye();
    // `sayGoodbye` sends nothing before the server has accepted the token. Then close code 1000 is the only goodbye.
    this.socket?.close(1000);
    this.dropSocket();
  }

  private readonly sayGoodbye = (): void => {
    if (this.isWelcome) this.sendFrame({ t: 'bye' });
  };

  /** Reconnects without delay when the network is back, or checks whether the present socket still works. */
  private readonly handleOnline = (): void => {
    this.failureCount = 0;
    if (this.isWelcome) this.heartbeat.checkNow();
    else this.open();
  };

  private async connect(): Promise<void> {
    let token: string;
    try {
      token = await this.fetchToken();
    } catch {
      // The app learns of the error from its own credential. Here the agent only becomes Disconnected.
      this.reportDisconnected('invalidToken');
      return this.scheduleRetry();
    }
    if (this.isClosed || this.socket) return undefined;
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.addEventListener('open', () => {
      const resume = this.endpointProof && { ...this.endpointProof, got: this.outbox.lastReceived };
      this.sendFrame({ t: 'hello', token, ...(resume ? { resume } : {}) });
    });
    socket.addEventListener('message', ({ data }) =>
      this.handleFrame(JSON.parse(String(data)) as ServerFrame),
    );
    socket.addEventListener('close', ({ code }) => {
      if (this.socket === socket) this.handleLostSocket(code);
    });
    this.heartbeat.start();
    return undefined;
  }

  private fetchToken(): Promise<string> {
    return withTimeout(this.getToken(), tokenTimeoutMs, 'The credential gave no token in time.');
  }

  private handleFrame(frame: ServerFrame): void {
    this.heartbeat.recordAnswer();
    switch (frame.t) {
      case 'welcome':
        return this.handleWelcome(frame);
      case 'event':
        // After a reconnection the server may send an event once more.
        if (this.outbox.recordReceived(frame.n)) this.handlers.onEvent(frame.event);
        return undefined;
      case 'pong':
        return this.outbox.acknowledge(frame.got);
      case 'token-due':
        return void this.renewToken();
      case 'conditions':
        return setPageConditions(this, frame.set);
      case 'retired':
        return this.handleRetired(frame.reason);
      case 'accepted-token':
        return undefined;
    }
  }

  private handleWelcome(welcome: Extract<ServerFrame, { t: 'welcome' }>): void {
    const { endpoint, secret, id: ownRawId, resumed: isSameEndpoint, got: lastReceivedCommand } = welcome;
    const isReconnection = this.endpointProof !== undefined;
    this.endpointProof = { endpoint, secret };
    this.ownRawId = ownRawId;
    this.failureCount = 0;
    this.tokenRefusalCount = 0;
    if (isSameEndpoint) this.outbox.acknowledge(lastReceivedCommand);
    else if (isReconnection) this.outbox = new Outbox();
    this.isWelcome = true;
    for (const { n, message } of this.outbox.unacknowledged)
      this.sendFrame({ t: 'command', n, command: message });
    if (isReconnection && !isSameEndpoint) this.handlers.onForgotten();
    // A server that has forgotten a retired agent would treat this connection as that of a new agent.
    if (this.isRetired && !isSameEndpoint) this.close();
    if (!this.isRetired) this.handlers.onConnectionChanged(true);
  }

  private handleRetired(reason: DisconnectReason): void {
    if (this.isRetired) return;
    this.isRetired = true;
    // `onRetired` comes first, because the app may create the next agent as soon as it learns of the disconnection.
    this.handlers.onRetired();
    this.handlers.onConnectionChanged(false, reason);
  }

  private async renewToken(): Promise<void> {
    try {
      this.sendFrame({ t: 'token', token: await this.fetchToken() });
    } catch {
      // The server closes the socket when the token expires. Then the reconnection asks for a token again.
    }
  }

  /** Gives up a dead socket. Waiting for its `close` event would take a minute. */
  private abandonSocket(): void {
    const { socket } = this;
    this.socket = null;
    socket?.close(silentCloseCode);
    this.handleLostSocket(silentCloseCode);
  }

  private handleLostSocket(closeCode: number): void {
    const isTokenRefused = closeCode === tokenCloseCode;
    // If the server had accepted the token before, the token has expired. Otherwise, the next token may work.
    const hasTokenExpired = this.isWelcome && isTokenRefused;
    this.dropSocket();
    if (this.isClosed) return;
    if (isTokenRefused) this.tokenRefusalCount += 1;
    const isTokenInvalid = hasTokenExpired || this.tokenRefusalCount >= maxTokenRefusals;
    this.reportDisconnected(isTokenInvalid ? 'invalidToken' : 'connectionIssue');
    this.scheduleRetry();
  }

  private dropSocket(): void {
    this.heartbeat.stop();
    this.isWelcome = false;
    this.socket?.close();
    this.socket = null;
  }

  private reportDisconnected(reason: DisconnectReason): void {
    // A retired agent has reported its last reason already.
    if (!this.isRetired) this.handlers.onConnectionChanged(false, reason);
  }

  /**
   * Retries at once after the first failure. After each further failure the delay is twice as long, up to 5 s. It is then
   * shortened at random by up to a half, so that the clients of a restarted server do not all return at the same time.
   */
  private scheduleRetry(): void {
    if (this.isClosed) return;
    const longestDelayMs = this.failureCount === 0 ? 0 : Math.min(5_000, 250 * 2 ** this.failureCount);
    const delayMs = longestDelayMs * (0.5 + Math.random() / 2);
    this.failureCount += 1;
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.open(), delayMs);
  }

  private sendFrame(frame: ClientFrame): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}
