/** Tells whether a URL addresses this machine. Only there plain http and emulated services are allowed. */
export const isLoopback = (url: URL): boolean =>
  url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]';

interface EndpointRules {
  /**
   * The allowed hosts besides this machine. An entry with a leading dot, such as `.communication.azure.com`, allows all
   * hosts of the domain. Another entry, such as `login.microsoftonline.com`, allows one host.
   */
  readonly hosts: readonly string[];
  /** Whether to refuse addresses of this machine. In production, such an address can only be left over from development. */
  readonly isProduction: boolean;
}

/**
 * Checks the address of a Microsoft endpoint.
 * @returns its origin, or in `wrong` a short description of the fault. It never quotes the address, which may contain a password
 */
export function checkEndpoint(value: string, rules: EndpointRules): { origin: string } | { wrong: string } {
  if (!URL.canParse(value)) return { wrong: 'something that is not a URL' };
  const url = new URL(value);
  if (url.username !== '' || url.password !== '')
    return { wrong: 'a URL with a user name or password in it' };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return { wrong: 'a URL with more than a host' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { wrong: 'a URL that is not https' };
  if (isLoopback(url))
    return rules.isProduction
      ? { wrong: 'an address of this machine, in production' }
      : { origin: url.origin };
  if (url.protocol === 'http:') return { wrong: 'http to another machine' };
  const isAllowedHost = rules.hosts.some((host) =>
    host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host,
  );
  if (!isAllowedHost || url.port !== '') return { wrong: 'a host that is not one of Microsoft’s' };
  return { origin: url.origin };
}
