import * as z from 'zod/mini';
import type { Reach, Refusal } from '../../capabilities/capabilities.ts';

/** Whom to call, or which meeting to join. The call history stores targets in this form, too. */
export const Target = z.union([
  z.object({
    kind: z.literal('people'),
    /** One raw id means a 1:1 call, several mean a group call. */
    rawIds: z.readonly(z.array(z.string())),
    /** The chat thread of a group call, `19:…@thread.v2`. If it is missing, the phone creates a chat. */
    threadId: z.exactOptional(z.string()),
  }),
  z.object({
    kind: z.literal('meeting'),
    link: z.string(),
    /** The subject of the meeting in the user's calendar. Missing if the user joins by a link alone. */
    subject: z.exactOptional(z.string()),
  }),
  z.object({
    kind: z.literal('meeting'),
    /** The meeting id of the invitation, without spaces. */
    meetingId: z.string(),
    /** The passcode of the invitation. A meeting may have none. */
    passcode: z.exactOptional(z.string()),
    subject: z.exactOptional(z.string()),
  }),
]);
export type Target = z.infer<typeof Target>;

/** @returns the raw id of the only person or phone number; `null` for several people and for a meeting */
export const getSingleRawId = (target: Target | null): string | null =>
  target?.kind === 'people' && target.rawIds.length === 1 ? (target.rawIds[0] ?? null) : null;

/**
 * Converts all spellings of an identity to one. They differ in capital letters, in the punctuation of a phone number, and in what
 * stands before an object id: the name of the cloud (`8:orgid:`, `8:gcch:`, `8:dod:`), or the ACS resource and the tenant of an
 * agent (`8:acs:…_…_`), who is the same person.
 */
function normalizeRawId(rawId: string): string {
  const normalized = rawId.trim().toLowerCase();
  const phone = /^4:(.*)$/.exec(normalized)?.[1];
  if (phone !== undefined) return `4:${phone.replaceAll(/\D/g, '')}`;
  return normalized.replace(/^(8|28):(?:orgid:|gcch:|dod:|acs:[^_]*_[^_]*_(?=.))/, '$1:');
}

/** Whether two raw ids mean the same person or phone number, however they are spelled. */
export const isSameIdentity = (rawId: string, otherId: string | null): boolean =>
  otherId !== null && normalizeRawId(rawId) === normalizeRawId(otherId);

/** Selects the raw ids whose people are not among `alreadyPresent`, each person once. */
export function selectNewIds(
  rawIds: readonly string[],
  { alreadyPresent }: { alreadyPresent: readonly string[] },
): readonly string[] {
  const knownIdentities = new Set(alreadyPresent.map(normalizeRawId));
  return rawIds.filter((rawId) => {
    const identity = normalizeRawId(rawId);
    const isNew = !knownIdentities.has(identity);
    knownIdentities.add(identity);
    return isNew;
  });
}

export const removeDuplicateIds = (rawIds: readonly string[]): readonly string[] =>
  selectNewIds(rawIds, { alreadyPresent: [] });

export const removeDuplicateCallees = (target: Target): Target =>
  target.kind === 'people' ? { ...target, rawIds: removeDuplicateIds(target.rawIds) } : target;

/**
 * Whether the raw id is a phone number without a country code, such as an emergency number or an extension. Teams completes such
 * numbers by its dial plans, but the SDK does not.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/teams-user/phone-capabilities
 */
export const lacksCountryCode = (rawId: string): boolean => /^4:(?!\+)/.test(rawId);

/** Whether the target is a number of two to four digits, as all emergency numbers are. A short extension is called in the same way. */
export const isEmergencyTarget = (target: Target): boolean =>
  /^4:\d{2,4}$/.test(getSingleRawId(target) ?? '');

/**
 * Whether a raw id stands for callers who hide the number: `4:anonymous` in place of `4:+14255550100`. They share the id, so it
 * does not tell one of them from another.
 */
export const isWithheldNumber = (rawId: string): boolean => /^4:(?!\+?\d)/.test(rawId);

/**
 * Whether the raw id is an ACS user's, `8:acs:<ACS resource>_<user>`: a guest of a meeting, or somebody who called with another
 * company's app. No document says that a Teams user can call them, and many exist for one call only.
 */
export const isGuest = (rawId: string): boolean => /^8:acs:[^_]+_[^_]+$/i.test(rawId);

/** Whether one press may call the identity: no guest, and no emergency number, of which the dial box warns the user first. */
export const isOneClickId = (rawId: string): boolean => !lacksCountryCode(rawId) && !isGuest(rawId);

/**
 * Finds out whether one press, as on *Call back* or *Rejoin*, may call a target.
 * @returns the target; `null` if it has an identity that one press may not call
 */
export const toOneClickTarget = (target: Target | null): Target | null =>
  target?.kind === 'people' && !target.rawIds.every(isOneClickId) ? null : target;

/** Returns why the user cannot call a target; `null` if the user can. */
export function findRefusal(target: Target, reach: Reach): Refusal | null {
  if (target.kind === 'meeting') return reach.meetings;
  const refusals = target.rawIds.map((rawId) => findRefusalOf(rawId, reach));
  return refusals.find((refusal) => refusal !== null) ?? (target.rawIds.length > 1 ? reach.groups : null);
}

/** Returns why the user cannot reach a person, a phone number or a voice application; `null` if the user can. */
export function findRefusalOf(rawId: string, reach: Reach): Refusal | null {
  // `4:` is the prefix of a phone number, and `28:` that of a voice application.
  if (rawId.startsWith('4:')) return null;
  return rawId.startsWith('28:') ? reach.voiceApps : reach.people;
}
