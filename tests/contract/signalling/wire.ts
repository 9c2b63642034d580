import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import type { ClientFrame, ServerFrame } from '../../../src/emulator/wire/protocol.ts';

/** One socket between an endpoint and the server. A frame arrives when it is told to, so that any order can be had. */
export class Wire extends EventEmitter {
  /** As `ws` has it: 1 is open, 3 closed. */
  readyState = 1;
  /** Sent by the endpoint, not yet at the server. */
  readonly up: ClientFrame[] = [];
  /** Sent by the server, not yet at the endpoint. */
  readonly down: ServerFrame[] = [];
  closedWith: number | undefined;

  /** The server's side, as `serve` takes it. */
  get socket(): WebSocket {
    return this as unknown as WebSocket;
  }

  /** The server sends. */
  send(text: string): void {
    if (this.readyState === 1) this.down.push(JSON.parse(text) as ServerFrame);
  }

  /** Either side closes, or the network does; what is under way is lost. */
  close(code = 1006): void {
    if (this.readyState !== 1) return;
    this.readyState = 3;
    this.closedWith = code;
    this.up.length = this.down.length = 0;
    this.emit('close', code);
  }

  terminate(): void {
    this.close();
  }

  /** The oldest frame of the endpoint reaches the server. */
  deliverUp(): void {
    const frame = this.up.shift();
    if (frame) this.emit('message', Buffer.from(JSON.stringify(frame)), false);
  }
}
