import * as z from 'zod/mini';
import { createStoredValue } from '../base/storedValue.ts';
import type { Store } from '../base/store.ts';

const device = z.nullable(z.string().check(z.maxLength(500)));

/** The user's settings in this browser. A key that is missing in the stored value gets its default. */
export const Settings = z.object({
  /** Ids of the SDK's device manager; `null` for the system's default. The same for camera and speaker. */
  microphone: z._default(device, null),
  camera: z._default(device, null),
  speaker: z._default(device, null),
  /** The device of the ringtone, as the browser's `deviceId`. Users with a headset often let a loudspeaker ring. */
  ringer: z._default(device, null),
  /** The volume of the ringtone, 0 to 1. */
  ringVolume: z._default(z.number().check(z.gte(0), z.lte(1)), 0.7),
  notifications: z._default(z.boolean(), false),
  doNotDisturb: z._default(z.boolean(), false),
  /** Whether call history and favourites stay on this computer after the user signs out. */
  keepsLists: z._default(z.boolean(), false),
  /** Shortcuts by action. `null` means no shortcut; a missing action has the default of `shortcuts.ts`. */
  shortcuts: z._default(z.record(z.string(), z.nullable(z.string().check(z.maxLength(40)))), {}),
});
export type Settings = z.infer<typeof Settings>;

/** @param account Entra object id of the user: users who share a browser have separate settings */
export const createSettings = (account: string): Store<Settings> =>
  createStoredValue(`settings.${account}`, Settings, Settings.parse({}));
