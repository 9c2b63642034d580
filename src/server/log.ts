import { createHmac, randomBytes } from 'node:crypto';

export type LogLevel = 'error' | 'warn' | 'info';
/** The largest number of cached pseudonyms. A cache helps, because the same users come back every hour. */
const maxPseudonyms = 10_000;
/** What a field of the log can be. */
type Scalar = string | number | boolean | null | undefined;
type Fields = Readonly<Record<string, Scalar>>;

/**
 * Writes one line of JSON to the log. A field can only be a scalar, so that no code can log a whole request, error
 * or settings object.
 *
 * @param event the name of what happened, such as `refused`
 */
export type Log = (level: LogLevel, event: string, fields?: Fields) => void;

/** The higher the rank, the less important the level. */
const levelRank: Record<LogLevel | 'silent', number> = { silent: 0, error: 1, warn: 2, info: 3 };
/**
 * Text that looks like a JWT (it begins with `eyJ`), or like a key (60 characters of base64 or more). The log cuts such
 * text out, in case the code that calls the log was careless.
 */
const secretLikeText = /eyJ[\w-]{8,}[\w.-]*|[\w+/=-]{60,}/g;
/** A quick check that finds every value in which `secretLikeText` could match. */
const mayContainSecret = (value: Scalar): value is string =>
  typeof value === 'string' && (value.length >= 60 || value.includes('eyJ'));
/** Cuts secrets out of a value. A value that may contain secrets is also shortened, to 300 characters. */
const cutSecrets = (value: Scalar): Scalar =>
  mayContainSecret(value) ? value.replace(secretLikeText, '[cut]').slice(0, 300) : value;

/** Cuts secrets out of all fields. It copies the object only if there is something to cut, which is rare. */
function cutSecretsIn(fields: Fields): Fields {
  for (const key in fields) {
    if (!mayContainSecret(fields[key])) continue;
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, cutSecrets(value)]));
  }
  return fields;
}

/**
 * Creates a log.
 *
 * @param minLevel the least important level that the log writes; `silent` writes nothing
 * @param write receives each line including its newline; by default it writes to standard output
 */
export function createLog(
  minLevel: LogLevel | 'silent' = 'info',
  write: (line: string) => void = writeInBatches,
): Log {
  return (level, event, fields = {}) => {
    if (levelRank[level] > levelRank[minLevel]) return;
    // The opening brace is removed, because this text follows the first fields.
    const fieldsAsJson = JSON.stringify(cutSecretsIn(fields)).slice(1);
    const firstFields = `{"time":"${new Date().toISOString()}","level":"${level}","event":"${event}"`;
    write(fieldsAsJson === '}' ? `${firstFields}}\n` : `${firstFields},${fieldsAsJson}\n`);
  };
}

let pendingLines = '';
/**
 * Collects the lines of 20 ms and writes them with one system call. Under load, a system call for each line would cost
 * as much time as serving the requests.
 */
function writeInBatches(line: string): void {
  if (pendingLines === '') setTimeout(flushLines, 20).unref();
  pendingLines += line;
}
function flushLines(): void {
  process.stdout.write(pendingLines);
  pendingLines = '';
}
process.on('exit', flushLines);

/**
 * Creates a function that turns an identity into a pseudonym for the log. The pseudonym of an identity is
 * always the same, and only the holder of the key can link the two. Replicas with the same key use the same
 * pseudonyms.
 *
 * @param key the secret key. Default: a random key, so that pseudonyms change with every start
 */
export function createPseudonymizer(key: string | Buffer = randomBytes(32)): (identity: string) => string {
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
