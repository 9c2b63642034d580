import { loadPart } from '../../base/loadPart.ts';

/** The values that the Calling SDK exports. Its types may be imported from the package in any file. */
export type Sdk = typeof import('@azure/communication-calling');

/** Milliseconds that loading the SDK may take. Its chunk is the app's largest: at 300 kbit/s it takes 45 s. */
const sdkTimeoutMs = 120_000;

/**
 * Loads the Calling SDK, which is a chunk of its own. No other file imports values of the SDK. `vite.config.ts` decides
 * whether the app gets Microsoft's package or its local replacement.
 */
export const loadSdk = (): Promise<Sdk> =>
  // `CallClient` is an export that a completely loaded SDK has.
  loadPart(() => import('@azure/communication-calling'), 'CallClient', sdkTimeoutMs);
