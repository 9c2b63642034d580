import { expect, it } from 'vitest';
import { sendJson } from '../../server/fixtures/stub.ts';
import { ok } from '../errors/problem.ts';
import { serve } from '../fixtures/serve.ts';
import { resourceTokenHook } from './resourceTokenHook.ts';

const identity = { clientId: 'client', oid: 'person' };
const tokens = {
  teams: async ({ rejected }: { rejected: boolean }) => ok(rejected ? 'new-1' : 'artifact-1'),
  caller: async ({ rejected }: { rejected: boolean }) => ok(rejected ? 'new-bearer' : 'bearer'),
};
const ask = (endpoint: string) => resourceTokenHook(endpoint, identity, tokens)(AbortSignal.timeout(5000));

it('sends the documented request: the user’s bearer, the Teams token, the application id and the object id', async () => {
  let seen: unknown;
  const { url } = await serve((request, response, body) => {
    const { method, headers } = request;
    seen = { method, url: request.url, bearer: headers.authorization, body: JSON.parse(body) as unknown };
    sendJson(response, { token: 'artifact-4', expiresOn: '2030-01-01T00:00:00.000+00:00' });
  });
  expect(await ask(url)).toMatchObject({ ok: true, value: { token: 'artifact-4' } });
  expect(seen).toEqual({
    method: 'POST',
    url: '/teamsUser/:exchangeAccessToken?api-version=2023-10-01',
    bearer: 'Bearer bearer',
    body: { token: 'artifact-1', appId: 'client', userId: 'person' },
  });
});

it('401 may be about either token: one more try with both new', async () => {
  const seen: string[] = [];
  const { url } = await serve((request, response, body) => {
    seen.push(`${request.headers.authorization} ${(JSON.parse(body) as { token: string }).token}`);
    sendJson(response, { error: { code: 'InvalidAccessToken', message: 'no' } }, 401);
  });
  expect(await ask(url)).toMatchObject({
    problem: { code: 'caller-rejected', remedy: 'signIn', detail: '401 InvalidAccessToken' },
  });
  expect(seen).toEqual(['Bearer bearer artifact-1', 'Bearer new-bearer new-1']);
});

it.each([
  [403, 'The caller has no role assignment on this resource.', 'acs-role-missing', 'checkConfiguration'],
  [403, 'The user has no eligible Teams license.', 'licence-missing', 'none'],
  [400, 'appId does not match', 'acs-request-refused', 'checkConfiguration'],
  [429, 'slow down', 'acs-busy', 'retry'],
  [500, 'oops', 'acs-failed', 'retry'],
])('%i “%s” is %s, by one request', async (status, message, code, remedy) => {
  let requests = 0;
  const { url } = await serve((_request, response) => {
    requests += 1;
    sendJson(response, { error: { code: 'X', message } }, status);
  });
  expect(await ask(url)).toMatchObject({ ok: false, problem: { code, remedy, detail: `${status} X` } });
  expect(requests).toBe(1);
});

it('a resource that is not there is told from one that refuses', async () => {
  expect(await ask('http://127.0.0.1:9/')).toMatchObject({
    problem: { code: 'acs-unreachable', remedy: 'retry' },
  });
});
