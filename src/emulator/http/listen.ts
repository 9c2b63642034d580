import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const loopbackAddresses = ['127.0.0.1', '::1'] as const;

async function startListening(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/**
 * Listens on both loopback addresses with the same port. `localhost` may mean either address, and browsers and Node choose
 * differently.
 * @param port the port; 0 for any port that is free on both addresses.
 * @throws Error if the port is taken on one of the addresses.
 */
export async function listenOnLoopback(port: number): Promise<{ servers: Server[]; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const servers = loopbackAddresses.map(() =>
      createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }),
    );
    const [ipv4Server, ipv6Server] = servers as [Server, Server];
    try {
      const actualPort = await startListening(ipv4Server, loopbackAddresses[0], port);
      try {
        await startListening(ipv6Server, loopbackAddresses[1], actualPort);
        return { servers, port: actualPort };
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // On a machine without IPv6, localhost can only mean the IPv4 address.
        const hasNoIpv6 = code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
        if (hasNoIpv6) return { servers: [ipv4Server], port: actualPort };
        ipv4Server.close();
        throw error;
      }
    } catch (error) {
      // A port that the system chose for IPv4 may be taken on IPv6. Then another port is tried, ten times at most.
      const isPortTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isPortTaken || port !== 0 || attempt === 10) throw error;
    }
  }
}
