import { expect, it } from 'vitest';
import { sendJson } from '../../server/fixtures/stub.ts';
import { startTestServer } from '../../server/fixtures/testServer.ts';
import { translateMsalError } from '../errors/translateMsalError.ts';
import { network } from './network.ts';

/** Waits until a request fails. @returns the problem that the user sees; `null` if the request succeeds */
const findProblem = (request: Promise<unknown>) =>
  request.then(
    () => null,
    (cause: unknown) => translateMsalError(cause).problem,
  );

it('returns Entra’s answer even if Entra refuses the request', async () => {
  const { url } = await startTestServer((_request, response, body) => sendJson(response, { body }, 400));
  const answer = await network.sendPostRequestAsync(url, { body: 'grant_type=refresh_token' });
  expect(answer).toMatchObject({ status: 400, body: { body: 'grant_type=refresh_token' } });
});

it.each([
  [429, { 'retry-after': '7' }, { retryAfterMs: 7000 }],
  [503, {}, {}],
])('turns an answer %i with the headers %j into a temporary problem', async (status, headers, expected) => {
  const { url } = await startTestServer((_request, response) =>
    response.writeHead(status, headers).end('<h1>Busy</h1>'),
  );
  expect(await findProblem(network.sendPostRequestAsync(url))).toMatchObject({
    code: 'sign-in-unreachable',
    remedy: 'retry',
    detail: 'temporarily_unavailable',
    ...expected,
  });
});

it('does not follow a redirect, which could send the refresh token to another server', async () => {
  const otherServer = await startTestServer((_request, response) => sendJson(response, {}));
  const { url } = await startTestServer((_request, response) =>
    response.writeHead(307, { location: otherServer.url }).end(),
  );
  await expect(network.sendPostRequestAsync(url, { body: 'refresh_token=secret' })).rejects.toThrow();
  expect(otherServer.requests).toEqual([]);
});
