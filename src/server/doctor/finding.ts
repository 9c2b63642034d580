/**
 * The result of one check of the doctor (`npm run doctor`). The verdict `unknown` means that the check is
 * impossible on this machine; `repair` then says where or how the operator can do it.
 */
export interface Finding {
  /** The name of what was checked, such as `clock`. */
  readonly check: string;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** What the check found. It never contains a token, a key or a signature. */
  readonly evidence: string;
  /** The command, or the step in the Azure portal, that solves the problem. A finding that passed has none. */
  readonly repair?: string;
}

export const createPass = (check: string, evidence: string): Finding => ({
  check,
  verdict: 'pass',
  evidence,
});
export const createFailure = (check: string, evidence: string, repair: string): Finding => ({
  check,
  verdict: 'fail',
  evidence,
  repair,
});
export const createUnknown = (check: string, evidence: string, repair: string): Finding => ({
  check,
  verdict: 'unknown',
  evidence,
  repair,
});

/** Names the network error that prevented a response. The result contains no part of the request. */
export function describeNetworkError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  const cause: unknown = error.cause;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  // The checks give up a request after 5 s.
  return error.name === 'TimeoutError' ? 'no response in 5 s' : error.name;
}

const labels = { pass: 'pass', fail: 'FAIL', unknown: 'not checkable' } as const;

/** Formats findings as lines for a terminal. Below each finding that did not pass it adds the repair. */
export function formatTable(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  // The longest label has 13 characters, and two spaces follow it. A repair is indented by as much.
  const lines = findings.flatMap(({ check, verdict, evidence, repair }) => [
    `${labels[verdict].padEnd(13)}  ${check.padEnd(width)}  ${evidence}`,
    ...(repair && verdict !== 'pass' ? [`${' '.repeat(15)}→ ${repair}`] : []),
  ]);
  const countFindings = (verdict: Finding['verdict']) =>
    findings.filter((finding) => finding.verdict === verdict).length;
  return `${lines.join('\n')}\n\n${countFindings('pass')} passed, ${countFindings('fail')} failed, ${countFindings('unknown')} not checkable from here.\n`;
}
