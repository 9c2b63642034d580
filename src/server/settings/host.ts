import { isIP } from 'node:net';
import type { Checked } from './configFault.ts';

const hostName = /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i;
/** Looks like an IPv4 address. If `isIP` says that it is not one, a resolver may still take it for one. */
const dottedDigits = /^[\d.]+$/;

/**
 * Checks the address to listen on: an IP address or a name of this machine, without port, scheme or brackets.
 */
export function checkHost(value: string): Checked<string | null> {
  if (isIP(value) !== 0 || (hostName.test(value) && !dottedDigits.test(value))) return { value };
  return {
    fault: {
      key: 'HOST',
      found: `"${value.slice(0, 40)}"`,
      expected: 'an IP address or a name of this machine',
      example: '127.0.0.1',
    },
  };
}
