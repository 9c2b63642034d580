/**
 * Why a request to Microsoft Graph failed. `noToken`: the app could not acquire a token for Graph. `offline`: the browser has no
 * network. `notFound`: Graph does not know the person, the user has no mailbox, or the other person has no Teams. `forbidden`: the
 * tenant does not allow the request. `busy`: Graph asks the app to wait. `unavailable`: Graph or Entra failed or did not answer.
 */
export type GraphFailure = 'noToken' | 'offline' | 'notFound' | 'forbidden' | 'busy' | 'unavailable';
