import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import type { ClientFrame, ServerFrame } from '../../../src/emulator/wire/protocol.ts';

/** A socket between an endpoint and the server. The test delivers each frame, so it can choose any order. */
export class Wire extends EventEmitter {
  /** As in `ws`: 1 is open, 3 is closed. */
  readyState = 1;
  /** Frames that the endpoint has sent and the server has not received. */
  readonly up: ClientFrame[] = [];
  /** Frames that the server has sent and the endpoint has not received. */
  readonly down: ServerFrame[] = [];
  closedWith: number | undefined;

  /** The server's side of the socket. */
  get socket(): WebSocket {
    return this as unknown as WebSocket;
  }

  /** Sends a frame from the server. */
  send(text: string): void {
    if (this.readyState === 1) this.down.push(JSON.parse(text) as ServerFrame);
  }

  /** Closes the socket for either side or for the network. Frames on their way are lost. */
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

  /** Delivers the endpoint's oldest frame to the server. */
  deliverUp(): void {
    const frame = this.up.shift();
    if (frame) this.emit('message', Buffer.from(JSON.stringify(frame)), false);
  }
}
