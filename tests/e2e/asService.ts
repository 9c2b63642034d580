import { spawn } from 'node:child_process';

/** `npm run test:e2e:service`: the end-to-end suite on an emulator that is as slow as the service. Takes files, as it does. */
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
