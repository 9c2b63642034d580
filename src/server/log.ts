import { createHmac, randomBytes } from 'node:crypto';

export type LogLevel = 'error' | 'warn' | 'info';
/** Most cached pseudonyms. The same users come back every hour. */
const maxPseudonyms = 10_000;
type Scalar = string | number | boolean | null | undefined;
type Fields = Readonly<Record<string, Scalar>>;

/**
 * Writes one line of JSON. Fields are scalars only, so that no request, error or settings object can be logged.
 */
export type Log = (level: LogLevel, event: string, fields?: Fields) => void;

const rank: Record<LogLevel | 'silent', number> = { silent: 0, error: 1, warn: 2, info: 3 };
// Text that looks like a JWT or a long key is cut, in case a caller of `log` was careless.
const secretLike = /eyJ[\w-]{8,}[\w.-]*|[\w+/=-]{60,}/g;
const mayHoldSecret = (value: Scalar): value is string =>
  typeof value === 'string' && (value.length >= 60 || value.includes('eyJ'));
const cutSecrets = (value: Scalar): Scalar =>
  mayHoldSecret(value) ? value.replace(secretLike, '[cut]').slice(0, 300) : value;

/** Copies the fields only if there is something to cut, which is rare. */
function cutSecretsIn(fields: Fields): Fields {
  for (const key in fields) {
    if (!mayHoldSecret(fields[key])) continue;
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, cutSecrets(value)]));
  }
  return fields;
}

/**
 * Creates a log.
 *
 * @param minLevel the least important level that is written; `silent` writes nothing
 * @param write receives each line including its newline; by default it writes to standard output
 */
export function createLog(
  minLevel: LogLevel | 'silent' = 'info',
  write: (line: string) => void = writeInBatches,
): Log {
  return (level, event, fields = {}) => {
    if (rank[level] > rank[minLevel]) return;
    const rest = JSON.stringify(cutSecretsIn(fields)).slice(1);
    const start = `{"time":"${new Date().toISOString()}","level":"${level}","event":"${event}"`;
    write(rest === '}' ? `${start}}\n` : `${start},${rest}\n`);
  };
}

let pendingLines = '';
/**
 * Collects the lines of 20 ms and writes them in one system call. Under load, one call for each line would cost
 * as much time as the work itself.
 */
function writeInBatches(line: string): void {
  if (pendingLines === '') setTimeout(flush, 20).unref();
  pendingLines += line;
}
function flush(): void {
  process.stdout.write(pendingLines);
  pendingLines = '';
}
process.on('exit', flush);

/**
 * Creates a function that turns an identity into a pseudonym for the log. The pseudonym of an identity is
 * always the same, and only the holder of the key can link the two. Replicas with the same key use the same
 * pseudonyms.
 *
 * @param key by default random, so that pseudonyms change with every start
 */
export function createPseudonym(key: string | Buffer = randomBytes(32)): (identity: string) => string {
  const pseudonyms = new Map<string, string>();
  return (identity) => {
    const cached = pseudonyms.get(identity);
    if (cached !== undefined) return cached;
    const pseudonym = createHmac('sha256', key).update(identity).digest('hex').slice(0, 16);
    if (pseudonyms.size >= maxPseudonyms) pseudonyms.clear();
    pseudonyms.set(identity, pseudonym);
    return pseudonym;
  };
}
