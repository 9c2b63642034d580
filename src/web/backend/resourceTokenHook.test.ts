import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { ok } from '../errors/problem.ts';
import { resourceTokenHook } from './resourceTokenHook.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

type Answer = (request: IncomingMessage, body: string, response: ServerResponse) => void;

/** An ACS resource of the test's own, on a real port. */
async function resource(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => answer(request, body, response));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(() => server.close().closeAllConnections());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
}

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const identity = { clientId: 'client', oid: 'person' };
const tokens = {
  teams: async ({ rejected }: { rejected: boolean }) => ok(rejected ? 'new-1' : 'artifact-1'),
  caller: async ({ rejected }: { rejected: boolean }) => ok(rejected ? 'new-bearer' : 'bearer'),
};
const ask = (endpoint: string) => resourceTokenHook(endpoint, identity, tokens)(AbortSignal.timeout(5000));

it('asks as ACS documents it: the person’s bearer, artifact 1, application id and object id', async () => {
  let seen: unknown;
  const endpoint = await resource((request, body, response) => {
    const { method, url, headers } = request;
    seen = { method, url, bearer: headers.authorization, body: JSON.parse(body) as unknown };
    json(response, 200, { token: 'artifact-4', expiresOn: '2030-01-01T00:00:00.000+00:00' });
  });
  expect(await ask(endpoint)).toMatchObject({ ok: true, value: { token: 'artifact-4' } });
  expect(seen).toEqual({
    method: 'POST',
    url: '/teamsUser/:exchangeAccessToken?api-version=2023-10-01',
    bearer: 'Bearer bearer',
    body: { token: 'artifact-1', appId: 'client', userId: 'person' },
  });
});

it('401 may be about either token: one more try with both new', async () => {
  const seen: string[] = [];
  const endpoint = await resource((request, body, response) => {
    seen.push(`${request.headers.authorization} ${(JSON.parse(body) as { token: string }).token}`);
    json(response, 401, { error: { code: 'InvalidAccessToken', message: 'no' } });
  });
  expect(await ask(endpoint)).toMatchObject({
    problem: { code: 'caller-rejected', remedy: 'signIn', detail: '401 InvalidAccessToken' },
  });
  expect(seen).toEqual(['Bearer bearer artifact-1', 'Bearer new-bearer new-1']);
});

it.each([
  [403, 'The caller has no role assignment on this resource.', 'acs-role-missing', 'checkConfiguration'],
  [403, 'The user has no eligible Teams license.', 'not-allowed', 'none'],
  [400, 'appId does not match', 'acs-request-refused', 'checkConfiguration'],
  [429, 'slow down', 'acs-busy', 'retry'],
  [500, 'oops', 'acs-failed', 'retry'],
])('%i “%s” is %s, by one request', async (status, message, code, remedy) => {
  let requests = 0;
  const endpoint = await resource((_request, _body, response) => {
    requests += 1;
    json(response, status, { error: { code: 'X', message } });
  });
  expect(await ask(endpoint)).toMatchObject({ ok: false, problem: { code, remedy, detail: `${status} X` } });
  expect(requests).toBe(1);
});

it('a resource that is not there is told from one that refuses', async () => {
  expect(await ask('http://127.0.0.1:9/')).toMatchObject({
    problem: { code: 'acs-unreachable', remedy: 'retry' },
  });
});
