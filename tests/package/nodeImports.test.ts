import { expect, test } from 'vitest';
import { runInProject, writeFiles } from './support/project.ts';

// Unit tests and servers import an app's modules in Node, which cannot import from a URL.

const createTest = (environment: string) => `// @vitest-environment ${environment}
import { CallClient, Features } from '@azure/communication-calling';
import { expect, test } from 'vitest';
test('the SDK can be imported', () => {
  expect(new CallClient().createTeamsCallAgent).toBeTypeOf('function');
  expect(Features.Recording).toBeDefined();
});
`;

test('with the plugin, Vitest imports the SDK in Node and with a simulated page', () => {
  const folder = writeFiles('vitest-app', {
    'vitest.config.js': `
      import { defineConfig } from 'vitest/config';
      import { acsCallingEmulator } from 'acs-calling-emulator/vite';
      export default defineConfig({ plugins: [acsCallingEmulator({ port: 0 })] });`,
    'node.test.js': createTest('node'),
    'page.test.js': createTest('happy-dom'),
  });
  const { stdout, stderr } = runInProject('npx', ['vitest', 'run', '--no-color'], folder);
  expect(stdout + stderr).toMatch(/Tests +2 passed/);
}, 120_000);

test('with the plugin, a server that renders with Vite imports the SDK', () => {
  const folder = writeFiles('vite-server', {
    'app.js':
      "import { CallClient } from '@azure/communication-calling'; export const kind = typeof CallClient;",
    'server.js': `
      import { createServer } from 'vite';
      import { acsCallingEmulator } from 'acs-calling-emulator/vite';
      const plugins = [acsCallingEmulator({ port: 0 })];
      const server = await createServer({ configFile: false, logLevel: 'silent', plugins, server: { middlewareMode: true }, appType: 'custom' });
      console.log('imported', (await server.ssrLoadModule('/app.js')).kind);
      await server.close();`,
  });
  expect(runInProject('node', ['server.js'], folder)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('imported function'),
  });
}, 60_000);
