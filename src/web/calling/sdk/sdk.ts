import { loadPart } from '../../base/loadPart.ts';

/** The Calling SDK's values. Its types are imported from the package itself, anywhere. */
export type Sdk = typeof import('@azure/communication-calling');

/** Milliseconds for the largest chunk of all: it takes 45 s at 300 kbit/s. */
const sdkTimeoutMs = 120_000;

/**
 * The only door through which SDK values enter the app: lazily, in a chunk of its own.
 * The build decides what stands behind the name (see `vite.config.ts`); nothing else in the app knows.
 */
export const loadSdk = (): Promise<Sdk> =>
  loadPart(() => import('@azure/communication-calling'), 'CallClient', sdkTimeoutMs);
