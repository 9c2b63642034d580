import { expect, test } from 'vitest';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();

const callingNames = ['CallClient', 'LocalVideoStream', 'VideoStreamRenderer', 'Features'];
const commonNames = [
  'AzureCommunicationTokenCredential',
  'getIdentifierRawId',
  'isMicrosoftTeamsUserIdentifier',
];

test.each([
  ['/calling.js', '@azure/communication-calling', callingNames],
  ['/common.js', '@azure/communication-common', commonNames],
])(
  '%s is one ES module that exports the names of %s, and pages of accepted origins may load it',
  async (path, _, names) => {
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
  },
);
