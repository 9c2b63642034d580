import { once } from 'node:events';
import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** How long running requests may take after the port is closed. An exchange takes 9 s at most. */
export const drainTimeoutMs = 10_000;
/** How long a connection may still bring a request after the port is closed. */
const idleTimeoutMs = 1_000;
/** How often the server closes the connections that have become idle. */
const idleCheckMs = 100;
/** How long the server accepts connections that have already arrived. */
const maxAcceptMs = 1_000;

/**
 * Stops accepting connections, and resolves when all running requests have ended or the time limit has passed.
 *
 * @param options.waitsForIdle whether idle connections stay open for a second. Their clients may just have sent a request,
 *   which would fail if the server closed the connection
 */
export async function endServer(server: Server, { waitsForIdle }: { waitsForIdle: boolean }): Promise<void> {
  await acceptArrivedConnections(server);
  const serverClosed = once(server, 'close');
  // `close` of an HTTP server closes the port and the idle connections. `close` of its base class closes only the port.
  if (waitsForIdle) NetServer.prototype.close.call(server);
  else server.close();
  let idleTimer: NodeJS.Timeout | undefined;
  const waitTimer = setTimeout(
    () => {
      // Closes each connection as soon as it is idle. Otherwise its keep-alive would delay the end by a minute.
      server.close();
      idleTimer = setInterval(() => server.closeIdleConnections(), idleCheckMs);
    },
    waitsForIdle ? idleTimeoutMs : idleCheckMs,
  );
  const forcedCloseTimer = setTimeout(() => server.closeAllConnections(), drainTimeoutMs);
  await serverClosed;
  clearTimeout(waitTimer);
  clearInterval(idleTimer);
  clearTimeout(forcedCloseTimer);
}

/**
 * Waits until Node has accepted the connections that have already arrived: the system would reset them when the port closes.
 * If new ones keep arriving, the wait ends after a second.
 */
async function acceptArrivedConnections(server: Server): Promise<void> {
  let hasAccepted = false;
  const onConnection = (): void => {
    hasAccepted = true;
  };
  server.on('connection', onConnection);
  const endsAt = performance.now() + maxAcceptMs;
  do {
    hasAccepted = false;
    await setImmediate();
  } while (hasAccepted && performance.now() < endsAt);
  server.off('connection', onConnection);
}
