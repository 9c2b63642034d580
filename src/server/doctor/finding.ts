/** What one check found. `unknown`: it cannot be checked from here; `repair` then says where it can. */
export interface Finding {
  readonly check: string;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** What was seen. Never a token, a key or a signature. */
  readonly evidence: string;
  /** The command or the portal step that mends it. Absent when there is nothing to mend. */
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

/** Why a request never got an answer: the name of the network's error, nothing of the request. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  const cause: unknown = error.cause;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error.name === 'TimeoutError' ? 'no answer in 5 s' : error.name;
}
