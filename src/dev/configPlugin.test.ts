import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '../server/fixtures/findFreePort.ts';
import { createTestFolder } from '../server/fixtures/testFolder.ts';
import { createLocalConfig } from './config.ts';
import { createConfigPlugin } from './configPlugin.ts';

const origins = ['http://localhost:8000'];

test.each([
  ['no site may frame the app by default', undefined, "frame-ancestors 'self'"],
  ['an allowed origin may not frame it', { origins }, "frame-ancestors 'self'"],
  ['with embedding, it may', { origins, embedding: true }, `frame-ancestors 'self' ${origins[0]}`],
])('%s, also if the browser knows the page already', async (_title, integration, policy) => {
  const root = createTestFolder();
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  const config = createLocalConfig({ app: 1, emulator: 2, service: 3 }, 'contoso', []);
  const plugins = [createConfigPlugin({ ...config, ...(integration && { integration }) })];
  const port = await findFreePort();
  const server = await createServer({
    configFile: false,
    root,
    plugins,
    server: { host: 'localhost', port, ws: false },
    logLevel: 'warn',
  });
  onTestFinished(() => server.close());
  await server.listen();
  const read = (headers = {}) => fetch(`http://localhost:${port}/`, { headers });
  const first = await read();
  const second = await read({ 'if-none-match': first.headers.get('etag') });
  expect(
    [first, second].map(({ status, headers }) => [status, headers.get('content-security-policy')]),
  ).toEqual([
    [200, policy],
    [304, policy],
  ]);
});
