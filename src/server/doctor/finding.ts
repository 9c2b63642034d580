/** The result of one check of the doctor (`npm run doctor`). */
export interface Finding {
  /** The name of what was checked, such as `clock`. */
  readonly check: string;
  /** `unknown` if the check is impossible on this machine; `repair` then says where or how the operator can do it. */
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** What the check found. It never contains a token, a key or a signature. */
  readonly evidence: string;
  /** The command, or the step in the Azure portal, that solves the problem. A finding that passed has none. */
  readonly repair?: string;
}

export function createPass(check: string, evidence: string): Finding {
  return { check, verdict: 'pass', evidence };
}
export function createFailure(check: string, evidence: string, repair: string): Finding {
  return { check, verdict: 'fail', evidence, repair };
}
export function createUnknown(check: string, evidence: string, repair: string): Finding {
  return { check, verdict: 'unknown', evidence, repair };
}

/** @returns the name of the network error that prevented a response, without any part of the request */
export function describeNetworkError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  const cause: unknown = error.cause;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  // The doctor waits 5 s for each of its own requests.
  return error.name === 'TimeoutError' ? 'no response in 5 s' : error.name;
}

const labels = { pass: 'pass', fail: 'FAIL', unknown: 'not checkable' } as const;

/** Formats findings as lines for a terminal. Below each finding that did not pass comes its repair. */
export function formatTable(findings: readonly Finding[]): string {
  const labelWidth = labels.unknown.length;
  const checkWidth = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, verdict, evidence, repair }) => [
    `${labels[verdict].padEnd(labelWidth)}  ${check.padEnd(checkWidth)}  ${evidence}`,
    ...(repair ? [`${' '.repeat(labelWidth + 2)}→ ${repair}`] : []),
  ]);
  const count = (verdict: Finding['verdict']) =>
    findings.filter((finding) => finding.verdict === verdict).length;
  return `${lines.join('\n')}\n\n${count('pass')} passed, ${count('fail')} failed, ${count('unknown')} not checkable from here.\n`;
}
