import { isIP } from 'node:net';
import type { Checked } from './configFault.ts';

/** Accepts a host name of labels from letters, digits and hyphens, 253 characters at most. */
const hostNamePattern = /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i;
/**
 * Accepts digits and dots, such as `127.1`. `isIP` refuses this text, but a resolver may take it for an IPv4 address.
 */
const dottedDigits = /^[\d.]+$/;

/**
 * Checks the address to listen on: an IP address or a name of this machine, without port, scheme or brackets.
 */
export function checkHost(value: string): Checked<string | null> {
  if (isIP(value) !== 0 || (hostNamePattern.test(value) && !dottedDigits.test(value))) return { value };
  return {
    fault: {
      key: 'HOST',
      found: `"${value.slice(0, 40)}"`,
      expected: 'an IP address or a name of this machine',
      example: '127.0.0.1',
    },
  };
}
