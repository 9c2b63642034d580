import { expect, test } from 'vitest';
import { withEmulator } from './testing/withEmulator.ts';

const rig = withEmulator();

test('/calling.js is one ES module with the SDK’s names, for pages of accepted origins', async () => {
  const origin = 'http://localhost:8000';
  const response = await fetch(`${rig.emulator.url}/calling.js`, { headers: { origin } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/javascript');
  expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  const code = await response.text();
  const exported = /export \{([^}]+)\};?\s*$/.exec(code)?.[1] ?? '';
  for (const name of ['CallClient', 'LocalVideoStream', 'VideoStreamRenderer', 'Features']) {
    expect(exported).toMatch(new RegExp(`\\b${name}\\b`));
  }
  expect(code).not.toMatch(/^import /m);
});
