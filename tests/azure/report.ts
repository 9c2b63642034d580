import { inspect } from 'node:util';

type Verdict = 'ok' | 'FAILED' | 'NOT RUN';

/** Prints one line for each check. It removes secrets from every line, also from error messages. */
export class Report {
  private readonly counts: Record<Verdict, number> = { ok: 0, FAILED: 0, 'NOT RUN': 0 };
  private readonly print: (line: string) => void;
  private readonly secrets: readonly string[];

  constructor(print: (line: string) => void, secrets: readonly string[] = []) {
    this.print = print;
    this.secrets = secrets;
  }

  reportOk(title: string): void {
    this.printVerdict('ok', title);
  }

  reportNotRun(title: string, reason: string): void {
    this.printVerdict('NOT RUN', `${title}: ${reason}`);
  }

  reportFailed(title: string, cause: unknown): void {
    this.printVerdict('FAILED', `${title}: ${cause instanceof Error ? cause.message : inspect(cause)}`);
  }

  /** Runs a check and reports its result. @returns the result of the check, or `undefined` if the check failed */
  async runCheck<T>(title: string, run: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await run();
      this.reportOk(title);
      return result;
    } catch (error) {
      this.reportFailed(title, error);
      return undefined;
    }
  }

  /** Prints the number of checks by verdict. @returns the exit code: 1 if a check failed */
  finish(): 0 | 1 {
    const { ok, FAILED: failed, 'NOT RUN': notRun } = this.counts;
    this.print(`${ok} ok, ${failed} FAILED, ${notRun} NOT RUN`);
    return failed === 0 ? 0 : 1;
  }

  private printVerdict(verdict: Verdict, text: string): void {
    this.counts[verdict] += 1;
    let line = `${verdict.padEnd(8)}${text}`;
    for (const secret of this.secrets) line = line.replaceAll(secret, '‹secret›');
    // This pattern removes JWTs that are not in `secrets`, for example ACS tokens.
    this.print(line.replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '‹token›'));
  }
}
