/**
 * Why Graph did not answer. `forbidden`: the tenant does not allow it. `notFound`: the user has no mailbox, or the other
 * person has no Teams. `busy`: Graph asks to wait. `unavailable`: Graph failed, or the app is offline.
 */
export type WorkdayFailure = 'noToken' | 'notFound' | 'forbidden' | 'busy' | 'unavailable';
