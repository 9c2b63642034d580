import { once } from 'node:events';
import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** Milliseconds for which the end waits until running requests are answered. An exchange takes 9 s at most. */
export const drainTimeoutMs = 10_000;
/** Milliseconds for which a connection may still bring a request after the port is closed. */
const idleTimeoutMs = 1_000;
/** Milliseconds for which the server accepts the connections that have already arrived. */
const maxAcceptMs = 1_000;

/**
 * Stops accepting connections, and resolves when all running requests have ended or the time limit has passed.
 *
 * @param options.waitsForIdle whether connections without a request may still bring one for a second. The client of such a
 *   connection may just have sent a request. A reset would be its answer if the connection were closed at once
 */
export async function endServer(server: Server, { waitsForIdle }: { waitsForIdle: boolean }): Promise<void> {
  await acceptArrivedConnections(server);
  const serverClosed = once(server, 'close');
  // `close` of an HTTP server closes the port and the idle connections, and `close` of its base class only the port.
  if (waitsForIdle) NetServer.prototype.close.call(server);
  else server.close();
  let idleTimer: NodeJS.Timeout | undefined;
  const waitTimer = setTimeout(
    () => {
      server.close();
      // Closes connections as soon as they become idle. One that is kept alive would delay the end by a minute.
      idleTimer = setInterval(() => server.closeIdleConnections(), 100);
    },
    waitsForIdle ? idleTimeoutMs : 100,
  );
  const forcedCloseTimer = setTimeout(() => server.closeAllConnections(), drainTimeoutMs);
  await serverClosed;
  clearTimeout(waitTimer);
  clearInterval(idleTimer);
  clearTimeout(forcedCloseTimer);
}

/**
 * Waits until Node has accepted the connections that have already arrived: the system would reset them when the port is
 * closed. If ever more arrive, the wait ends after a second.
 */
async function acceptArrivedConnections(server: Server): Promise<void> {
  let hasAccepted = false;
  const onConnection = (): void => void (hasAccepted = true);
  server.on('connection', onConnection);
  const endsAt = performance.now() + maxAcceptMs;
  do {
    hasAccepted = false;
    await setImmediate();
  } while (hasAccepted && performance.now() < endsAt);
  server.off('connection', onConnection);
}
