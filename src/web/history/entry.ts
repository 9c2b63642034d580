import * as z from 'zod/mini';
import { Target } from '../calling/call/target.ts';

/** The fields of an entry that this build knows. */
const KnownFields = z.object({
  /** The SDK's id of the call. Each call has one entry. */
  key: z.string(),
  /** Raw id of the other person; `null` for a meeting or a group call, and if the SDK did not say. */
  other: z.nullable(z.string()),
  /** The other person's name when the call ended: as the directory had it, or else as the caller sent it; `null` if unknown. */
  name: z.nullable(z.string()),
  /** The target with which the user can rejoin a meeting or a group call; `null` for all other calls. */
  target: z._default(z.nullable(Target), null),
  /**
   * Outgoing calls are `placed` (somebody answered) or `unanswered`; the other values are for incoming calls. `elsewhere`: the user
   * answered in another tab or on another device. `unknown`: nobody answered here, and the SDK did not say why the call ended.
   */
  outcome: z.enum(['placed', 'unanswered', 'answered', 'missed', 'declined', 'elsewhere', 'unknown']),
  withVideo: z.boolean(),
  /** When the call began, in milliseconds since 1970. */
  at: z.number(),
  /** Seconds that the call was connected; `null` if it never was. */
  seconds: z.nullable(z.number()),
  /** The SDK's code and subcode of the end, for example `487/10004`; missing if the SDK gave none. */
  code: z.exactOptional(z.string()),
  /** The person, queue or auto attendant through which the call came to the user; missing if the caller called directly. */
  via: z.exactOptional(z.object({ rawId: z.string(), name: z.nullable(z.string()) })),
  /** Raw id of the person to whom the user transferred the other person; missing if the user did not. */
  transferredTo: z.exactOptional(z.string()),
  toVoicemail: z.exactOptional(z.boolean()),
  /** The company's number from which or to which an agent's call went; missing for a Teams user's calls. */
  companyNumber: z.exactOptional(z.string()),
  /** Seconds that the caller had waited in the company's queue; missing if unknown. */
  waitedSeconds: z.exactOptional(z.number()),
  note: z.exactOptional(z.string()),
  /** The outcome that the user has chosen from their list in the settings, for example *Call back later*. */
  label: z.exactOptional(z.string()),
});
export type HistoryEntry = z.infer<typeof KnownFields>;

/** Adds `target` to a stored entry of version 0.2.0 or older, in which that field is named `placed`. */
const copyPlacedToTarget = (stored: unknown): unknown =>
  stored !== null && typeof stored === 'object' && 'placed' in stored
    ? { target: stored.placed, ...stored }
    : stored;

/** Reads a stored entry. It is a loose object, which keeps fields that only a newer build knows. */
export const StoredEntry: z.ZodMiniType<HistoryEntry> = z.pipe(
  z.transform(copyPlacedToTarget),
  z.looseObject(KnownFields.shape),
);

/** The longest note, in characters. */
export const maxNoteLength = 2_000;
