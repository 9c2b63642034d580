import { loadPart } from '../../base/loadPart.ts';

/** The values that the Calling SDK exports. Its types may be imported from the package in any file. */
export type Sdk = typeof import('@azure/communication-calling');

/** Milliseconds. The chunk of the SDK is the largest one: at 300 kbit/s it takes 45 s. */
const sdkTimeoutMs = 120_000;

/**
 * Loads the SDK, which is a chunk of its own. No other file imports values of the SDK. `vite.config.ts` decides which
 * SDK the app gets.
 */
export const loadSdk = (): Promise<Sdk> =>
  loadPart(() => import('@azure/communication-calling'), 'CallClient', sdkTimeoutMs);
