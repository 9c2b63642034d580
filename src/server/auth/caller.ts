/**
 * The user who sends a request to the token service. Both ids come from a verified token or session, never from the
 * request body.
 */
export interface Caller {
  /** The user's Entra object id, lower case. */
  readonly oid: string;
  /** The id of the user's Entra tenant, lower case. */
  readonly tid: string;
}

/** The headers of a request. `get` takes a name in lower case, and returns null for a header that is absent. */
export type RequestHeaders = Pick<Headers, 'get'>;

/**
 * Authenticates the caller by the headers of the request: by an Entra access token (`createEntraCaller`), or by the
 * session cookie of an existing site (`createSessionCaller`).
 *
 * @throws HttpError 401 when the caller is not authenticated, 403 when the caller is not allowed to use the
 *   service, 503 when the verifier cannot decide
 */
export type VerifyCaller = (headers: RequestHeaders) => Promise<Caller>;
