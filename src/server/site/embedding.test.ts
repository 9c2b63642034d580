import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBuiltApp } from '../fixtures/builtApp.ts';
import { validEnv } from '../fixtures/settings.ts';
import { startService } from '../startService.ts';

let root: string;
beforeAll(async () => {
  root = await writeBuiltApp();
  await writeFile(join(root, 'sign-in.html'), '<!doctype html>');
});
afterAll(() => rm(root, { recursive: true }));

/** @returns who may frame the page, and whether it is cut off from its opener */
async function readHeaders(integration: object | undefined, path: string) {
  await writeFile(join(root, 'config.json'), JSON.stringify({ integration }));
  const service = await startService({
    port: 0,
    env: { ...validEnv, WEB_ROOT: root, LOG_LEVEL: 'silent' },
  });
  const { headers } = await fetch(service.url + path);
  await service.close();
  const policy = headers.get('content-security-policy') ?? '';
  return {
    ancestors: /frame-ancestors ([^;]*)/.exec(policy)?.[1],
    connect: /connect-src ([^;]*)/.exec(policy)?.[1] ?? '',
    frameOptions: headers.get('x-frame-options'),
    openerPolicy: headers.get('cross-origin-opener-policy'),
  };
}
const origins = ['https://crm.example', 'https://desk.example:8443'];
const closed = { ancestors: "'none'", frameOptions: 'DENY', openerPolicy: 'same-origin-allow-popups' };

test.each<[string, object | undefined, string, object]>([
  ['no site may frame the app by default', undefined, '/', closed],
  [
    'an allowed origin may talk to the app, and not frame it',
    { origins },
    '/',
    { ...closed, openerPolicy: null },
  ],
  [
    'with embedding, the allowed origins may frame the app',
    { origins, embedding: true },
    '/',
    { ancestors: origins.join(' '), frameOptions: null, openerPolicy: null },
  ],
  [
    'they may also stand around the hidden frame with MSAL’s bridge page',
    { origins, embedding: true },
    '/redirect.html',
    { ancestors: `'self' ${origins.join(' ')}`, frameOptions: null },
  ],
  [
    'nobody may frame the window for signing in, which keeps its opener',
    { origins, embedding: true },
    '/sign-in.html',
    { ancestors: "'none'", frameOptions: 'DENY', openerPolicy: null },
  ],
])('%s', async (_title, integration, path, headers) => {
  expect(await readHeaders(integration, path)).toMatchObject(headers);
});

test('what config.json says about other systems does not let the app send requests there', async () => {
  const screenPop = { url: 'https://pop.example/{number}', hosts: ['pop.example'] };
  const { connect } = await readHeaders({ screenPop, origins }, '/');
  expect(connect).not.toMatch(/pop\.example|crm\.example/);
});
