import * as z from 'zod/mini';
import { createStoredValue } from '../base/storedValue.ts';
import type { Store } from '../base/store.ts';

const device = z.nullable(z.string().check(z.maxLength(500)));

/** What a person has chosen, in this browser. Every key has a value: a stored choice that is missing is the default. */
export const Settings = z.object({
  /** Ids as the SDK's device manager gives them; `null` is the system's own choice. */
  microphone: z._default(device, null),
  camera: z._default(device, null),
  speaker: z._default(device, null),
  /** Where it rings, as the browser's `deviceId`: often a loudspeaker while the speaker is a headset. */
  ringer: z._default(device, null),
  /** 0 to 1 */
  ringVolume: z._default(z.number().check(z.gte(0), z.lte(1)), 0.7),
  notifications: z._default(z.boolean(), false),
  doNotDisturb: z._default(z.boolean(), false),
  /** Call history and favourites stay on this computer after a sign-out. */
  keepsLists: z._default(z.boolean(), false),
  /** By action; `null` is none, and what is missing is the default of `shortcuts.ts`. */
  shortcuts: z._default(z.record(z.string(), z.nullable(z.string().check(z.maxLength(40)))), {}),
});
export type Settings = z.infer<typeof Settings>;

/** @param account whose choices they are; two people may share a browser */
export const createSettings = (account: string): Store<Settings> =>
  createStoredValue(`settings.${account}`, Settings, Settings.parse({}));
