import { build } from 'vite';
import { emulatedBuild, emulatorPort } from './system.ts';

/** The app as it would be deployed, but with the stand-in for the Calling SDK. */
export default async function buildEmulated(): Promise<void> {
  process.env.EMULATOR_ORIGIN = `http://localhost:${emulatorPort}`;
  await build({ mode: 'emulator', logLevel: 'warn', build: { outDir: emulatedBuild, sourcemap: false } });
}
