import { CommunicationIdentityClient } from '@azure/communication-identity';
import { expect, test } from 'vitest';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();

const user = { communicationUserId: '8:acs:00000000-0000-4000-8000-000000000000_1' };

test.each<[name: string, request: (client: CommunicationIdentityClient) => Promise<unknown>]>([
  ['createUser', (client) => client.createUser()],
  ['getToken', (client) => client.getToken(user, ['voip'])],
])(
  'Microsoft’s identity client reads from the refusal of %s what an app does instead',
  async (_name, request) => {
    const options = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
    const client = new CommunicationIdentityClient(harness.emulator.connectionString, options);
    const error = (await request(client).catch((cause: unknown) => cause)) as Error;
    expect(error).toMatchObject({ name: 'RestError', statusCode: 501, code: 'NotSupportedByEmulator' });
    expect(error.message).toContain('getTokenForTeamsUser');
    expect(error.message).toContain('GET /emulator/token');
  },
);

test('a caller without the access key gets 401 as JSON, as from Azure', async () => {
  const url = `${harness.emulator.url}/identities?api-version=2023-10-01`;
  const response = await fetch(url, { method: 'POST', body: '' });
  expect(response.status).toBe(401);
  const error = {
    code: 'Denied',
    message: expect.stringMatching(/^Denied by the resource provider\. The emulator adds: /) as string,
  };
  expect(await response.json()).toEqual({ error });
});
