import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import type { SdkFile } from '../web/base/sdkFile.ts';
import { bundleScript } from './bundleScript.ts';
import { createIntegrity, createNameHash } from './hashes.ts';

const root = resolve(import.meta.dirname, '../..');
export const callingSdk = '@azure/communication-calling';
/** The packages that the SDK's file does not contain, but gets from the app (`calling/sdk/dependencies.ts`). */
const externalPackages = ['@azure/communication-common', '@azure/logger'];

export interface BuiltSdk extends SdkFile {
  readonly code: string;
}

/**
 * Creates a function that returns the file of the Calling SDK.
 * @param withEmulator whether to bundle the drop-in SDK, the emulator's replacement, in place of Microsoft's file
 * @param define the constants of the build, as in Vite's option of this name
 */
export function createSdkReader(withEmulator: boolean, define: Record<string, string>) {
  let reading: Promise<BuiltSdk> | undefined;
  const read = async (): Promise<BuiltSdk> => {
    const code = withEmulator
      ? await bundleScript(resolve(root, 'src/emulator/sdk/index.ts'), { define, externalPackages })
      : readFileSync(createRequire(import.meta.url).resolve(callingSdk), 'utf8');
    return { code, address: `/assets/sdk-${createNameHash(code)}.js`, integrity: createIntegrity(code) };
  };
  return (): Promise<BuiltSdk> => (reading ??= read());
}

/** Adds the file of the Calling SDK to a build of the app. In development the SDK is a module like any other. */
export const createSdkPlugin = (readSdk: () => Promise<BuiltSdk>): Plugin => ({
  name: 'calling-sdk',
  async config(_config, { command }) {
    if (command !== 'build') return { define: { __SDK_FILE__: 'null' } };
    const { address, integrity } = await readSdk();
    return { define: { __SDK_FILE__: JSON.stringify({ address, integrity } satisfies SdkFile) } };
  },
  async generateBundle() {
    const { code, address } = await readSdk();
    this.emitFile({ type: 'asset', fileName: address.slice(1), source: code });
  },
});
