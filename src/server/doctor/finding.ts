/**
 * The result of one check. `unknown` means that it cannot be checked from here; `repair` then says where it can
 * be.
 */
export interface Finding {
  readonly check: string;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** What the check saw. Never a token, a key or a signature. */
  readonly evidence: string;
  /** The command or portal step that repairs it. Absent when there is nothing to repair. */
  readonly repair?: string;
}

export const pass = (check: string, evidence: string): Finding => ({ check, verdict: 'pass', evidence });
export const fail = (check: string, evidence: string, repair: string): Finding => ({
  check,
  verdict: 'fail',
  evidence,
  repair,
});
export const unknown = (check: string, evidence: string, repair: string): Finding => ({
  check,
  verdict: 'unknown',
  evidence,
  repair,
});

/** Names the reason why a request got no response: the network error, without the request. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  const cause: unknown = error.cause;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error.name === 'TimeoutError' ? 'no response in 5 s' : error.name;
}
