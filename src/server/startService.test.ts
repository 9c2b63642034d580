import { afterAll, beforeAll, expect, test } from 'vitest';
import { oid } from './fixtures/entra.ts';
import { startTestService, type TestService } from './fixtures/service.ts';
import { sendJson } from './fixtures/stub.ts';

let testService: TestService;
beforeAll(async () => {
  testService = await startTestService();
});
afterAll(() => testService.close());

test('the service asks ACS with the verified object id and its own client id, and returns the ACS token', async () => {
  const expiresOn = new Date(Date.now() + 3_600_000).toISOString();
  let requestBody: unknown;
  testService.acs.answer = (_request, response, body) => {
    requestBody = JSON.parse(body);
    sendJson(response, { token: 'acs-token', expiresOn });
  };
  const response = await testService.exchange();
  expect([response.status, await response.json()]).toEqual([200, { token: 'acs-token', expiresOn }]);
  expect(requestBody).toEqual({
    token: 'teams-token',
    appId: '33333333-2222-4333-8444-555555555555',
    userId: oid,
  });
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('the service answers a refusal with a code and the request id, which is also in the header', async () => {
  const response = await testService.exchange({ token: 'nonsense' });
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toContain('Bearer');
  expect(await response.json()).toEqual({
    error: { code: 'invalid_token', requestId: response.headers.get('x-request-id') },
  });
});

test('the service has a route for liveness and another for readiness', async () => {
  expect((await fetch(`${testService.service.url}/health/live`)).status).toBe(200);
  expect((await fetch(`${testService.service.url}/health/ready`)).status).toBe(200);
});
