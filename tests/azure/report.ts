import { inspect } from 'node:util';

type Verdict = 'ok' | 'FAILED' | 'NOT RUN';

/** Prints one line for each check. Secrets are removed from every line, error messages included. */
export class Report {
  private readonly counts: Record<Verdict, number> = { ok: 0, FAILED: 0, 'NOT RUN': 0 };
  private readonly print: (line: string) => void;
  private readonly secrets: readonly string[];

  constructor(print: (line: string) => void, secrets: readonly string[] = []) {
    this.print = print;
    this.secrets = secrets;
  }

  ok(what: string): void {
    this.say('ok', what);
  }

  notRun(what: string, why: string): void {
    this.say('NOT RUN', `${what}: ${why}`);
  }

  failed(what: string, cause: unknown): void {
    this.say('FAILED', `${what}: ${cause instanceof Error ? cause.message : inspect(cause)}`);
  }

  /** Runs a check and reports its result. @returns what the check returns, or `undefined` when it failed. */
  async check<T>(what: string, run: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await run();
      this.ok(what);
      return result;
    } catch (error) {
      this.failed(what, error);
      return undefined;
    }
  }

  /** @returns the exit code: 1 when something failed. */
  finish(): 0 | 1 {
    const { ok, FAILED: failed, 'NOT RUN': notRun } = this.counts;
    this.print(`${ok} ok, ${failed} FAILED, ${notRun} NOT RUN`);
    return failed === 0 ? 0 : 1;
  }

  private say(verdict: Verdict, text: string): void {
    this.counts[verdict] += 1;
    let line = `${verdict.padEnd(8)}${text}`;
    for (const secret of this.secrets) line = line.replaceAll(secret, '‹secret›');
    // Other tokens are removed too, for example an ACS access token.
    this.print(line.replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '‹token›'));
  }
}
