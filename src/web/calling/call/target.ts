import * as z from 'zod/mini';

/** Whom or what to call. The call history stores targets in this form, too. */
export const Target = z.union([
  z.object({
    kind: z.literal('people'),
    /** One raw id leads to a 1:1 call, several lead to a group call. */
    rawIds: z.readonly(z.array(z.string())),
    /** The chat thread of a group call, `19:…@thread.v2`. Without it, the phone creates a chat. */
    threadId: z.exactOptional(z.string()),
  }),
  /** A Teams meeting, by the link of its invitation. */
  z.object({ kind: z.literal('meeting'), link: z.string() }),
]);
export type Target = z.infer<typeof Target>;

/** The raw id of a target that is one person; `null` for several people and for a meeting. */
export const singleRawId = (target: Target | null): string | null =>
  target?.kind === 'people' && target.rawIds.length === 1 ? (target.rawIds[0] ?? null) : null;

/**
 * What all spellings of one identity have in common. Spellings differ in capital letters, in spaces in a phone number, and
 * in the cloud before an object id.
 */
function identityOf(rawId: string): string {
  const normalized = rawId.trim().toLowerCase();
  const phone = /^4:(.*)$/.exec(normalized)?.[1];
  if (phone !== undefined) return `4:${phone.replaceAll(/\D/g, '')}`;
  return normalized.replace(/^(8|28):(?:orgid|gcch|dod):/, '$1:');
}

/**
 * Removes raw ids of the same identity, except the first.
 * @param without raw ids of identities that are removed altogether
 */
export function distinctIds(rawIds: readonly string[], without: readonly string[] = []): readonly string[] {
  const seen = new Set(without.map(identityOf));
  return rawIds.filter((rawId) => {
    const identity = identityOf(rawId);
    const isNew = !seen.has(identity);
    seen.add(identity);
    return isNew;
  });
}

/** The same target with every identity once, so that no callee is called twice. */
export const distinctTarget = (target: Target): Target =>
  target.kind === 'people' ? { ...target, rawIds: distinctIds(target.rawIds) } : target;

/** Whether this is a phone number without a country code, such as an emergency number. */
export const isShortNumber = (rawId: string): boolean => /^4:\d{2,6}$/.test(rawId);
