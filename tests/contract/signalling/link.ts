import type {
  ClientFrame,
  Command,
  SignallingEvent,
  ServerFrame,
} from '../../../src/emulator/wire/protocol.ts';
import { Outbox } from '../../../src/emulator/wire/outbox.ts';
import type { Wire } from './wire.ts';

export interface LinkListener {
  onEvent(event: SignallingEvent): void;
  /** The server no longer knows this endpoint, so all its calls are over. */
  onForgotten(): void;
}

/** How a page closes: with a `bye` frame, by closing its socket, or without any sign. */
export type CloseMode = 'bye' | 'closed' | 'crashed';

/**
 * A simulated endpoint's connection to the signalling server. It follows the rules of the real client: on a new socket it
 * resumes the same endpoint, and sends every command again that the server has not acknowledged.
 */
export class Link {
  /** The simulated WebSocket that the endpoint uses now. */
  wire: Wire | undefined;
  private readonly token: string;
  private readonly listener: LinkListener;
  private session: { endpoint: string; secret: string } | undefined;
  /** Whether the server has answered `hello` on this socket. */
  private isWelcomed = false;
  /** Commands that the server has not acknowledged. */
  private outbox = new Outbox<Command>();

  constructor(token: string, listener: LinkListener) {
    this.token = token;
    this.listener = listener;
  }

  /** Sends `hello` on a new socket, and asks to resume the endpoint if the server knew it before. */
  connect(wire: Wire): void {
    this.wire = wire;
    this.isWelcomed = false;
    const resume = this.session && { ...this.session, got: this.outbox.lastReceived };
    wire.framesToServer.push({ t: 'hello', token: this.token, ...(resume ? { resume } : {}) });
  }

  send(command: Command): void {
    this.sendFrame({ t: 'command', ...createFrameFields(this.outbox.add(command)) });
  }

  closePage(mode: CloseMode): void {
    if (mode === 'bye' && this.isWelcomed) this.sendFrame({ t: 'bye' });
    else this.wire?.close(mode === 'crashed' ? 1006 : 1001);
  }

  /** Delivers the server's oldest frame to the endpoint. */
  deliverToEndpoint(): void {
    const frame = this.wire?.framesToEndpoint.shift();
    if (frame) this.receive(frame);
  }

  private receive(frame: ServerFrame): void {
    switch (frame.t) {
      case 'welcome':
        return this.onWelcome(frame);
      case 'event':
        if (this.outbox.recordReceived(frame.n)) this.listener.onEvent(frame.event);
        return undefined;
      case 'pong':
        return this.outbox.acknowledge(frame.got);
      default:
        // The other frames are about tokens that expire, and no test lasts that long.
        return undefined;
    }
  }

  private onWelcome({ endpoint, secret, resumed, got }: Extract<ServerFrame, { t: 'welcome' }>): void {
    if (resumed) this.outbox.acknowledge(got);
    else if (this.session) {
      this.outbox = new Outbox();
      this.listener.onForgotten();
    }
    this.session = { endpoint, secret };
    this.isWelcomed = true;
    for (const entry of this.outbox.unacknowledged)
      this.sendFrame({ t: 'command', ...createFrameFields(entry) });
  }

  private sendFrame(frame: ClientFrame): void {
    if (this.isWelcomed && this.wire?.readyState === 1) this.wire.framesToServer.push(frame);
  }
}

/** @returns the fields `n` (the command's number) and `command` of the frame that sends a command. */
const createFrameFields = ({ n, message }: { n: number; message: Command }) => ({ n, command: message });
