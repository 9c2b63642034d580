import { signIn } from './signIn.ts';
import type { Harness } from './withEmulator.ts';

const everything =
  'User.Read User.ReadBasic.All People.Read Presence.Read.All Presence.ReadWrite Chat.Create Chat.ReadWrite';

export interface GraphRequest {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}
export type Graph = (path: string, request?: GraphRequest) => Promise<Response>;

/** Returns a client of Graph for a user who has consented to `scope`. */
export async function graphAs(harness: Harness, upn: string, scope = everything): Promise<Graph> {
  const { access_token } = await signIn({ url: harness.emulator.url, scope: `openid ${scope}` }, upn);
  return (path, { method = 'GET', headers = {}, body } = {}) =>
    fetch(path.startsWith('http') ? path : `${harness.emulator.url}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, origin: 'http://localhost:5173', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

interface Answer {
  readonly value: readonly { readonly displayName: string }[];
  readonly '@odata.nextLink'?: string;
  readonly '@odata.count'?: number;
  readonly error?: { readonly code: string; readonly message: string };
}

export const json = async (response: Response | Promise<Response>) =>
  (await (await response).json()) as Answer & Record<string, unknown>;

export const namesOf = async (response: Response | Promise<Response>) =>
  (await json(response)).value.map(({ displayName }) => displayName);
