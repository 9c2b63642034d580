import { createHmac, randomBytes } from 'node:crypto';

export type LogLevel = 'error' | 'warn' | 'info';
type Scalar = string | number | boolean | null | undefined;
type Fields = Readonly<Record<string, Scalar>>;

/**
 * Writes one line of JSON to the log. Fields are scalars, so that no code can log a whole request, error or settings object.
 *
 * @param event the name of what happened, such as `refused`. It and the fields' names must be plain words: nothing escapes them
 */
export type Log = (level: LogLevel, event: string, fields?: Fields) => void;

/** The higher the rank, the less important the level. */
const levelRank: Record<LogLevel | 'silent', number> = { silent: 0, error: 1, warn: 2, info: 3 };
/**
 * Matches text that looks like a JWT (it begins with `eyJ`), or like a key (60 characters of base64 or more). The log cuts
 * out such text, in case some code logs a secret by mistake.
 */
const secretLikeText = /eyJ[\w-]{8,}[\w.-]*|[\w+/=-]{60,}/g;
/** A quick check, true for every value in which `secretLikeText` could match. */
const mayContainSecret = (value: Scalar): value is string =>
  typeof value === 'string' && (value.length >= 60 || value.includes('eyJ'));
/** Cuts secrets out of a value that may contain some, and shortens it to 300 characters. */
const cutSecrets = (value: Scalar): Scalar =>
  mayContainSecret(value) ? value.replace(secretLikeText, '[cut]').slice(0, 300) : value;

/** Writes fields as JSON, each with a comma before it. `JSON.stringify` of a copy with cut values takes twice as long. */
function formatFields(fields: Fields): string {
  let json = '';
  for (const name in fields) {
    const value = cutSecrets(fields[name]);
    if (value !== undefined) json += `,"${name}":${JSON.stringify(value)}`;
  }
  return json;
}

let lastTime = { ms: Number.NaN, text: '' };
/** @returns the present time in ISO 8601. It is formatted once in a millisecond, because many lines may be written in that time. */
function formatTime(): string {
  const ms = Date.now();
  if (ms !== lastTime.ms) lastTime = { ms, text: new Date(ms).toISOString() };
  return lastTime.text;
}

/**
 * Creates a log that writes JSON lines.
 *
 * @param minLevel the least important level that the log writes; `silent` writes nothing
 * @param write gets each line with its newline; by default it writes to standard output
 */
export function createLog(
  minLevel: LogLevel | 'silent' = 'info',
  write: (line: string) => void = writeInBatches,
): Log {
  return (level, event, fields = {}) => {
    if (levelRank[level] > levelRank[minLevel]) return;
    write(`{"time":"${formatTime()}","level":"${level}","event":"${event}"${formatFields(fields)}}\n`);
  };
}

const batchSize = 65_536;
let batch = Buffer.allocUnsafeSlow(batchSize);
let usedBytes = 0;
/**
 * Collects the lines of 20 ms, and writes them with one system call. Under load, a call for each line would cost as much time
 * as serving the requests. Waiting lines are bytes, because thousands of strings would slow garbage collection.
 */
function writeInBatches(line: string): void {
  // No UTF-16 unit of a string takes more than 3 bytes in UTF-8.
  const maxBytes = line.length * 3;
  if (usedBytes + maxBytes > batchSize) flushLines();
  if (usedBytes === 0) setTimeout(flushLines, 20).unref();
  if (maxBytes > batchSize) process.stdout.write(line);
  else usedBytes += batch.write(line, usedBytes);
}
function flushLines(): void {
  if (usedBytes === 0) return;
  // The stream may keep the bytes for a while, so the next lines go into a new buffer.
  process.stdout.write(batch.subarray(0, usedBytes));
  batch = Buffer.allocUnsafeSlow(batchSize);
  usedBytes = 0;
}
process.on('exit', flushLines);

/** How many pseudonyms the service caches. A cache helps, because the same users come back every hour. */
const maxPseudonyms = 10_000;
/**
 * Creates a function that turns an identity into a pseudonym for the log. With the same key, an identity gets the same
 * pseudonym on every replica. Only the holder of the key can link the two.
 *
 * @param key the secret key. Default: a random key, so that pseudonyms change with every start
 */
export function createPseudonymizer(key: string | Buffer = randomBytes(32)): (identity: string) => string {
  const pseudonyms = new Map<string, string>();
  return (identity) => {
    const cached = pseudonyms.get(identity);
    if (cached !== undefined) return cached;
    // 16 digits (64 bits) tell all users apart.
    const pseudonym = createHmac('sha256', key).update(identity).digest('hex').slice(0, 16);
    if (pseudonyms.size >= maxPseudonyms) pseudonyms.clear();
    pseudonyms.set(identity, pseudonym);
    return pseudonym;
  };
}
