import { signIn } from './signIn.ts';
import type { Harness } from './withEmulator.ts';

const allScopes =
  'User.Read User.ReadBasic.All People.Read Presence.Read.All Presence.ReadWrite Chat.Create Chat.ReadWrite';

export interface GraphRequest {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}
/** @param path a path under `/v1.0`, or a complete URL, such as an `@odata.nextLink`. */
export type SendGraphRequest = (path: string, request?: GraphRequest) => Promise<Response>;

/** Signs in as a user, and consents to `scope`. @returns a function that sends requests to Graph as this user. */
export async function signInToGraph(
  harness: Pick<Harness, 'emulator'>,
  upn: string,
  scope = allScopes,
): Promise<SendGraphRequest> {
  const { access_token } = await signIn({ url: harness.emulator.url, scope: `openid ${scope}` }, upn);
  return (path, { method = 'GET', headers = {}, body } = {}) =>
    fetch(path.startsWith('http') ? path : `${harness.emulator.url}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, origin: 'http://localhost:5173', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

interface GraphAnswer {
  readonly value: readonly { readonly displayName: string }[];
  readonly '@odata.nextLink'?: string;
  readonly '@odata.count'?: number;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Reads the body of a Graph response. The properties of `GraphAnswer` have types, and others are `unknown`. */
export const json = async (response: Response | Promise<Response>) =>
  (await (await response).json()) as GraphAnswer & Record<string, unknown>;

/** @returns the display names in a list that Graph has returned. */
export const readDisplayNames = async (response: Response | Promise<Response>) =>
  (await json(response)).value.map(({ displayName }) => displayName);

/** @returns status and error code of an answer, such as `404 ImageNotFound`. */
export const readRefusal = async (answer: Promise<Response>) => {
  const response = await answer;
  return `${response.status} ${(await json(response)).error?.code}`;
};
