import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopbackHost } from './access.ts';

interface ListeningServers {
  /** One server for each address. */
  readonly servers: readonly Server[];
  readonly port: number;
}

/** The addresses of this machine alone. `localhost` may mean either: browsers and Node choose differently. */
const loopbackAddresses = ['127.0.0.1', '::1'];

/** @returns the addresses on which the emulator listens for a host. `localhost` always reaches it. */
function listAddresses(host: string): readonly string[] {
  if (isLoopbackHost(host)) return loopbackAddresses;
  // On `::`, Node accepts IPv4 connections, too.
  if (host === '::') return ['::'];
  return host === '0.0.0.0' ? ['0.0.0.0', '::1'] : [...loopbackAddresses, host];
}

async function startServer(address: string, port: number): Promise<[Server, number]> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 });
  server.listen(port, address);
  await once(server, 'listening');
  return [server, (server.address() as AddressInfo).port];
}

/**
 * Listens on all addresses of a host with the same port.
 * @param port the port; 0 for any port that is free on all addresses.
 * @throws Error if the port is taken on one of the addresses, or the machine lacks the host's address.
 */
export async function listen(host: string, port: number): Promise<ListeningServers> {
  const addresses = listAddresses(host);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOnAll(addresses, port);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRNOTAVAIL')
        throw new Error(`--host must be an address of this machine, which has no address ${host}.`, {
          cause: error,
        });
      // The port that the system chose for the first address may be taken on the next one. Then this tries another one, ten ports at most.
      if (code !== 'EADDRINUSE' || port !== 0 || attempt === 10) throw error;
    }
  }
}

async function listenOnAll(addresses: readonly string[], requestedPort: number): Promise<ListeningServers> {
  const servers: Server[] = [];
  let port = requestedPort;
  try {
    for (const address of addresses) {
      const started = await startServer(address, port).catch((error: NodeJS.ErrnoException) => {
        // On a machine without IPv6, localhost can only mean the IPv4 address.
        const lacksAddress = error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT';
        if (address === '::1' && lacksAddress) return undefined;
        throw error;
      });
      if (!started) continue;
      servers.push(started[0]);
      port = started[1];
    }
    return { servers, port };
  } catch (error) {
    for (const server of servers) server.close();
    throw error;
  }
}
