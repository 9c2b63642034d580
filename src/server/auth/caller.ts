/**
 * The user who calls the token service. Both ids come from a verified token or session, never from the request
 * body.
 */
export interface Caller {
  /** The user's Entra object id, lower case. */
  readonly oid: string;
  /** The id of the user's Entra tenant, lower case. */
  readonly tid: string;
}

/**
 * The headers of a request: either `Headers` or a wrapper around Node's own. Names are in lower case; `get`
 * returns null for a header that is absent.
 */
export type RequestHeaders = Pick<Headers, 'get'>;

/**
 * Authenticates the caller from the request's headers. This is the one replaceable part of the service: by
 * default it verifies an Entra access token (`createEntraCaller`), and a site with its own sessions can use
 * those instead (`createSessionCaller`).
 *
 * @throws HttpError 401 when the caller is not authenticated, 403 when the caller is not allowed to use the
 *   service, 503 when the verifier cannot decide
 */
export type VerifyCaller = (headers: RequestHeaders) => Promise<Caller>;
