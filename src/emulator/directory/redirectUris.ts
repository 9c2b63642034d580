/**
 * Tells why Entra would refuse to register a redirect URI.
 * @param uri the URI without placeholders.
 * @returns what Entra expects; `undefined` for a URI that Entra accepts.
 * @see https://learn.microsoft.com/entra/identity-platform/reply-url
 */
export function findRedirectUriFault(uri: string): string | undefined {
  if (!URL.canParse(uri)) return 'an absolute address, such as "http://localhost:3000/"';
  const { protocol, hostname } = new URL(uri);
  const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1';
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback)) {
    return 'an address with https, or with http on localhost or 127.0.0.1';
  }
  if (uri.includes('#')) return 'an address without a fragment (#…)';
  // Entra matches wildcards for some kinds of apps, but Microsoft advises against them. The emulator matches none.
  if (uri.includes('*')) return 'an address without a wildcard (*)';
  if (/[!$'(),;]/.test(uri)) return "an address without the characters ! $ ' ( ) , ;";
  if (uri.length > 256) return 'an address of at most 256 characters';
  return undefined;
}
