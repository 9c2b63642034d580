import { ConfigFault, type Environment } from './configFault.ts';
import { isLoopback } from './endpoint.ts';

/** Where the service sends events about calls, and the key with which it signs them. */
export interface WebHookSettings {
  readonly url: string;
  readonly secret: string;
}

/** @returns what is wrong with the address, which may contain a secret and is not quoted; null if nothing is */
function findWrongPart(value: string | undefined, isProduction: boolean): string | null {
  if (!value) return 'nothing';
  if (!URL.canParse(value)) return 'something that is not a URL';
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') return 'a URL with a user name or password in it';
  if (url.protocol === 'https:') return null;
  return url.protocol === 'http:' && isLoopback(url) && !isProduction ? null : 'a URL that is not https';
}

/** Checks `WEB_HOOK_URL` and `WEB_HOOK_SECRET`. @returns null without both */
export function checkWebHook(env: Environment, isProduction: boolean): WebHookSettings | null {
  const [url, secret] = [env['WEB_HOOK_URL'], env['WEB_HOOK_SECRET']];
  if (!url && !secret) return null;
  const wrongPart = findWrongPart(url, isProduction);
  if (wrongPart !== null)
    throw new ConfigFault(
      'WEB_HOOK_URL',
      wrongPart,
      'an https address that takes events about calls',
      'https://crm.example/calls',
    );
  if (!secret || secret.length < 32)
    throw new ConfigFault(
      'WEB_HOOK_SECRET',
      secret ? `${secret.length} characters` : 'nothing',
      '32 random characters or more',
      'what `openssl rand -base64 32` prints',
    );
  return { url: url ?? '', secret };
}
