import { createHmac, randomBytes } from 'node:crypto';

export type LogLevel = 'error' | 'warn' | 'info';
type Scalar = string | number | boolean | null | undefined;

/** Writes one line of JSON. Fields are scalars only, so that no request, error or settings object can be logged. */
export type Log = (level: LogLevel, event: string, fields?: Readonly<Record<string, Scalar>>) => void;

const rank: Record<LogLevel | 'silent', number> = { silent: 0, error: 1, warn: 2, info: 3 };
// What looks like a JWT or a long key is cut even when a caller of `log` was careless.
const secretLike = /eyJ[\w-]{8,}[\w.-]*|[\w+/=-]{60,}/g;
const clean = (value: Scalar): Scalar =>
  typeof value === 'string' ? value.replace(secretLike, '[cut]').slice(0, 300) : value;

/**
 * @param least the least important level still written; `silent` writes nothing
 * @param write receives each line, newline included; standard output by default
 */
export function createLog(
  least: LogLevel | 'silent' = 'info',
  write: (line: string) => void = (line) => process.stdout.write(line),
): Log {
  return (level, event, fields = {}) => {
    if (rank[level] > rank[least]) return;
    const cleaned = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, clean(value)]));
    write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...cleaned })}\n`);
  };
}

/**
 * Turns an identity into a name for the logs that cannot be turned back: the same person is recognised in
 * every line, but only by who holds the key. Give all replicas the same key to follow a person across them.
 */
export function createPseudonym(key: string | Buffer = randomBytes(32)): (identity: string) => string {
  return (identity) => createHmac('sha256', key).update(identity).digest('hex').slice(0, 16);
}
