import * as z from 'zod/mini';

/** Whom or what to call; also as the list of the past keeps it. */
export const Target = z.union([
  /** Raw ids: one is a call of two, several are a group call. */
  z.object({
    kind: z.literal('people'),
    rawIds: z.readonly(z.array(z.string())),
    /** The chat that a group call belongs to, `19:…@thread.v2`; without it one is made. */
    threadId: z.exactOptional(z.string()),
  }),
  /** A Teams meeting, by the link of its invitation. */
  z.object({ kind: z.literal('meeting'), link: z.string() }),
]);
export type Target = z.infer<typeof Target>;

/** Raw id of the one person it leads to; `null` for several and for a meeting. */
export const onlyOne = (target: Target | null): string | null =>
  target?.kind === 'people' && target.rawIds.length === 1 ? (target.rawIds[0] ?? null) : null;

/**
 * What two spellings of one identity have in common: capital letters, spaces in a number, the cloud before an object id
 * do not make another person.
 */
function identityOf(rawId: string): string {
  const spelled = rawId.trim().toLowerCase();
  const phone = /^4:(.*)$/.exec(spelled)?.[1];
  if (phone !== undefined) return `4:${phone.replaceAll(/\D/g, '')}`;
  return spelled.replace(/^(8|28):(?:orgid|gcch|dod):/, '$1:');
}

/** The raw ids, each identity once and in its first spelling, but for those of `without`. */
export function distinctIds(rawIds: readonly string[], without: readonly string[] = []): readonly string[] {
  const seen = new Set(without.map(identityOf));
  return rawIds.filter((rawId) => {
    const identity = identityOf(rawId);
    const isNew = !seen.has(identity);
    seen.add(identity);
    return isNew;
  });
}

/** The same target with everybody in it once, so that nobody is rung twice. */
export const distinctTarget = (target: Target): Target =>
  target.kind === 'people' ? { ...target, rawIds: distinctIds(target.rawIds) } : target;

/** A number without a country, as emergency numbers are dialled. */
export const isShortNumber = (rawId: string): boolean => /^4:\d{2,6}$/.test(rawId);
