/** Who calls the service, as proven by the verifier; never taken from the request's body. */
export interface Caller {
  /** Entra object id, lower case. */
  readonly oid: string;
  /** Entra tenant id, lower case. */
  readonly tid: string;
}

/** A request's headers: `Headers`, or what reads Node's own. Names in lower case; null when there is none. */
export type RequestHeaders = Pick<Headers, 'get'>;

/**
 * Proves who is calling from the request's headers. The one replaceable part of the service: an Entra access
 * token by default (`createEntraCaller`), or what an existing site already has (`createSessionCaller`).
 * Throws `Problem` 401 when nobody is proven, 403 when the proven one is not allowed, 503 when it cannot tell.
 */
export type VerifyCaller = (headers: RequestHeaders) => Promise<Caller>;
