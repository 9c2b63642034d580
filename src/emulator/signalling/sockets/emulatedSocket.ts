import type { WebSocket } from 'ws';
import type { EndpointSocket, RecordFrame } from '../endpoints/endpoint.ts';
import type { SocketConditions } from '../network/emulatedNetwork.ts';

const noConditions: SocketConditions = { delayMs: 0, isDead: false };
/** Milliseconds between two checks of the conditions while frames wait. */
const pollMs = 50;
/** How many bytes may wait until the client reads them. Only a client that does not read at all reaches this limit. */
const maxUnreadBytes = 8 * 1024 * 1024;

/** A WebSocket whose frames (messages) arrive late, or wait, while a condition (fault that a test switches on) says so. */
export class EmulatedSocket implements EndpointSocket {
  /** Reads the conditions in force. `serveSocket` sets this function once a token has identified the user. */
  readConditions: () => SocketConditions = () => noConditions;
  recordFrame?: RecordFrame;
  private readonly ws: WebSocket;
  /** The functions that send or handle the waiting frames, in order. `dueAt` is a time of `performance.now()`. */
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
    return this.ws.readyState === this.ws.OPEN;
  }

  /** Whether a condition makes the network between this socket and its client dead at the moment. */
  get isDead(): boolean {
    return this.readConditions().isDead;
  }

  send(text: string): void {
    this.runWhenDelivered(() => {
      if (this.ws.bufferedAmount > maxUnreadBytes) this.ws.terminate();
      else if (this.isOpen) this.ws.send(text);
    });
  }

  /** Runs a function, which sends or handles a frame, as soon as the emulated network lets the frame through. */
  runWhenDelivered(run: () => void): void {
    const { delayMs, isDead } = this.readConditions();
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

  /** Runs the functions that are due, and sets a timer for the next one. */
  private runDue(): void {
    clearTimeout(this.timer);
    for (let first = this.queue[0]; first; first = this.queue[0]) {
      const waitMs = this.readConditions().isDead ? pollMs : first.dueAt - performance.now();
      if (waitMs > 0) {
        this.timer = setTimeout(() => this.runDue(), Math.min(waitMs, pollMs));
        return;
      }
      this.queue.shift();
      first.run();
    }
  }
}
