import { spawn } from 'node:child_process';

/** `npm run test:e2e:service`: runs the end-to-end suite, or given files of it, with service-like timing. */
const run = spawn(
  'npx',
  ['playwright', 'test', '-c', 'tests/e2e/playwright.config.ts', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, EMULATOR_TIMING: 'service' },
  },
);
run.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
