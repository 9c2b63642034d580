/** Whether a URL addresses this machine. Plain http and emulated services are allowed only there. */
export const isLoopback = (url: URL): boolean =>
  url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]';

interface EndpointRules {
  /**
   * What a host other than this machine must end with, or be: `.communication.azure.com`,
   * `login.microsoftonline.com`.
   */
  readonly hosts: readonly string[];
  /** Whether to refuse loopback addresses: in production they are left-over development settings. */
  readonly production: boolean;
}

/**
 * Checks the address of a Microsoft endpoint. Returns its origin, or says in a few words what is wrong. It
 * never quotes the address, which may hold a password.
 */
export function checkEndpoint(value: string, rules: EndpointRules): { origin: string } | { wrong: string } {
  if (!URL.canParse(value)) return { wrong: 'something that is not a URL' };
  const url = new URL(value);
  if (url.username !== '' || url.password !== '')
    return { wrong: 'a URL with a user name or password in it' };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return { wrong: 'a URL with more than a host' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { wrong: 'a URL that is not https' };
  if (isLoopback(url)) {
    return rules.production ? { wrong: 'an address of this machine, in production' } : { origin: url.origin };
  }
  if (url.protocol === 'http:') return { wrong: 'http to another machine' };
  const known = rules.hosts.some((host) =>
    host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host,
  );
  if (!known || url.port !== '') return { wrong: 'a host that is not one of Microsoft’s' };
  return { origin: url.origin };
}
