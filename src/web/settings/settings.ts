import * as z from 'zod/mini';
import { createStoredValue } from '../base/storedValue.ts';
import type { Store } from '../base/store.ts';

/** Replaces a missing value, or one that does not fit the schema, with the default. */
const orDefault = <T>(schema: z.ZodMiniType<T>, defaultValue: T) =>
  // oxlint-disable-next-line promise/valid-params -- This `catch` belongs to zod, not to a promise.
  z.catch(schema, defaultValue);

/** 500 characters are more than any browser uses for a device id. */
const deviceId = z.nullable(z.string().check(z.maxLength(500)));

/** The largest number of labels for calls: choosing from a longer list takes long. */
export const maxLabels = 20;
/** In characters. */
export const maxLabelLength = 40;

/** Seconds after which the app reminds the user of a caller on hold; 0 for no reminder. */
export const heldAlertChoices = [0, 30, 60, 120, 300] as const;
/** By default after a minute, when callers begin to think that they have been forgotten. */
export const defaultHeldAlertSeconds = 60;

/** The user's settings in this browser. A key that is missing or cannot be read gets its default. */
export const Settings = z.object({
  // `microphone`, `camera` and `speaker` are ids of the SDK's device manager; `null` means the system's default.
  microphone: orDefault(deviceId, null),
  camera: orDefault(deviceId, null),
  speaker: orDefault(deviceId, null),
  /** The browser's `deviceId` of the ringtone's output. Users with a headset often let a loudspeaker ring. */
  ringer: orDefault(deviceId, null),
  /** The volume of the ringtone, 0 to 1. */
  ringVolume: orDefault(z.number().check(z.gte(0), z.lte(1)), 0.7),
  heldAlertSeconds: orDefault(z.literal(heldAlertChoices), defaultHeldAlertSeconds),
  /** Whether the user joins meetings with an open microphone. The app joins large meetings muted all the same. */
  joinsWithMicrophone: orDefault(z.boolean(), true),
  notifications: orDefault(z.boolean(), false),
  /** Whether the user has declined the offer of notifications on the home screen. */
  notificationsDeclined: orDefault(z.boolean(), false),
  /** Whether incoming calls neither ring nor appear on the screen. */
  doNotDisturb: orDefault(z.boolean(), false),
  /** Whether the browser removes background noise from the user's microphone during calls. */
  noiseSuppression: orDefault(z.boolean(), true),
  /** Whether the app sometimes asks after a call how it was. */
  callSurvey: orDefault(z.boolean(), true),
  /** When the last call ended about which the app asked, in milliseconds since 1970; 0 if the app has not asked yet. */
  surveyAskedAt: orDefault(z.number(), 0),
  /** Whether this is the user's own computer, on which the user's lists and settings stay after a sign-out. */
  keepsLists: orDefault(z.boolean(), false),
  /** Whether the user has said if this computer is their own or shared. Until then, `listsAtSignOut.ts` decides. */
  computerAnswered: orDefault(z.boolean(), false),
  /** Whether the user's lists are also in the user's OneDrive. */
  keepsInOneDrive: orDefault(z.boolean(), false),
  /** The labels that the user may give to a call; `null` means the default labels in the user's language. */
  callLabels: orDefault(
    z.nullable(z.array(z.string().check(z.maxLength(maxLabelLength))).check(z.maxLength(maxLabels))),
    null,
  ),
  /** Raw ids (`8:orgid:…`) of the users on whose behalf the user may call, as the user has entered them. */
  delegators: orDefault(z.array(z.string().check(z.maxLength(100))), []),
  /** Raw id (`28:orgid:…`) of the resource account for which an agent calls; `null` for the first one in `config.json`. */
  companyLine: orDefault(z.nullable(z.string().check(z.maxLength(100))), null),
  /** Whether the app opens the caller's page in the company's own system when the user accepts a call. */
  opensScreenPop: orDefault(z.boolean(), false),
  /** Maps actions to shortcuts such as `Ctrl+Shift+M`. `null` means no shortcut; a missing action has its default. */
  shortcuts: orDefault(z.record(z.string(), z.nullable(z.string().check(z.maxLength(40)))), {}),
});
export type Settings = z.infer<typeof Settings>;

/** The settings that belong to this computer and this moment. A file with the user's settings leaves them out. */
export const computerSettings: readonly (keyof Settings)[] = [
  'microphone',
  'camera',
  'speaker',
  'ringer',
  'notifications',
  'notificationsDeclined',
  'doNotDisturb',
  'surveyAskedAt',
  'keepsLists',
  'computerAnswered',
  'keepsInOneDrive',
];

/** A loose object keeps the keys that only a newer build knows. */
const StoredSettings = z.looseObject(Settings.shape);

/** @param oid Entra object id of the user: users who share a browser have separate settings */
export const createSettings = (oid: string): Store<Settings> =>
  createStoredValue<Settings>(`settings.${oid}`, StoredSettings, Settings.parse({}));

/**
 * Resets all settings but the user's answers on this computer, so that the app does not ask again after each sign-in, and the lists
 * come back from OneDrive.
 */
export const resetSettings = (settings: Store<Settings>): void => {
  const { keepsLists, computerAnswered, keepsInOneDrive, notificationsDeclined } = settings.get();
  settings.set({
    ...Settings.parse({}),
    keepsLists,
    computerAnswered,
    keepsInOneDrive,
    notificationsDeclined,
  });
};
