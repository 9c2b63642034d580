import type { Finding } from './finding.ts';

const labels = { pass: 'pass', fail: 'FAIL', unknown: 'not checkable' } as const;

/** Formats the findings as lines for a terminal, with the repair below each finding that did not pass. */
export function table(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, verdict, evidence, repair }) => [
    `${labels[verdict].padEnd(13)}  ${check.padEnd(width)}  ${evidence}`,
    ...(repair && verdict !== 'pass' ? [`${' '.repeat(15)}→ ${repair}`] : []),
  ]);
  const count = (verdict: Finding['verdict']) =>
    findings.filter((finding) => finding.verdict === verdict).length;
  return `${lines.join('\n')}\n\n${count('pass')} passed, ${count('fail')} failed, ${count('unknown')} not checkable from here.\n`;
}
