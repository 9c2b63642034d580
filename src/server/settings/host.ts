import { isIP } from 'node:net';
import type { Checked } from './settingFault.ts';

const name = /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i;
/** What looks like an IPv4 address and is none; a resolver may still take it for one. */
const likeAddress = /^[\d.]+$/;

/** The address to listen on: an IP address or a name of this machine, without port, scheme or brackets. */
export function checkHost(value: string): Checked<string | null> {
  if (isIP(value) !== 0 || (name.test(value) && !likeAddress.test(value))) return { value };
  return {
    fault: {
      key: 'HOST',
      found: `"${value.slice(0, 40)}"`,
      expected: 'an IP address or a name of this machine',
      example: '127.0.0.1',
    },
  };
}
