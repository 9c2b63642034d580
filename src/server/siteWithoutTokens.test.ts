import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { writeBuiltApp } from './fixtures/builtApp.ts';
import { validEnv } from './fixtures/settings.ts';
import { SettingsError, startService } from './startService.ts';

// The service of an app for agents of Teams Phone extensibility, which gets its ACS tokens from the ACS resource itself.

let root: string;
beforeAll(async () => {
  root = await writeBuiltApp();
  await writeConfig('teamsExtension');
});
afterAll(() => rm(root, { recursive: true }));
const endpoint = 'https://fabrikam.communication.azure.com';
const writeConfig = (kind: string) =>
  writeFile(join(root, 'config.json'), JSON.stringify({ tokenSource: { kind, endpoint } }));

test('it only serves the app: it needs no settings of a token service, has no route for tokens, and is ready', async () => {
  const events: [string, object | undefined][] = [];
  const service = await startService({
    port: 0,
    env: { WEB_ROOT: root, NODE_ENV: 'production' },
    log: (_level, event, fields) => events.push([event, fields]),
  });
  onTestFinished(() => service.close());
  expect(events).toEqual([['started', { port: service.port, acs: 'none' }]]);
  const page = await fetch(`${service.url}/`);
  expect([page.status, page.headers.get('content-security-policy')]).toEqual([
    200,
    expect.stringContaining(endpoint),
  ]);
  for (const method of ['POST', 'GET'])
    expect((await fetch(`${service.url}/api/token`, { method })).status).toBe(404);
  expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
  const ready = await fetch(`${service.url}/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
});

test('it refuses settings of a token service in one sentence, and still names other faults', async () => {
  const start = startService({ port: 0, env: { ...validEnv, WEB_ROOT: root, PORT: 'x' } });
  await expect(start).rejects.toThrow(SettingsError);
  const lines = (await start.then(String, (error: SettingsError) => error.message)).split('\n');
  expect(lines).toEqual([
    'ACS_CONNECTION_STRING, API_CLIENT_ID, ALLOWED_TENANTS: found settings of a token service, expected none, because config.json has the tokenSource "teamsExtension", with which the app gets its tokens from ACS itself, for example only NODE_ENV and PORT',
    expect.stringMatching(/^PORT: /),
  ]);
});

test('an app with another token source, or with an unreadable config.json, needs the settings of a token service', async () => {
  onTestFinished(() => writeConfig('teamsExtension'));
  for (const write of [() => writeConfig('service'), () => writeFile(join(root, 'config.json'), '{')]) {
    await write();
    await expect(startService({ port: 0, env: { WEB_ROOT: root } })).rejects.toThrow(/ACS_CONNECTION_STRING/);
  }
});
