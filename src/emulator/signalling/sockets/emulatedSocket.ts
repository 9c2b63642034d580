import type { WebSocket } from 'ws';
import type { EventSocket } from '../endpoints/endpoint.ts';
import type { SocketConditions } from '../network/emulatedNetwork.ts';

const noConditions: SocketConditions = { delayMs: 0, isDead: false };
/** Milliseconds between two looks at a dead network. */
const pollMs = 50;
/** Bytes that may wait in the socket. A page that works reads its frames, even while it is busy. */
const maxUnreadBytes = 8 * 1024 * 1024;

/** A WebSocket behind the emulated network: frames arrive late, or wait until the network is back, in order. */
export class EmulatedSocket implements EventSocket {
  /** The conditions in force. Set once a token has told whose socket it is. */
  conditions: () => SocketConditions = () => noConditions;
  private readonly ws: WebSocket;
  private readonly queue: { readonly dueAt: number; readonly run: () => void }[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('close', () => {
      clearTimeout(this.timer);
      this.queue.length = 0;
    });
  }

  get isOpen(): boolean {
    return this.ws.readyState === 1;
  }

  /** Sends a frame. A client that does not read is disconnected, even if it acknowledges events. */
  send(text: string): void {
    this.deliver(() => {
      if (this.ws.bufferedAmount > maxUnreadBytes) this.ws.terminate();
      else if (this.isOpen) this.ws.send(text);
    });
  }

  /** Runs a function when the emulated network lets a frame through, in either direction. */
  deliver(run: () => void): void {
    const { delayMs, isDead } = this.conditions();
    if (this.queue.length === 0 && delayMs === 0 && !isDead) return run();
    this.queue.push({ dueAt: performance.now() + delayMs, run });
    return this.runDue();
  }

  close(code: number, reason?: string): void {
    this.ws.close(code, reason);
  }

  terminate(): void {
    this.ws.terminate();
  }

  private runDue(): void {
    clearTimeout(this.timer);
    for (;;) {
      const [first] = this.queue;
      if (!first) return;
      const waitMs = this.conditions().isDead ? pollMs : first.dueAt - performance.now();
      if (waitMs > 0) {
        this.timer = setTimeout(() => this.runDue(), Math.min(waitMs, pollMs));
        return;
      }
      this.queue.shift();
      first.run();
    }
  }
}
