import { parseArgs } from 'node:util';

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  /** Minutes between two reports. Before each, the users hang up, so that idle phones are counted. */
  readonly reportEvery: number;
  /** Lifetime of the tokens. The app renews such a short token after about half of it. */
  readonly tokenSeconds: number;
  /** Whether every action is printed as it happens. */
  readonly verbose: boolean;
}

/** @throws when an option is not a positive number. */
export function readOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      'report-every': { type: 'string' },
      'token-seconds': { type: 'string', default: '180' },
      verbose: { type: 'boolean', default: false },
    },
  });
  const positive = (name: string, value: string): number => {
    const number = Number(value);
    if (!(number > 0)) throw new Error(`--${name} must be a number above 0; it is ${value}.`);
    return number;
  };
  const minutes = positive('minutes', values.minutes);
  return {
    minutes,
    seed: positive('seed', values.seed),
    reportEvery: positive('report-every', values['report-every'] ?? String(Math.min(5, minutes / 8))),
    tokenSeconds: positive('token-seconds', values['token-seconds']),
    verbose: values.verbose,
  };
}
