import { expect, it } from 'vitest';
import { sendJson } from '../../server/fixtures/stub.ts';
import { fromMsal } from '../errors/fromMsal.ts';
import { serve } from '../fixtures/serve.ts';
import { network } from './network.ts';

/** The problem that a refused or broken answer ends as, by MSAL's own classes. */
const problem = (asking: Promise<unknown>) =>
  asking.then(
    () => null,
    (cause: unknown) => fromMsal(cause).problem,
  );

it('returns Entra’s answer, also if Entra refuses the request', async () => {
  const { url } = await serve((_request, response, body) => sendJson(response, { body }, 400));
  const answer = await network.sendPostRequestAsync(url, { body: 'grant_type=refresh_token' });
  expect(answer).toMatchObject({ status: 400, body: { body: 'grant_type=refresh_token' } });
});

it.each([
  [429, { 'retry-after': '7' }, { retryAfter: 7000 }],
  [429, { 'retry-after': '3600' }, { retryAfter: 60_000 }],
  [503, {}, {}],
])('%i %j is a temporary problem', async (status, headers, expected) => {
  const { url } = await serve((_request, response) =>
    response.writeHead(status, headers).end('<h1>Busy</h1>'),
  );
  expect(await problem(network.sendPostRequestAsync(url))).toMatchObject({
    code: 'sign-in-unreachable',
    remedy: 'retry',
    detail: 'temporarily_unavailable',
    ...expected,
  });
});

it('follows no redirect with a refresh token', async () => {
  const other = await serve((_request, response) => sendJson(response, {}));
  const { url } = await serve((_request, response) => response.writeHead(307, { location: other.url }).end());
  await expect(network.sendPostRequestAsync(url, { body: 'refresh_token=secret' })).rejects.toThrow();
  expect(other.requests).toEqual([]);
});
