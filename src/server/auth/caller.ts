/** Who calls the service, as proven by the verifier; never taken from the request's body. */
export interface Caller {
  /** Entra object id, lower case. */
  readonly oid: string;
  /** Entra tenant id, lower case. */
  readonly tid: string;
}

/**
 * Proves who is calling from the request's headers. The one replaceable part of the service: an Entra access
 * token by default (`createEntraCaller`), or what an existing site already has (`createSessionCaller`).
 * Throws `Problem` 401 when nobody is proven, 403 when the proven one is not allowed, 503 when it cannot tell.
 */
export type VerifyCaller = (headers: Headers) => Promise<Caller>;
