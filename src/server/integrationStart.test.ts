import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkAppIntegration } from './doctor/appCheck.ts';
import { writeBuiltApp } from './fixtures/builtApp.ts';
import { validEnv } from './fixtures/settings.ts';
import { SettingsError, startService } from './startService.ts';

let root: string;
beforeAll(async () => (root = await writeBuiltApp()));
afterAll(() => rm(root, { recursive: true }));

const writeConfig = (integration: unknown, kind = 'service') =>
  writeFile(join(root, 'config.json'), JSON.stringify({ tokenSource: { kind }, integration }));
const asScreenPop = (url: string) => ({ screenPop: { url, hosts: ['crm.example'] } });

test.each<[string, unknown, string]>([
  ['script', asScreenPop('javascript:alert(1)'), 'screenPop.url: found "javascript:alert(1)"'],
  ['data', asScreenPop('data:text/html,{name}'), 'screenPop.url: found "data:text/html,{name}"'],
  ['a user name', asScreenPop('https://a:b@crm.example/'), 'screenPop.url: found "https://a:b@crm.example/"'],
  ['another host', asScreenPop('https://evil.example/'), 'screenPop.url: found "https://evil.example/"'],
  ['a placeholder in the host', asScreenPop('https://{name}/'), 'screenPop.url: found "https://{name}/"'],
  [
    'an origin with a path',
    { origins: ['https://crm.example/x'] },
    'origins.0: found "https://crm.example/x"',
  ],
  ['an unknown key', { colour: 'red' }, ' found the unknown key "colour"'],
  ['embedding by nobody', { embedding: true }, 'origins: found nothing'],
])('the service does not start, and the doctor fails, with %s in config.json', async (_name, part, words) => {
  await writeConfig(part);
  const start = startService({ port: 0, env: { ...validEnv, WEB_ROOT: root } });
  await expect(start).rejects.toThrow(SettingsError);
  const { message } = await start.then(
    () => ({ message: '' }),
    (error: SettingsError) => error,
  );
  expect(message.split('\n')).toEqual([expect.stringContaining(`config.json: integration`)]);
  expect(message).toContain(words);
  const [finding] = await checkAppIntegration(root, undefined);
  expect(finding).toMatchObject({ verdict: 'fail', check: message.split(': found')[0] });
});

test('a web hook needs a token service', async () => {
  await writeConfig({ webHook: true }, 'resource');
  await expect(startService({ port: 0, env: { ...validEnv, WEB_ROOT: root } })).rejects.toThrow(
    /integration\.webHook/,
  );
});

test('the doctor names what config.json asks for, and says nothing without it', async () => {
  await writeConfig({ ...asScreenPop('https://crm.example/{number}'), origins: ['https://crm.example'] });
  expect(await checkAppIntegration(root, undefined)).toEqual([
    { check: 'config.json: integration', verdict: 'pass', evidence: 'screenPop, origins' },
  ]);
  await writeConfig(undefined);
  expect(await checkAppIntegration(root, undefined)).toEqual([]);
});
