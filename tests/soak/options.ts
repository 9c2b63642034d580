import { parseArgs } from 'node:util';

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  /** Minutes between two reports. Before each report the users hang up, so that the report counts the resources of idle apps. */
  readonly reportEvery: number;
  /** The lifetime of the tokens in seconds. The app renews such a short token after about half of its lifetime. */
  readonly tokenSeconds: number;
  /** Whether every action is printed as it happens. */
  readonly verbose: boolean;
}

/** Reads the options of the command line. @throws an error if a number is not positive */
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
  const parsePositive = (name: string, value: string): number => {
    const number = Number(value);
    if (!(number > 0)) throw new Error(`--${name} must be a number above 0; it is ${value}.`);
    return number;
  };
  const minutes = parsePositive('minutes', values.minutes);
  return {
    minutes,
    seed: parsePositive('seed', values.seed),
    reportEvery: parsePositive('report-every', values['report-every'] ?? String(Math.min(5, minutes / 8))),
    tokenSeconds: parsePositive('token-seconds', values['token-seconds']),
    verbose: values.verbose,
  };
}
