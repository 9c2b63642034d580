import { expect, test } from 'vitest';
import { withEmulator } from '../testing/withEmulator.ts';

const harness = withEmulator();

const common = ['AzureCommunicationTokenCredential', 'getIdentifierRawId', 'isMicrosoftTeamsUserIdentifier'];

test.each([
  ['/calling.js', 'the SDK', ['CallClient', 'LocalVideoStream', 'VideoStreamRenderer', 'Features']],
  ['/common.js', '@azure/communication-common', common],
])('%s is one ES module with the names of %s, for pages of accepted origins', async (path, _, names) => {
  const origin = 'http://localhost:8000';
  const response = await fetch(harness.emulator.url + path, { headers: { origin } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/javascript');
  expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  const code = await response.text();
  const exported = /export \{([^}]+)\};?\s*$/.exec(code)?.[1] ?? '';
  for (const name of names) expect(exported).toMatch(new RegExp(`\\b${name}\\b`));
  expect(code).not.toMatch(/^import /m);
});
