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
