import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** How many connections the server accepts beyond its limit, only for requests about its health. */
const reservedCount = 20;
/** The time within which a request must arrive on a reserved connection. */
const requestTimeoutMs = 1_000;

/**
 * Limits a server's connections, and reserves some more for requests about its health. Otherwise the platform would take a
 * busy server for a dead one, and end it.
 *
 * @param onFull runs whenever a connection beyond the limit arrives
 */
export function reserveForHealth(server: Server, maxConnections: number, onFull: () => void) {
  let connectionCount = 0;
  /** The reserved connections, oldest first, each with the timer that closes it. */
  const reserved = new Map<Duplex, NodeJS.Timeout>();
  const release = (socket: Duplex): void => {
    clearTimeout(reserved.get(socket));
    reserved.delete(socket);
  };
  server.maxConnections = maxConnections + reservedCount;
  // Node emits `drop` after it has closed a connection beyond its own `maxConnections`.
  server.on('drop', onFull);
  server.on('connection', (socket: Socket) => {
    connectionCount += 1;
    socket.once('close', () => {
      connectionCount -= 1;
      release(socket);
    });
    if (connectionCount <= maxConnections) return;
    onFull();
    const [oldest] = reserved.keys();
    // The newest connection may be a health probe, whose request comes at once, so the oldest one goes. One place stays free:
    // if all were taken, Node would drop the next connection before this code sees it.
    if (oldest && reserved.size >= reservedCount - 1) oldest.destroy();
    const timer = setTimeout(() => socket.destroy(), requestTimeoutMs);
    reserved.set(socket, timer);
  });
  return {
    /**
     * Takes a connection out of the reserve when its first request arrives.
     * @returns whether this request may only ask about the health, because there are still too many connections. The caller
     *   then closes the connection after the answer
     */
    admitOnlyHealth(socket: Duplex): boolean {
      if (!reserved.has(socket)) return false;
      release(socket);
      // Other connections may have ended meanwhile. The reserved ones do not count.
      return connectionCount - reserved.size > maxConnections;
    },
  };
}
