import { loadPart } from '../../base/loadPart.ts';
import { sdkFile } from '../../base/sdkFile.ts';
import { withTimeout } from '../../base/withTimeout.ts';
import { loadSdkFile } from './sdkFile.ts';

/** The values that the Calling SDK exports. Its types may be imported from the package in any file. */
export type Sdk = typeof import('@azure/communication-calling');

/** Milliseconds that loading the SDK may take. Its file is the app's largest: at 300 kbit/s it takes 45 s. */
const sdkTimeoutMs = 120_000;

let loading: Promise<object> | null = null;

/**
 * Loads the Calling SDK once. No other file imports values of the SDK. `vite.config.ts` decides whether the app gets Microsoft's
 * package or its local replacement.
 * @throws Error if the SDK cannot be loaded. The caller may try again
 */
export async function loadSdk(): Promise<Sdk> {
  // A completely loaded SDK exports `CallClient`.
  if (import.meta.env.DEV)
    return loadPart(() => import('@azure/communication-calling'), 'CallClient', sdkTimeoutMs);
  if (!sdkFile) throw new Error('The build has no file of the Calling SDK.');
  loading ??= loadSdkFile(sdkFile).catch((cause: unknown) => {
    loading = null;
    throw cause;
  });
  return (await withTimeout(loading, sdkTimeoutMs)) as Sdk;
}
