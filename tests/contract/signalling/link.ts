import type { ClientFrame, Command, Event, ServerFrame } from '../../../src/emulator/wire/protocol.ts';
import { Outbox } from '../../../src/emulator/wire/outbox.ts';
import type { Wire } from './wire.ts';

export interface LinkListener {
  onEvent(event: Event): void;
  /** Called when the server no longer knows this endpoint. */
  onForgotten(): void;
}

/** An endpoint's side of its socket. It resends commands that were not acknowledged, and resumes the same endpoint. */
export class Link {
  wire: Wire | undefined;
  private readonly token: string;
  private readonly listener: LinkListener;
  private session: { endpoint: string; secret: string } | undefined;
  private welcomed = false;
  private outbox = new Outbox<Command>();

  constructor(token: string, listener: LinkListener) {
    this.token = token;
    this.listener = listener;
  }

  /** Opens a socket, and asks to resume the endpoint if there was one. */
  connect(wire: Wire): void {
    this.wire = wire;
    this.welcomed = false;
    const resume = this.session && { ...this.session, got: this.outbox.got };
    wire.up.push({ t: 'hello', token: this.token, ...(resume ? { resume } : {}) });
  }

  send(command: Command): void {
    this.write({ t: 'command', ...numbered(this.outbox.add(command)) });
  }

  /** Closes the page: with a `bye`, by closing the socket, or without a sign, as after a crash. */
  leave(how: 'bye' | 'closed' | 'crashed'): void {
    if (how === 'bye' && this.welcomed) this.write({ t: 'bye' });
    else this.wire?.close(how === 'crashed' ? 1006 : 1001);
  }

  /** Delivers the server's oldest frame. */
  deliver(): void {
    const frame = this.wire?.down.shift();
    if (frame) this.receive(frame);
  }

  private receive(frame: ServerFrame): void {
    switch (frame.t) {
      case 'welcome':
        return this.welcome(frame);
      case 'event':
        if (this.outbox.receive(frame.n)) this.listener.onEvent(frame.event);
        return undefined;
      case 'pong':
        return this.outbox.acknowledge(frame.got);
      default:
        // No test lasts as long as a token, so no frame about one arrives.
        return undefined;
    }
  }

  private welcome({ endpoint, secret, resumed, got }: Extract<ServerFrame, { t: 'welcome' }>): void {
    if (resumed) this.outbox.acknowledge(got);
    else if (this.session) {
      this.outbox = new Outbox();
      this.listener.onForgotten();
    }
    this.session = { endpoint, secret };
    this.welcomed = true;
    for (const entry of this.outbox.pending) this.write({ t: 'command', ...numbered(entry) });
  }

  private write(frame: ClientFrame): void {
    if (this.welcomed && this.wire?.readyState === 1) this.wire.up.push(frame);
  }
}

const numbered = ({ n, message }: { n: number; message: Command }) => ({ n, command: message });
