import type { Finding } from './finding.ts';

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
