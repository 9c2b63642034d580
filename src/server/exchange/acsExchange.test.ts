import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { acsKey } from '../fixtures/service.ts';
import { createAcsExchange } from './acsExchange.ts';
import { createIdentityClient } from './identityClient.ts';

const caller = { oid: '11111111-2222-4333-8444-555555555555', tid: '66666666-7777-4888-9999-000000000000' };
const shared = { clientId: caller.tid, consumeQuota: () => Promise.resolve(), deadlineMs: 2_000 };
/** A server in place of ACS that never answers. */
const hanging = createServer();

beforeAll(() => once(hanging.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => {
  hanging.closeAllConnections();
  hanging.close();
});

test('with an access key, the request to ACS ends at the deadline', async () => {
  const endpoint = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}/`;
  const access = {
    kind: 'key',
    endpoint,
    connectionString: `endpoint=${endpoint};accesskey=${acsKey}`,
  } as const;
  const client = createIdentityClient(access, 'https://login.microsoftonline.com');
  const exchange = createAcsExchange({ ...shared, client, signsIn: false });
  const arrival = once(hanging, 'request');
  const refusal = expect(exchange(caller, 'teams-token')).rejects.toMatchObject({
    status: 503,
    code: 'acs_timeout',
  });
  const [, response] = (await arrival) as [unknown, ServerResponse];
  const end = once(response, 'close');
  await Promise.all([refusal, end]);
});

test('with an identity of the service, the client can end its sign-in at the deadline', async () => {
  const getTokenForTeamsUser = vi.fn(() => new Promise<never>(() => {}));
  const exchange = createAcsExchange({ ...shared, client: { getTokenForTeamsUser } });
  await expect(exchange(caller, 'teams-token')).rejects.toMatchObject({ status: 503, code: 'acs_timeout' });
  expect(getTokenForTeamsUser).toHaveBeenCalledWith(
    expect.objectContaining({ abortSignal: expect.objectContaining({ aborted: true }) }),
  );
});
