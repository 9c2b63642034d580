import { Outbox } from '../../wire/outbox.ts';
import type { ClientFrame, Command, DisconnectReason, Event, ServerFrame } from '../../wire/protocol.ts';
import type { CommandSender } from '../base/commandSender.ts';
import { setPageConditions } from '../base/pageConditions.ts';
import { withTimeout } from '../base/withTimeout.ts';
import { Heartbeat } from './heartbeat.ts';

/** The same as `closeCodes` of the protocol, whose module would bring its schemas into the browser. */
const tokenCloseCode = 4401;
const silentCloseCode = 4000;
/** A credential whose refresher hangs would otherwise block the reconnection. */
const tokenTimeoutMs = 15_000;
/** After this many refused tokens in a row, the agent reports an invalid token. */
const maxTokenRefusals = 3;

export interface SignallingConnectionHandlers {
  event(event: Event): void;
  /** The connection became usable, or was lost. */
  changed(isConnected: boolean, reason?: DisconnectReason): void;
  /** The agent is disconnected for good. The socket stays until `close()`, for the calls that go on. */
  retired(): void;
  /** The server no longer knows this endpoint, so its calls are gone. */
  forgotten(): void;
}

/** The WebSocket of a call agent. It reconnects by itself, and no command or event is lost meanwhile. */
export class SignallingConnection implements CommandSender {
  /** The raw id of the token's user, known once the agent has been connected. */
  id: string | undefined;
  private readonly url: string;
  private readonly getToken: () => Promise<string>;
  private readonly handlers: SignallingConnectionHandlers;
  private socket: WebSocket | null = null;
  private session: { endpoint: string; secret: string } | undefined;
  private outbox = new Outbox<Command>();
  /** Whether the server has accepted the token, and commands can be sent. */
  private isWelcome = false;
  private isClosed = false;
  private isRetired = false;
  /** Failed connections in a row. */
  private failureCount = 0;
  private tokenRefusalCount = 0;
  private retrying: ReturnType<typeof setTimeout> | undefined;
  private readonly heartbeat = new Heartbeat({
    ping: () => {
      if (this.isWelcome) this.write({ t: 'ping', got: this.outbox.got });
      return this.isWelcome;
    },
    dead: () => this.abandon(),
  });

  constructor(url: string, getToken: () => Promise<string>, handlers: SignallingConnectionHandlers) {
    this.url = url;
    this.getToken = getToken;
    this.handlers = handlers;
    addEventListener('online', this.wake);
    addEventListener('pagehide', this.sayGoodbye);
  }

  get isConnected(): boolean {
    return this.isWelcome;
  }

  /** Starts connecting. The handler `changed` tells the outcome. */
  open(): void {
    clearTimeout(this.retrying);
    void this.connect();
  }

  send(command: Command): void {
    const { n } = this.outbox.add(command);
    if (this.isWelcome) this.write({ t: 'command', n, command });
  }

  /** Ends the connection. The server removes the endpoint at once. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    setPageConditions(this);
    removeEventListener('online', this.wake);
    removeEventListener('pagehide', this.sayGoodbye);
    clearTimeout(this.retrying);
    this.sayGoodbye();
    // Before the welcome there is no goodbye. The close code says the same.
    this.socket?.close(1000);
    this.drop();
  }

  private readonly sayGoodbye = (): void => {
    if (this.isWelcome) this.write({ t: 'bye' });
  };

  /** The network is back: reconnects without delay, or checks the socket. */
  private readonly wake = (): void => {
    this.failureCount = 0;
    if (this.isWelcome) this.heartbeat.wake();
    else this.open();
  };

  private async connect(): Promise<void> {
    let token: string;
    try {
      token = await this.tokenInTime();
    } catch {
      // The app gets the error from its own credential. The agent only becomes Disconnected.
      this.report('invalidToken');
      return this.retry();
    }
    if (this.isClosed || this.socket) return undefined;
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.addEventListener('open', () => {
      const resume = this.session && { ...this.session, got: this.outbox.got };
      this.write({ t: 'hello', token, ...(resume ? { resume } : {}) });
    });
    socket.addEventListener('message', ({ data }) => this.receive(JSON.parse(String(data)) as ServerFrame));
    socket.addEventListener('close', ({ code }) => this.socket === socket && this.lost(code));
    this.heartbeat.start();
    return undefined;
  }

  private tokenInTime(): Promise<string> {
    return withTimeout(this.getToken(), tokenTimeoutMs, 'The credential gave no token in time.');
  }

  private receive(frame: ServerFrame): void {
    this.heartbeat.received();
    switch (frame.t) {
      case 'welcome':
        return this.welcome(frame);
      case 'event':
        if (this.outbox.receive(frame.n)) this.handlers.event(frame.event);
        return undefined;
      case 'pong':
        return this.outbox.acknowledge(frame.got);
      case 'token-due':
        return void this.renewToken();
      case 'conditions':
        return setPageConditions(this, frame.set);
      case 'retired':
        return this.retire(frame.reason);
      case 'accepted-token':
        return undefined;
    }
  }

  private welcome({ endpoint, secret, id, resumed, got }: Extract<ServerFrame, { t: 'welcome' }>): void {
    const isReturning = this.session !== undefined;
    this.session = { endpoint, secret };
    this.id = id;
    this.failureCount = 0;
    this.tokenRefusalCount = 0;
    if (resumed) this.outbox.acknowledge(got);
    else if (isReturning) this.outbox = new Outbox();
    this.isWelcome = true;
    for (const { n, message } of this.outbox.pending) this.write({ t: 'command', n, command: message });
    if (isReturning && !resumed) this.handlers.forgotten();
    // A server that no longer knows a retired agent must not take it for a new one.
    if (this.isRetired && !resumed) this.close();
    if (!this.isRetired) this.handlers.changed(true);
  }

  private retire(reason: DisconnectReason): void {
    if (this.isRetired) return;
    this.isRetired = true;
    // In this order, because the app may create the next agent as soon as it learns of the disconnection.
    this.handlers.retired();
    this.handlers.changed(false, reason);
  }

  private async renewToken(): Promise<void> {
    try {
      this.write({ t: 'token', token: await this.tokenInTime() });
    } catch {
      // The server closes the socket when the token expires, and the reconnection asks for a token again.
    }
  }

  /** Leaves a dead socket behind, because its `close()` would take a minute to be reported. */
  private abandon(): void {
    const { socket } = this;
    this.socket = null;
    socket?.close(silentCloseCode);
    this.lost(silentCloseCode);
  }

  private lost(code: number): void {
    // A token that was accepted has expired. One that never was may be followed by a better one.
    const hasExpired = this.isWelcome && code === tokenCloseCode;
    this.drop();
    if (this.isClosed) return;
    if (code === tokenCloseCode) this.tokenRefusalCount += 1;
    const isInvalid = hasExpired || this.tokenRefusalCount >= maxTokenRefusals;
    this.report(isInvalid ? 'invalidToken' : 'connectionIssue');
    this.retry();
  }

  private drop(): void {
    this.heartbeat.stop();
    this.isWelcome = false;
    this.socket?.close();
    this.socket = null;
  }

  /** A retired agent has reported its last reason already. */
  private report(reason: DisconnectReason): void {
    if (!this.isRetired) this.handlers.changed(false, reason);
  }

  private retry(): void {
    if (this.isClosed) return;
    const delayMs =
      this.failureCount === 0 ? 0 : Math.min(5_000, 250 * 2 ** this.failureCount) * (0.5 + Math.random() / 2);
    this.failureCount += 1;
    clearTimeout(this.retrying);
    this.retrying = setTimeout(() => this.open(), delayMs);
  }

  private write(frame: ClientFrame): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}
