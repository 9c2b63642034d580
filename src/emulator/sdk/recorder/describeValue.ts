const maxDepth = 4;
const maxItems = 30;
const maxTextLength = 1_000;
/** What identifies an object of the SDK, if it has these properties. Features and streams have a name or a type. */
const identifyingKeys = [
  'id',
  'kind',
  'name',
  'state',
  'mediaStreamType',
  'rawId',
  'code',
  'subCode',
  'message',
];

/**
 * Describes a value of an app or of the SDK as JSON: plain objects and lists as they are, and instances of classes by their class
 * and what identifies them. Getters of the SDK's objects may have effects, so only those of `identifyingKeys` are read.
 */
export function describeValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string')
    return value.length > maxTextLength ? `${value.slice(0, maxTextLength)}…` : value;
  if (typeof value === 'function') return '‹function›';
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === maxDepth) return '…';
  if (Array.isArray(value)) return value.slice(0, maxItems).map((item) => describeValue(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === Object.prototype || prototype === null;
  const keys = isPlain
    ? Object.keys(value).slice(0, maxItems)
    : identifyingKeys.filter((key) => key in value);
  const fields = keys.map((key) => [key, describeValue((value as Record<string, unknown>)[key], depth + 1)]);
  return { ...(!isPlain && { class: describeClass(value) }), ...Object.fromEntries(fields) };
}

/** The drop-in SDK's classes have the prefix `Emu`, which the SDK's do not have. */
const describeClass = (value: object): string => value.constructor.name.replace(/^_?Emu/, '');

/** @returns the codes of an SDK error, or the message of another one. */
export function describeError(error: unknown): string {
  const { code, subCode, message } = (error ?? {}) as {
    code?: unknown;
    subCode?: unknown;
    message?: unknown;
  };
  return typeof code === 'number' ? `${code}/${String(subCode)}` : String(message ?? error);
}
