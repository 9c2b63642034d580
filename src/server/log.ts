import { createHmac, randomBytes } from 'node:crypto';

export type LogLevel = 'error' | 'warn' | 'info';
/** Pseudonyms kept ready; the same people come back every hour. */
const maxPseudonyms = 10_000;
type Scalar = string | number | boolean | null | undefined;
type Fields = Readonly<Record<string, Scalar>>;

/** Writes one line of JSON. Fields are scalars only, so that no request, error or settings object can be logged. */
export type Log = (level: LogLevel, event: string, fields?: Fields) => void;

const rank: Record<LogLevel | 'silent', number> = { silent: 0, error: 1, warn: 2, info: 3 };
// What looks like a JWT or a long key is cut even when a caller of `log` was careless.
const secretLike = /eyJ[\w-]{8,}[\w.-]*|[\w+/=-]{60,}/g;
const suspicious = (value: Scalar): value is string =>
  typeof value === 'string' && (value.length >= 60 || value.includes('eyJ'));
const clean = (value: Scalar): Scalar =>
  suspicious(value) ? value.replace(secretLike, '[cut]').slice(0, 300) : value;

/** Copied only if something is to be cut, which is rare. */
function cleaned(fields: Fields): Fields {
  for (const key in fields) {
    if (!suspicious(fields[key])) continue;
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, clean(value)]));
  }
  return fields;
}

/**
 * @param least the least important level still written; `silent` writes nothing
 * @param write receives each line, newline included; standard output by default
 */
export function createLog(
  least: LogLevel | 'silent' = 'info',
  write: (line: string) => void = writeInBatches,
): Log {
  return (level, event, fields = {}) => {
    if (rank[level] > rank[least]) return;
    const rest = JSON.stringify(cleaned(fields)).slice(1);
    const start = `{"time":"${new Date().toISOString()}","level":"${level}","event":"${event}"`;
    write(rest === '}' ? `${start}}\n` : `${start},${rest}\n`);
  };
}

let waiting = '';
/** One system call for all lines of a turn of the event loop: under load a call each would cost as much as the work. */
function writeInBatches(line: string): void {
  if (waiting === '') setTimeout(flush, 20).unref();
  waiting += line;
}
function flush(): void {
  process.stdout.write(waiting);
  waiting = '';
}
process.on('exit', flush);

/**
 * Turns an identity into a name for the logs that cannot be turned back: the same person is recognised in
 * every line, but only by who holds the key. Give all replicas the same key to follow a person across them.
 */
export function createPseudonym(key: string | Buffer = randomBytes(32)): (identity: string) => string {
  const known = new Map<string, string>();
  return (identity) => {
    const kept = known.get(identity);
    if (kept !== undefined) return kept;
    const pseudonym = createHmac('sha256', key).update(identity).digest('hex').slice(0, 16);
    if (known.size >= maxPseudonyms) known.clear();
    known.set(identity, pseudonym);
    return pseudonym;
  };
}
