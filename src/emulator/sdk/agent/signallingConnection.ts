import type { ClientFrame, Command, DisconnectReason, Event, ServerFrame } from '../../wire/protocol.ts';
import { Outbox } from '../../wire/outbox.ts';
import { setPageConditions } from '../base/pageConditions.ts';

/** Mirrors `closeCodes` of the protocol, whose module would pull its checks into the browser. */
const tokenClose = 4401;
const silentClose = 4000;
/** With the next one: a server that stops answering is noticed within four seconds. */
const pingEvery = 1_000;
/** A socket that answers nothing for this long is dead, whatever its readyState says. */
const answerWithin = 2_500;
/** The same, when the network says that it is back: whoever is there answers at once. */
const answerAwakeWithin = 2_000;
const tokenWithin = 15_000;
/** Tries with ever new tokens before they count as refused. */
const tokenTries = 3;

export interface ConnectionHandlers {
  event(event: Event): void;
  /** The socket is usable, or is not. */
  changed(connected: boolean, reason?: DisconnectReason): void;
  /** The agent is disconnected for good. The socket stays until `close()`, for the calls that go on. */
  retired(): void;
  /** The server no longer knows this window: its calls are gone. */
  forgotten(): void;
}

/** The one WebSocket of a call agent: it comes back by itself, and loses nothing on the way. */
export class Connection {
  /** The raw id the token speaks for, once known. */
  id: string | undefined;
  private readonly url: string;
  private readonly getToken: () => Promise<string>;
  private readonly handlers: ConnectionHandlers;
  private socket: WebSocket | null = null;
  private session: { endpoint: string; secret: string } | undefined;
  private outbox = new Outbox<Command>();
  private welcomed = false;
  private closed = false;
  private retired = false;
  private failures = 0;
  private refusals = 0;
  /** When the ping went out that has not been answered yet; 0 when none is out. */
  private pingedAt = 0;
  private pinging: ReturnType<typeof setInterval> | undefined;
  private retrying: ReturnType<typeof setTimeout> | undefined;
  private waking: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, getToken: () => Promise<string>, handlers: ConnectionHandlers) {
    this.url = url;
    this.getToken = getToken;
    this.handlers = handlers;
    addEventListener('online', this.wake);
    addEventListener('pagehide', this.bye);
  }

  get connected(): boolean {
    return this.welcomed;
  }

  /** Starts connecting; `changed` says how it goes. */
  open(): void {
    clearTimeout(this.retrying);
    void this.connect();
  }

  /** Delivers a command now, or as soon as the socket is back. */
  send(command: Command): void {
    const { n } = this.outbox.add(command);
    if (this.welcomed) this.write({ t: 'command', n, command });
  }

  /** Says goodbye and ends: the server forgets this window at once. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    setPageConditions(this);
    removeEventListener('online', this.wake);
    removeEventListener('pagehide', this.bye);
    clearTimeout(this.retrying);
    this.bye();
    // Where it was too early for a goodbye: this is one, too.
    this.socket?.close(1000);
    this.drop();
  }

  private readonly bye = (): void => {
    if (this.welcomed) this.write({ t: 'bye' });
  };

  /** The network says it is back: no reason to sit out a delay, or to trust an old socket. */
  private readonly wake = (): void => {
    this.failures = 0;
    if (!this.welcomed) return this.open();
    this.ping();
    clearTimeout(this.waking);
    // The machine may have another address now, where no answer to the old one arrives.
    this.waking = setTimeout(() => this.pingedAt > 0 && this.abandon(), answerAwakeWithin);
    return undefined;
  };

  private async connect(): Promise<void> {
    let token: string;
    try {
      token = await this.tokenInTime();
    } catch {
      // The credential has given up; what it threw is the app's to show, the agent only becomes Disconnected.
      this.report('invalidToken');
      return this.retry();
    }
    if (this.closed || this.socket) return undefined;
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.addEventListener('open', () => {
      const resume = this.session && { ...this.session, got: this.outbox.got };
      this.write({ t: 'hello', token, ...(resume ? { resume } : {}) });
    });
    socket.addEventListener('message', ({ data }) => this.receive(JSON.parse(String(data)) as ServerFrame));
    socket.addEventListener('close', ({ code }) => this.socket === socket && this.lost(code));
    this.pingedAt = Date.now();
    clearInterval(this.pinging);
    this.pinging = setInterval(() => this.watch(), pingEvery);
    return undefined;
  }

  /** A credential whose refresher hangs would hang the reconnect with it. */
  private async tokenInTime(): Promise<string> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('The credential gave no token in time.')), tokenWithin);
    });
    try {
      return await Promise.race([this.getToken(), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private receive(frame: ServerFrame): void {
    this.pingedAt = 0;
    switch (frame.t) {
      case 'welcome':
        return this.welcome(frame);
      case 'event':
        if (this.outbox.receive(frame.n)) this.handlers.event(frame.event);
        return undefined;
      case 'pong':
        return this.outbox.acknowledge(frame.got);
      case 'token-due':
        return void this.renew();
      case 'conditions':
        return setPageConditions(this, frame.set);
      case 'retired':
        return this.retire(frame.reason);
      case 'accepted-token':
        return undefined;
    }
  }

  private welcome({ endpoint, secret, id, resumed, got }: Extract<ServerFrame, { t: 'welcome' }>): void {
    const returned = this.session !== undefined;
    this.session = { endpoint, secret };
    this.id = id;
    this.failures = 0;
    this.refusals = 0;
    if (resumed) this.outbox.acknowledge(got);
    else if (returned) this.outbox = new Outbox();
    this.welcomed = true;
    for (const { n, message } of this.outbox.pending) this.write({ t: 'command', n, command: message });
    if (returned && !resumed) this.handlers.forgotten();
    // The server knows nothing of this agent any more, and must not take it for a new one.
    if (this.retired && !resumed) this.close();
    if (!this.retired) this.handlers.changed(true);
  }

  private retire(reason: DisconnectReason): void {
    if (this.retired) return;
    this.retired = true;
    // First: whoever hears that the agent is gone may create the next one at once.
    this.handlers.retired();
    this.handlers.changed(false, reason);
  }

  private async renew(): Promise<void> {
    try {
      this.write({ t: 'token', token: await this.tokenInTime() });
    } catch {
      // The server closes with 4401 when the token ends; the reconnect asks again.
    }
  }

  private watch(): void {
    // Not "nothing heard for long": a hidden page's timers come a minute apart, and its socket is well.
    if (this.pingedAt > 0 && Date.now() - this.pingedAt > answerWithin) this.abandon();
    else this.ping();
  }

  private ping(): void {
    if (!this.welcomed) return;
    this.pingedAt ||= Date.now();
    this.write({ t: 'ping', got: this.outbox.got });
  }

  /** `close()` on a dead socket takes a minute to say so: it is left behind instead. */
  private abandon(): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close(silentClose);
    this.lost(silentClose);
  }

  private lost(code: number): void {
    // A token that was good has ended; one that never was may be followed by a better one.
    const ended = this.welcomed && code === tokenClose;
    this.drop();
    if (this.closed) return;
    if (code === tokenClose) this.refusals += 1;
    const refused = ended || this.refusals >= tokenTries;
    this.report(refused ? 'invalidToken' : 'connectionIssue');
    this.retry();
  }

  private drop(): void {
    clearInterval(this.pinging);
    clearTimeout(this.waking);
    this.welcomed = false;
    this.socket?.close();
    this.socket = null;
  }

  /** An agent that is disconnected for good has given its last reason already. */
  private report(reason: DisconnectReason): void {
    if (!this.retired) this.handlers.changed(false, reason);
  }

  private retry(): void {
    if (this.closed) return;
    const delay =
      this.failures === 0 ? 0 : Math.min(5_000, 250 * 2 ** this.failures) * (0.5 + Math.random() / 2);
    this.failures += 1;
    clearTimeout(this.retrying);
    this.retrying = setTimeout(() => this.open(), delay);
  }

  private write(frame: ClientFrame): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}
