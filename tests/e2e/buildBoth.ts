import { execFileSync } from 'node:child_process';
import { emulatedBuild, emulatorPort } from './system.ts';

/** Builds what the tests look at: the product itself, and the same app with the stand-in for the Calling SDK. */
export default function buildBoth(): void {
  execFileSync('npm', ['run', 'build'], { stdio: 'inherit' });
  // A process of its own: Vite sets NODE_ENV to production for good, in which the emulator does not start.
  execFileSync(
    'npx',
    ['vite', 'build', '--mode', 'emulator', '--logLevel', 'warn', '--outDir', emulatedBuild],
    {
      stdio: 'inherit',
      env: { ...process.env, EMULATOR_ORIGIN: `http://localhost:${emulatorPort}` },
    },
  );
}
