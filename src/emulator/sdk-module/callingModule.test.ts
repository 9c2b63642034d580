import { expect, test } from 'vitest';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();

test.each([
  ['/calling.js', ['CallClient', 'LocalVideoStream', 'VideoStreamRenderer', 'Features']],
  [
    '/common.js',
    ['AzureCommunicationTokenCredential', 'getIdentifierRawId', 'isMicrosoftTeamsUserIdentifier'],
  ],
])('%s is one ES module with all names, and pages of accepted origins may load it', async (path, names) => {
  const origin = 'http://localhost:8000';
  const response = await fetch(harness.emulator.url + path, { headers: { origin } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/javascript');
  expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  const code = await response.text();
  // A bundle ends with its only export statement, `export { a, b };`.
  const exportedNames = /export \{([^}]+)\};?\s*$/.exec(code)?.[1] ?? '';
  for (const name of names) expect(exportedNames).toMatch(new RegExp(`\\b${name}\\b`));
  expect(code).not.toMatch(/^import /m);
});
