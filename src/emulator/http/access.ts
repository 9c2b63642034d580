import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Where the emulator listens, and which pages may connect to it. */
export interface AccessOptions {
  /** An IP address of this machine; `0.0.0.0` or `::` means all of them, and `localhost` this machine only. */
  readonly host?: string | undefined;
  /** The origins of pages outside `localhost`, such as `https://app.example`. */
  readonly allowedOrigins?: readonly string[] | undefined;
}

/** The emulator's decision about the `Host` and `Origin` headers of requests. */
export interface Access {
  /** @returns whether a `Host` header names this emulator. Any other host means DNS rebinding (an attack) or a mistake. */
  readonly isAcceptedHost: (host: string | undefined) => boolean;
  /** @returns whether the emulator serves pages of an origin. */
  readonly isAcceptedOrigin: (origin: string | undefined) => boolean;
  readonly allowedOrigins: readonly string[];
  /** The hosts and origins that are accepted, as a list for a refusal. */
  readonly hostsText: string;
  readonly originsText: string;
}

/** @returns whether an origin is `localhost` or `127.0.0.1` over http or https, with any port. */
export const isLocalOrigin = (origin: string | undefined): boolean =>
  origin !== undefined && /^https?:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?$/.test(origin);

/** @returns whether an address of `--host` is reached by this machine only. */
export const isLoopbackHost = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);

/** The addresses that mean all addresses of the machine. */
const wildcards: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/**
 * Tells why the emulator does not listen on an address.
 * @returns a sentence; `undefined` if the address is this machine only, or if the pages that may connect are named.
 */
export function explainRefusedHost({
  host = 'localhost',
  allowedOrigins = [],
}: AccessOptions): string | undefined {
  if (isLoopbackHost(host) || allowedOrigins.length > 0) return undefined;
  return `With --host ${host}, the whole network can reach the emulator, so --allow-origin must name the origin of your app, such as http://localhost:3000.`;
}

/** @returns what the emulator writes to standard error if the network can reach it; `undefined` if it cannot. */
export function createNetworkWarning({
  host = 'localhost',
  allowedOrigins = [],
}: AccessOptions): string | undefined {
  if (isLoopbackHost(host)) return undefined;
  return `
  WARNING: THE NETWORK CAN REACH THIS EMULATOR, which listens on ${host}.
  Whoever reaches it gets tokens of every person without a password, and can place and answer calls.
  Only the address of the client protects it: use --host in a container or in a network that you trust.
  Pages of localhost and of ${allowedOrigins.join(', ')} may connect. Browsers give a microphone and a camera
  only to pages on https or on localhost.
`;
}

/** @param port the port on which the emulator listens. */
export function createAccess(
  port: number,
  { host = 'localhost', allowedOrigins = [] }: AccessOptions = {},
): Access {
  const addresses = isLoopbackHost(host) ? [] : wildcards.has(host) ? listOwnAddresses() : [host];
  const ownHosts = ['localhost', '127.0.0.1', ...addresses].map((address) => `${bracket(address)}:${port}`);
  // A proxy, a tunnel or another container reaches the emulator by the host of an allowed origin.
  const allowedHosts = allowedOrigins.flatMap((origin) => {
    const url = new URL(origin);
    return [url.host, `${url.hostname}:${port}`];
  });
  const hosts = new Set([...ownHosts, ...allowedHosts]);
  // The emulator's own pages, such as the sign-in page, send their own origin.
  const origins = new Set([...allowedOrigins, ...[...hosts].map((ownHost) => `http://${ownHost}`)]);
  return {
    isAcceptedHost: (sentHost) => sentHost !== undefined && hosts.has(sentHost),
    isAcceptedOrigin: (origin) => isLocalOrigin(origin) || (origin !== undefined && origins.has(origin)),
    allowedOrigins,
    hostsText: [...hosts].join(' or '),
    originsText: ['localhost', '127.0.0.1', ...allowedOrigins].join(' and '),
  };
}

const bracket = (address: string): string => (isIP(address) === 6 ? `[${address}]` : address);

const listOwnAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((interfaces = []) =>
    interfaces.filter(({ internal }) => !internal).map(({ address }) => address),
  );
