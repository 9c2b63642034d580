import { Outbox } from '../../wire/outbox.ts';
import type {
  ClientFrame,
  Command,
  DisconnectReason,
  ServerFrame,
  SignallingEvent,
} from '../../wire/protocol.ts';
import { setPageConditions } from '../base/pageConditions.ts';
import { pageId, setRecording } from '../base/recording.ts';
import { Heartbeat } from './heartbeat.ts';

// Two of the `closeCodes` of `wire/protocol.ts`. Importing that module would bring its schemas into the page.
/** The server closes a socket with this code when the token has expired or is not accepted. */
const tokenCloseCode = 4401;
/** The client closes a socket with this code when the server has been silent for too long. */
const silentCloseCode = 4000;
/** After this many refused tokens in a row, the agent reports an invalid token. */
const maxTokenRefusals = 3;
/** How long a closing connection tries to deliver its last commands. After this time, the server has removed a lost agent. */
const deliveryTimeoutMs = 120_000;
/** How long the app's credential may take to give a token. After this time, the attempt to connect has failed. */
const tokenTimeoutMs = 15_000;

/** Whose connection it is. */
interface ConnectedUser {
  getToken(): Promise<string>;
  /** The name that an ACS user has chosen. */
  readonly name?: string | undefined;
}

interface SignallingConnectionHandlers {
  onEvent(event: SignallingEvent): void;
  /** Called when the connection can be used, and when it is lost. */
  onConnectionChanged(isConnected: boolean, reason?: DisconnectReason): void;
  /** Called when the server disconnects the agent for good. The socket stays open for the agent's calls until `close()`. */
  onRetired(): void;
  /** Called when the server no longer knows the agent's endpoint and has removed it from its calls. */
  onForgotten(): void;
}

/**
 * A call agent's connection to the signalling server: one WebSocket at a time. For the server, the agent is an endpoint,
 * which survives a short loss of the socket. The connection reconnects by itself, and no command or event is lost meanwhile.
 */
export class SignallingConnection {
  /** The raw id (`8:orgid:…`) of the token's user; `undefined` until the agent connects for the first time. */
  ownRawId: string | undefined;
  private readonly url: string;
  private readonly user: ConnectedUser;
  private lastToken = '';
  /** `undefined` once `close` was called: from then on, the connection only delivers its last commands. */
  private handlers: SignallingConnectionHandlers | undefined;
  private socket: WebSocket | null = null;
  /** Proves to the server that a new socket belongs to the same endpoint; `undefined` before the first connection. */
  private endpointProof: { endpoint: string; secret: string } | undefined;
  /** The commands that the server has not acknowledged. `lastReceived` is the number of the last received event. */
  private outbox = new Outbox<Command>();
  /** Whether the server has accepted the token on the current socket. Only then can commands be sent. */
  isConnected = false;
  /** Whether `close` was called. The connection may still have commands to deliver. */
  private isClosing = false;
  private isClosed = false;
  private deliveryTimer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the server has disconnected the agent for good. */
  private isRetired = false;
  private tokenRefusalCount = 0;
  private reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  /** Failed connections in a row. */
  private failureCount = 0;
  private readonly heartbeat = new Heartbeat({
    sendPing: () => {
      if (this.isConnected) this.sendFrame({ t: 'ping', got: this.outbox.lastReceived });
      return this.isConnected;
    },
    onSocketDead: () => this.abandonSocket(),
  });

  constructor(url: string, user: ConnectedUser, handlers: SignallingConnectionHandlers) {
    this.url = url;
    this.user = user;
    this.handlers = handlers;
    addEventListener('online', this.handleOnline);
    addEventListener('pagehide', this.sayGoodbye);
  }

  /** Starts to connect. The handler `onConnectionChanged` learns the outcome. */
  open(): void {
    clearTimeout(this.reconnectTimer);
    void this.connect();
  }

  send(command: Command): void {
    const { n } = this.outbox.add(command);
    if (this.isConnected) this.sendFrame({ t: 'command', n, command });
  }

  /** Ends the connection once the server has all commands, such as hang-ups, or after `deliveryTimeoutMs`. */
  close(): void {
    if (this.isClosing) return;
    this.isClosing = true;
    this.handlers = undefined;
    setPageConditions(this);
    this.deliveryTimer = setTimeout(() => this.end(), deliveryTimeoutMs);
    this.endIfDelivered();
    // The answer to this ping says which commands have arrived. Without an answer, the socket is dead.
    if (this.isConnected) this.heartbeat.checkNow();
  }

  /** Ends a closing connection that has nothing to deliver, or that the server has never accepted. */
  private endIfDelivered(): void {
    const isDelivered = !this.endpointProof || this.outbox.unacknowledged.length === 0;
    if (this.isClosing && isDelivered) this.end();
  }

  private end(): void {
    this.isClosed = true;
    clearTimeout(this.deliveryTimer);
    removeEventListener('online', this.handleOnline);
    removeEventListener('pagehide', this.sayGoodbye);
    clearTimeout(this.reconnectTimer);
    this.sayGoodbye();
    // `sayGoodbye` sends nothing before the server has accepted the token. Then close code 1000 is the only goodbye.
    this.socket?.close(1000);
    this.dropSocket();
  }

  private readonly sayGoodbye = (): void => {
    if (this.isConnected) this.sendFrame({ t: 'bye' });
  };

  /** Reconnects without delay when the network is back, or checks whether the current socket still works. */
  private readonly handleOnline = (): void => {
    this.failureCount = 0;
    if (this.isConnected) this.heartbeat.checkNow();
    else this.open();
  };

  private async connect(): Promise<void> {
    let token: string;
    try {
      token = await this.fetchToken();
    } catch {
      // The app's own credential has reported the error to the app. Here the agent only becomes Disconnected.
      this.reportDisconnected('invalidToken');
      if (!this.isClosed) this.scheduleReconnection();
      return;
    }
    if (this.isClosed || this.socket) return;
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.addEventListener('open', () => {
      const resume = this.endpointProof && { ...this.endpointProof, got: this.outbox.lastReceived };
      const { name } = this.user;
      this.sendFrame({
        t: 'hello',
        token,
        page: pageId,
        ...(name && { name: name.slice(0, 256) }),
        ...(resume ? { resume } : {}),
      });
    });
    socket.addEventListener('message', ({ data }) =>
      this.handleFrame(JSON.parse(String(data)) as ServerFrame),
    );
    socket.addEventListener('close', ({ code }) => {
      if (this.socket === socket) this.handleLostSocket(code);
    });
    this.heartbeat.start();
  }

  /** @throws the error of the app's credential, or an error when the credential gives no token in time. */
  private async fetchToken(): Promise<string> {
    // An app that has disposed its agent may also have disposed the credential.
    if (this.isClosing) return this.lastToken;
    const timeout = new Promise<never>((_, reject) => {
      setTimeout(reject, tokenTimeoutMs, new Error('The credential gave no token in time.'));
    });
    this.lastToken = await Promise.race([this.user.getToken(), timeout]);
    return this.lastToken;
  }

  private handleFrame(frame: ServerFrame): void {
    this.heartbeat.recordAnswer();
    switch (frame.t) {
      case 'welcome':
        return this.handleWelcome(frame);
      case 'event':
        // After a reconnection the server may send an event once more.
        if (this.outbox.recordReceived(frame.n)) this.handlers?.onEvent(frame.event);
        // A ping acknowledges the event at once. The server announces an unacknowledged call again to the user's next page.
        if (frame.event.t === 'incoming') this.heartbeat.ping();
        return;
      case 'pong':
        this.outbox.acknowledge(frame.got);
        return this.endIfDelivered();
      case 'token-due':
        return void this.renewToken();
      case 'conditions':
        return this.isClosing ? undefined : setPageConditions(this, frame.set);
      case 'recording':
        return setRecording(frame.on);
      case 'retired':
        return this.handleRetired(frame.reason);
      // The page waits for no answer to a renewed token.
      case 'accepted-token':
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
    this.isConnected = true;
    for (const { n, message } of this.outbox.unacknowledged)
      this.sendFrame({ t: 'command', n, command: message });
    if (isReconnection && !isSameEndpoint) this.handlers?.onForgotten();
    // A server that has forgotten a retired agent takes this connection for that of a new agent, so it is closed.
    if (this.isRetired && !isSameEndpoint) this.close();
    if (!this.isRetired) this.handlers?.onConnectionChanged(true);
    this.endIfDelivered();
  }

  private handleRetired(reason: DisconnectReason): void {
    if (this.isRetired) return;
    this.isRetired = true;
    // `onRetired` comes first, because the app may create the next agent as soon as it learns of the disconnection. If
    // `onRetired` closes the connection, `this.handlers` is gone, but the app must still learn of the disconnection.
    const { handlers } = this;
    handlers?.onRetired();
    handlers?.onConnectionChanged(false, reason);
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
    const hasTokenExpired = this.isConnected && isTokenRefused;
    this.dropSocket();
    if (this.isClosed) return;
    if (isTokenRefused) this.tokenRefusalCount += 1;
    const isTokenInvalid = hasTokenExpired || this.tokenRefusalCount >= maxTokenRefusals;
    this.reportDisconnected(isTokenInvalid ? 'invalidToken' : 'connectionIssue');
    this.scheduleReconnection();
  }

  /**
   * Connects again at once after the first failure. After each further failure the delay is twice as long, up to 5 s. Each
   * delay is shortened at random, by up to a half, so that the clients of a restarted server return at different times.
   */
  private scheduleReconnection(): void {
    const longestDelayMs = this.failureCount === 0 ? 0 : Math.min(5_000, 250 * 2 ** this.failureCount);
    this.failureCount += 1;
    clearTimeout(this.reconnectTimer);
    this.reconnectTimer = setTimeout(() => this.open(), longestDelayMs * (0.5 + Math.random() / 2));
  }

  private dropSocket(): void {
    this.heartbeat.stop();
    this.isConnected = false;
    this.socket?.close();
    this.socket = null;
  }

  private reportDisconnected(reason: DisconnectReason): void {
    // A retired agent has reported its last reason already.
    if (!this.isRetired) this.handlers?.onConnectionChanged(false, reason);
  }

  private sendFrame(frame: ClientFrame): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}
