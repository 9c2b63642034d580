import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import type { ClientFrame, ServerFrame } from '../../../src/emulator/wire/protocol.ts';

/** A simulated WebSocket between an endpoint and the server. It delivers a frame only when the test says so. */
export class SimulatedSocket extends EventEmitter {
  // The server reads these two properties of a `ws` socket. A `readyState` of 3 means closed.
  readonly OPEN = 1;
  readyState = 1;
  /** Frames on their way, the oldest first. */
  readonly framesToServer: ClientFrame[] = [];
  readonly framesToEndpoint: ServerFrame[] = [];

  /** The server's side of the socket: this object, with the type that the server expects. */
  get serverSide(): WebSocket {
    return this as unknown as WebSocket;
  }

  /** The server calls this to send a frame. */
  send(text: string): void {
    if (this.readyState === 1) this.framesToEndpoint.push(JSON.parse(text) as ServerFrame);
  }

  /** Closes the socket, and drops frames on their way. @param code 1006 if the network fails, without a close frame. */
  close(code = 1006): void {
    if (this.readyState !== 1) return;
    this.readyState = 3;
    this.framesToServer.length = this.framesToEndpoint.length = 0;
    this.emit('close', code);
  }

  terminate(): void {
    this.close();
  }

  /** Delivers the endpoint's oldest frame to the server. */
  deliverToServer(): void {
    const frame = this.framesToServer.shift();
    if (frame) this.emit('message', Buffer.from(JSON.stringify(frame)), false);
  }
}
