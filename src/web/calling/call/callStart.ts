import type { ContextValue } from './callOrigin.ts';
import type { Target } from './target.ts';

/** What only the app knows about how a call began, because the SDK's call does not say it. */
export interface CallStart {
  /** Whom the user called; `null` for an incoming call. */
  readonly target: Target | null;
  /** Raw id of the user on whose behalf the call is placed or answered; `null` if the user acts for themselves. */
  readonly onBehalfOf: string | null;
  /** What the calling application sent with an incoming call; `null` if it sent nothing. */
  readonly customContext: readonly ContextValue[] | null;
}

/** The start of a call that the user neither placed nor accepted, such as a call that the SDK starts for a transfer. */
export const unknownStart: CallStart = { target: null, onBehalfOf: null, customContext: null };
