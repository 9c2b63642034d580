import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * How many requests, on all connections together, may wait for an earlier answer on their connection. Each takes about 4 KB
 * of memory. No browser and no load balancer that we know sends a request before it has the answer to the last one.
 */
const maxWaitingRequests = 10_000;

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/**
 * Makes the server handle the (pipelined) requests of a connection one after another. Node by itself starts all of them at
 * once, so that a client that reads no answer could fill the memory with answers.
 *
 * @param handle handles a request at once
 */
export function createRequestOrder(handle: Listener) {
  const connections = new WeakMap<Duplex, { lastResponse: ServerResponse; waitingCount: number }>();
  let totalWaitingCount = 0;
  return {
    /** @returns the response to the latest request of a connection; undefined before its first request */
    findLastResponse: (socket: Duplex) => connections.get(socket)?.lastResponse,
    /** Handles a request as soon as the connection's earlier requests are answered. */
    serve(this: void, incoming: IncomingMessage, outgoing: ServerResponse): void {
      const { socket } = incoming;
      const connection = connections.get(socket);
      if (!connection) {
        const newConnection = { lastResponse: outgoing, waitingCount: 0 };
        connections.set(socket, newConnection);
        socket.once('close', () => (totalWaitingCount -= newConnection.waitingCount));
        handle(incoming, outgoing);
        return;
      }
      const { lastResponse } = connection;
      connection.lastResponse = outgoing;
      if (lastResponse.writableFinished) {
        handle(incoming, outgoing);
        return;
      }
      // Node also passes on requests that it received before the socket was destroyed. They can get no answer.
      if (socket.destroyed) return;
      if (totalWaitingCount >= maxWaitingRequests) {
        socket.destroy();
        return;
      }
      const changeCount = (change: 1 | -1): void => {
        connection.waitingCount += change;
        totalWaitingCount += change;
      };
      changeCount(1);
      lastResponse.once('close', () => {
        // The end of the connection closes the response, too. The socket's listener then subtracts all waiting requests.
        if (socket.destroyed) return;
        changeCount(-1);
        handle(incoming, outgoing);
      });
    },
  };
}
