import * as z from 'zod/mini';

const text = z.string().check(z.maxLength(320));
/** Thirty days, which is longer than any call. */
const maxSeconds = 2_592_000;

/** What the app tells the company's own systems about a call: a page of an allowed origin, and the web hook. */
export const CallEvent = z.strictObject({
  /** The version of these messages. */
  switchboard: z.literal(1),
  /**
   * `ringing`: a call rings at the user. `accepted`: the user has accepted it, or somebody has answered the user's call. `ended`: the
   * call is over. `note`: the user has changed the call's note or its label (*outcome* on the screen).
   */
  type: z.enum(['ringing', 'accepted', 'ended', 'note']),
  /** Equal in all deliveries of one event: the receiver ignores an id that it knows. It contains the user's Entra object id. */
  id: text,
  /** When it happened, in ISO 8601. */
  at: z.iso.datetime(),
  call: z.strictObject({
    id: text,
    direction: z.enum(['incoming', 'outgoing']),
    // What is known about the other person. A text is empty while it is not known.
    number: text,
    name: text,
    email: text,
    userId: text,
    queue: text,
    /** How the call ended, as the call history names it, for example `answered` or `missed`. */
    outcome: z.exactOptional(text),
    /** Seconds that the call was connected; 0 if it never was. */
    seconds: z.exactOptional(z.number().check(z.nonnegative(), z.maximum(maxSeconds))),
    note: z.exactOptional(z.string().check(z.maxLength(2_000))),
    label: z.exactOptional(text),
  }),
});
export type CallEvent = z.infer<typeof CallEvent>;
