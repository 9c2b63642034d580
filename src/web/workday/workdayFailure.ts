/**
 * Why Graph did not answer. `forbidden`: the tenant does not allow it. `notFound`: the user has no mailbox, or the other
 * person has no Teams. `busy`: Graph asks to wait. `offline`: the browser has no network. `unavailable`: Graph
 * failed.
 */
export type WorkdayFailure = 'noToken' | 'offline' | 'notFound' | 'forbidden' | 'busy' | 'unavailable';
