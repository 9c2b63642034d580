import { spawn } from 'node:child_process';

/**
 * The projects whose tests meet the emulator's timing. The others test the site of the documentation and the build with Microsoft's
 * SDK, or repeat `screens` in more themes.
 */
const projects = ['calls', 'rare', 'answers', 'receptionist', 'tokens', 'tools', 'screens'];

/**
 * The program of `npm run test:e2e:service`. It runs the end-to-end tests while the emulator waits as long as the real Azure
 * service does. Arguments go to Playwright, for example the names of test files.
 */
const playwright = spawn(
  'npx',
  [
    'playwright',
    'test',
    '-c',
    'tests/e2e/playwright.config.ts',
    ...projects.map((project) => `--project=${project}`),
    ...process.argv.slice(2),
  ],
  {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, EMULATOR_TIMING: 'service' },
  },
);
playwright.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
