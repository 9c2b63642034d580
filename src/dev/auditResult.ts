interface AuditReport {
  /** The registry's answer, if there was one. */
  readonly metadata?: { readonly vulnerabilities?: { readonly total?: number } };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
  /** Why there was no answer. npm says so here or in `error.summary`. */
  readonly message?: string;
  readonly error?: { readonly summary?: string };
}

/**
 * Reads what `npm audit --json` has printed.
 * @returns the text for the developer, and the exit code: 0 without vulnerabilities, 1 with some, 2 if the audit did not run
 */
export function readAudit(output: string): { text: string; exitCode: 0 | 1 | 2 } {
  const report = parseReport(output);
  const total = report?.metadata?.vulnerabilities?.total;
  if (total === undefined) {
    const reason = report?.message || report?.error?.summary || 'npm gave no report';
    const text = `The audit did not run: ${reason}. Nobody knows whether the packages are safe.`;
    return { text, exitCode: 2 };
  }
  if (total === 0)
    return { text: 'The registry knows no vulnerability of the packages in production.', exitCode: 0 };
  const vulnerabilities = Object.entries(report?.vulnerabilities ?? {});
  const packages = vulnerabilities.map(([name, { severity }]) => `${name} (${severity})`);
  return { text: `Packages in production have known vulnerabilities: ${packages.join(', ')}.`, exitCode: 1 };
}

/** @returns `null` if npm has printed no JSON */
function parseReport(output: string): AuditReport | null {
  try {
    return JSON.parse(output) as AuditReport | null;
  } catch {
    return null;
  }
}
