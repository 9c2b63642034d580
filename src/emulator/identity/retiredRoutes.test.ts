import { expect, test } from 'vitest';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();

test.each([
  ['POST', '/chat/threads?api-version=2021-09-07', 'Microsoft Graph'],
  ['POST', '/rooms?api-version=2024-04-15', 'Teams meeting'],
  ['PATCH', '/rooms/99445276259151407/participants', 'Teams meeting'],
])(
  '%s %s is refused with the date of the retirement, and names %s instead',
  async (method, path, instead) => {
    const origin = 'http://localhost:5173';
    const response = await fetch(harness.emulator.url + path, { method, headers: { origin }, body: '{}' });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([501, origin]);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('NotSupportedByEmulator');
    expect(error.message).toContain('30 September 2028');
    expect(error.message).toContain(instead);
  },
);
