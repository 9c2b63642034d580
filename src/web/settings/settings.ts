import * as z from 'zod/mini';
import { createStoredValue } from '../base/storedValue.ts';
import type { Store } from '../base/store.ts';

/** 500 characters are more than any browser uses for a device id. */
const deviceId = z.nullable(z.string().check(z.maxLength(500)));

/** The largest number of labels for calls, and of characters in a label. A longer list would not be short to choose from. */
export const maxLabels = 20;
export const maxLabelLength = 40;

/** The user's settings in this browser. If the stored settings lack a key, that key gets its default. */
export const Settings = z.object({
  // `microphone`, `camera` and `speaker` are ids of the SDK's device manager; `null` means the system's default.
  microphone: z._default(deviceId, null),
  camera: z._default(deviceId, null),
  speaker: z._default(deviceId, null),
  /** The browser's `deviceId` of the ringtone's output. Users with a headset often let a loudspeaker ring. */
  ringer: z._default(deviceId, null),
  /** The volume of the ringtone, 0 to 1. */
  ringVolume: z._default(z.number().check(z.gte(0), z.lte(1)), 0.7),
  /** Whether the app shows the system's notifications. */
  notifications: z._default(z.boolean(), false),
  /** Whether the app neither shows nor rings for incoming calls. */
  doNotDisturb: z._default(z.boolean(), false),
  /** Whether the browser removes background noise from the user's microphone during calls. */
  noiseSuppression: z._default(z.boolean(), true),
  /** Whether the app sometimes asks after a call how it was. */
  callSurvey: z._default(z.boolean(), true),
  /** The end of the last call about which the app asked how it was, in milliseconds since 1970; 0 for none. */
  surveyAskedAt: z._default(z.number(), 0),
  /** Whether call history and favourites stay on this computer after the user signs out. */
  keepsLists: z._default(z.boolean(), false),
  /** The labels that the user may give to a call; `null` means the default labels in the user's language. */
  callLabels: z._default(
    z.nullable(z.array(z.string().check(z.maxLength(maxLabelLength))).check(z.maxLength(maxLabels))),
    null,
  ),
  /** Raw ids (`8:orgid:…`) of the users on whose behalf the user may call, as the user has entered them. */
  delegators: z._default(z.array(z.string().check(z.maxLength(100))), []),
  /** Maps actions to shortcuts such as `Ctrl+Shift+M`. `null` means no shortcut; a missing action has its default. */
  shortcuts: z._default(z.record(z.string(), z.nullable(z.string().check(z.maxLength(40)))), {}),
});
export type Settings = z.infer<typeof Settings>;

/** @param oid the Entra object id of the user, because users who share a browser have separate settings */
export const createSettings = (oid: string): Store<Settings> =>
  createStoredValue(`settings.${oid}`, Settings, Settings.parse({}));
