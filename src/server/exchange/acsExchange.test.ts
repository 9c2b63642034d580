import type { ServerResponse } from 'node:http';
import { expect, test, vi } from 'vitest';
import { acsKey } from '../fixtures/service.ts';
import { startStub } from '../fixtures/stub.ts';
import { createAcsExchange } from './acsExchange.ts';
import { createIdentityClient } from './identityClient.ts';

const caller = { oid: '11111111-2222-4333-8444-555555555555', tid: '66666666-7777-4888-9999-000000000000' };
const shared = { clientId: caller.tid, consumeQuota: () => Promise.resolve(), deadlineMs: 2_000 };
const timeout = { status: 503, code: 'acs_timeout' };

test('an exchange with an access key ends its request to ACS at the deadline', async () => {
  let response: ServerResponse | undefined;
  const hangingAcs = await startStub((_request, unanswered) => (response = unanswered));
  const connectionString = `endpoint=${hangingAcs.url}/;accesskey=${acsKey}`;
  const access = { kind: 'key', endpoint: hangingAcs.url, connectionString } as const;
  const client = createIdentityClient(access, 'https://login.microsoftonline.com');
  const exchange = createAcsExchange({ ...shared, client, signsIn: false });
  await expect(exchange(caller, 'teams-token')).rejects.toMatchObject(timeout);
  await vi.waitFor(() => expect(response?.destroyed).toBe(true), 2_000);
  await hangingAcs.close();
});

test('an exchange with an identity of the service ends the sign-in at the deadline', async () => {
  const getTokenForTeamsUser = vi.fn(() => new Promise<never>(() => {}));
  const exchange = createAcsExchange({ ...shared, client: { getTokenForTeamsUser } });
  await expect(exchange(caller, 'teams-token')).rejects.toMatchObject(timeout);
  expect(getTokenForTeamsUser).toHaveBeenCalledWith(
    expect.objectContaining({ abortSignal: expect.objectContaining({ aborted: true }) }),
  );
});
