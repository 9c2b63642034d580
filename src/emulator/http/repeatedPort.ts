import type { IncomingMessage } from 'node:http';

/**
 * `@azure/communication-common` before 2.4.2 repeats the port: it signs `localhost:5174:5174`, and in Node also sends this as the
 * `Host` header. The addresses of Azure have no port, so only the emulator meets it.
 */
const repeatedPort = /(:\d{1,5})\1$/;

/** Removes a repeated port from the `Host` header, because Hono refuses a host with two ports. */
export function removeRepeatedPort({ headers }: IncomingMessage): void {
  if (headers.host !== undefined) headers.host = headers.host.replace(repeatedPort, '$1');
}

/** @returns the host with its port twice, as those versions sign it. */
export const repeatPort = (host: string): string => host.replace(/:\d{1,5}$/, '$&$&');
