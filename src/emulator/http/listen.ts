import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface LoopbackServers {
  /** One server for each loopback address: 127.0.0.1 and, if the machine has IPv6, `::1`. */
  readonly servers: readonly Server[];
  readonly port: number;
}

/** @returns the server, and the port on which it listens. */
async function startServer(host: string, port: number): Promise<[Server, number]> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 });
  server.listen(port, host);
  await once(server, 'listening');
  return [server, (server.address() as AddressInfo).port];
}

/**
 * Listens on both loopback addresses with the same port, because `localhost` may mean either: browsers and Node choose
 * differently.
 * @param port the port; 0 for any port that is free on both addresses.
 * @throws Error if the port is taken on one of the addresses.
 */
export async function listenOnLoopback(port: number): Promise<LoopbackServers> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOnBoth(port);
    } catch (error) {
      // The port that the system chose for 127.0.0.1 may be taken on ::1. Then this tries another one, ten ports at most.
      const isPortTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isPortTaken || port !== 0 || attempt === 10) throw error;
    }
  }
}

async function listenOnBoth(requestedPort: number): Promise<LoopbackServers> {
  const [ipv4Server, port] = await startServer('127.0.0.1', requestedPort);
  try {
    const [ipv6Server] = await startServer('::1', port);
    return { servers: [ipv4Server, ipv6Server], port };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // On a machine without IPv6, localhost can only mean the IPv4 address.
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return { servers: [ipv4Server], port };
    ipv4Server.close();
    throw error;
  }
}
