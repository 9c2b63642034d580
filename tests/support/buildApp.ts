import { execFileSync } from 'node:child_process';

/**
 * Builds the app with the emulator's drop-in SDK in place of Microsoft's Calling SDK. Vite sets NODE_ENV to `production`, with
 * which the emulator refuses to start, so Vite runs in a separate process.
 */
export const buildEmulatedApp = (folder: string, emulatorOrigin: string): void =>
  buildApp(folder, emulatorOrigin, ['--mode', 'emulator']);

/** Builds the app with Microsoft's Calling SDK. See `buildEmulatedApp` for the parameters. */
export function buildApp(folder: string, emulatorOrigin: string, options: readonly string[] = []): void {
  execFileSync('npx', ['vite', 'build', '--logLevel', 'warn', '--outDir', folder, ...options], {
    stdio: 'inherit',
    env: { ...process.env, EMULATOR_ORIGIN: emulatorOrigin },
  });
}
