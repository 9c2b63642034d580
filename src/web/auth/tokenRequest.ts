/** Which token is needed: any valid token, or a new token after an API has refused the last one. */
export interface TokenRequest {
  /** Whether the API has refused the last token. Then a new token is needed even if the cache holds one. */
  readonly rejected: boolean;
  /** The claims that the new token must have, from the claims challenge in the API's 401. */
  readonly claims?: string;
}
