import type { WebSocket } from 'ws';

/** What the network does to a person's sockets. */
export interface SocketConditions {
  /** How late each frame arrives, in either direction; milliseconds. */
  readonly delayMs: number;
  /** Open, and nothing gets through: what was sent arrives when the network is back, as TCP has it. */
  readonly isDead: boolean;
}

const healthy: SocketConditions = { delayMs: 0, isDead: false };
/** How often a dead line is looked at. */
const lookEvery = 50;
/** In bytes. A page reads what it is sent, also while it thinks. */
const mostUnread = 8 * 1024 * 1024;

/** A socket as the network lets it through: late, or not at all. Frames keep their order. */
export class EmulatedSocket {
  private readonly ws: WebSocket;
  private readonly waiting: { readonly at: number; readonly run: () => void }[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** Who the socket belongs to is known only once a token has said so. */
  conditions: () => SocketConditions = () => healthy;

  constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('close', () => {
      clearTimeout(this.timer);
      this.waiting.length = 0;
    });
  }

  get isOpen(): boolean {
    return this.ws.readyState === 1;
  }

  /** Whoever does not read is broken off, whatever it says that it has seen. */
  send(text: string): void {
    this.deliver(() => {
      if (this.ws.bufferedAmount > mostUnread) this.ws.terminate();
      else if (this.isOpen) this.ws.send(text);
    });
  }

  /** Runs something that came in, when the network has brought it. */
  deliver(run: () => void): void {
    const { delayMs, isDead: dead } = this.conditions();
    if (this.waiting.length === 0 && delayMs === 0 && !dead) return run();
    this.waiting.push({ at: performance.now() + delayMs, run });
    return this.look();
  }

  close(code: number, reason?: string): void {
    this.ws.close(code, reason);
  }

  /** Breaks off without a word. */
  terminate(): void {
    this.ws.terminate();
  }

  private look(): void {
    clearTimeout(this.timer);
    for (;;) {
      const [first] = this.waiting;
      if (!first) return;
      const wait = this.conditions().isDead ? lookEvery : first.at - performance.now();
      if (wait > 0) {
        this.timer = setTimeout(() => this.look(), Math.min(wait, lookEvery));
        return;
      }
      this.waiting.shift();
      first.run();
    }
  }
}
