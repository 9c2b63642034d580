import { expect, test } from 'vitest';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();

test.each([
  ['POST', '/chat/threads?api-version=2021-09-07', 'ACS Chat', 'Microsoft Graph'],
  ['POST', '/rooms?api-version=2024-04-15', 'ACS Rooms', 'Teams meeting'],
  ['PATCH', '/rooms/99445276259151407/participants', 'ACS Rooms', 'Teams meeting'],
  ['POST', '/sms?api-version=2021-03-07', 'ACS SMS', 'partner'],
  ['POST', '/emails:send?api-version=2023-03-31', 'ACS Email', 'Exchange Online'],
  ['POST', '/messages/notifications:send', 'ACS Advanced Messaging', 'partner'],
  ['PATCH', '/routing/jobs/1', 'ACS Job Router', 'Dynamics 365'],
  ['GET', '/phoneNumbers?skip=0', 'ACS number management', 'Teams Phone'],
])(
  '%s %s is refused with the date of the retirement of %s, and names %s instead',
  async (method, path, service, instead) => {
    const origin = 'http://localhost:5173';
    const body = method === 'GET' ? {} : { body: '{}' };
    const response = await fetch(harness.emulator.url + path, { method, headers: { origin }, ...body });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([501, origin]);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('NotSupportedByEmulator');
    expect(error.message).toContain('30 September 2028');
    expect(error.message).toContain(instead);
    const uses = await harness.controlJson('GET', 'retirement');
    expect(uses).toMatchObject([{ does: service, times: 1, fate: 'ends' }]);
  },
);
