/** Hosts that are this machine itself; plain http and stand-ins for Azure are for these only. */
export const isLoopback = (url: URL): boolean =>
  url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]';

interface EndpointRules {
  /** What a host off loopback must end with, or be: `.communication.azure.com`, `login.microsoftonline.com`. */
  readonly hosts: readonly string[];
  /** In production nothing on loopback is accepted: it is a developer's setting that was left behind. */
  readonly production: boolean;
}

/**
 * Checks the address of a Microsoft endpoint and gives its origin, or says in a few words what is wrong with it
 * without quoting it: an address may hold a password.
 */
export function checkEndpoint(value: string, rules: EndpointRules): { origin: string } | { wrong: string } {
  if (!URL.canParse(value)) return { wrong: 'something that is no URL' };
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
