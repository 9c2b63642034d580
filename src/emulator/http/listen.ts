import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const addresses = ['127.0.0.1', '::1'] as const;

async function bind(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/**
 * Listens on both loopback addresses at one port: `localhost` may mean either, and browsers and Node disagree.
 * @param port 0 for any port that is free on both.
 * @throws when the port is taken on either address.
 */
export async function listenOnLoopback(port: number): Promise<{ servers: Server[]; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const servers = addresses.map(() => createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }));
    const [v4, v6] = servers as [Server, Server];
    try {
      const bound = await bind(v4, addresses[0], port);
      try {
        await bind(v6, addresses[1], bound);
        return { servers, port: bound };
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // On a machine without IPv6, localhost can only mean the IPv4 address.
        if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return { servers: [v4], port: bound };
        v4.close();
        throw error;
      }
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || port !== 0 || attempt === 10) throw error;
    }
  }
}
