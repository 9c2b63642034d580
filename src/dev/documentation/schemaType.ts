/** The part of JSON Schema that the document of the HTTP API uses. */
export interface Schema {
  /** A title that begins with a capital letter names a type. */
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  /** `false` if an array has exactly the `prefixItems`. */
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Zod writes these limits for an integer without limits of its own. */
const isRealLimit = (limit: number | undefined): limit is number =>
  limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;

function describeLimits({ minimum, maximum, maxLength }: Schema): string {
  if (isRealLimit(minimum) && isRealLimit(maximum)) return ` /* ${minimum} to ${maximum} */`;
  if (isRealLimit(minimum)) return ` /* at least ${minimum} */`;
  return maxLength === undefined ? '' : ` /* at most ${maxLength} characters */`;
}

function describeObject(
  { properties = {}, required = [], additionalProperties }: Schema,
  namedTypes: Map<string, string>,
): string {
  const entries = Object.entries(properties);
  const others = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  const hasAnyOthers = others !== undefined && Object.keys(others).length === 0;
  if (others && !hasAnyOthers && entries.length === 0)
    return `Record<string, ${describeType(others, namedTypes)}>`;
  const fields = entries.map(([name, schema]) => {
    const key = /^\w+$/.test(name) ? name : `'${name}'`;
    return `${key}${required.includes(name) ? '' : '?'}: ${describeType(schema, namedTypes)}`;
  });
  if (fields.length === 0) return 'object';
  return `{ ${[...fields, ...(hasAnyOthers ? ['[other: string]: unknown'] : [])].join('; ')} }`;
}

/**
 * Writes a JSON Schema as a type of TypeScript, with limits in comments.
 *
 * @param namedTypes gets the types of all schemas with a name. Where they are used, only the name is written.
 */
export function describeType(schema: Schema, namedTypes: Map<string, string>): string {
  const { title, ...rest } = schema;
  if (title !== undefined && /^[A-Z]/.test(title)) {
    namedTypes.set(title, describeType(rest, namedTypes));
    return title;
  }
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const describeAll = (schemas: readonly Schema[]) => schemas.map((inner) => describeType(inner, namedTypes));
  if (schema.anyOf) return describeAll(schema.anyOf).join(' | ');
  if (schema.prefixItems) return `[${describeAll(schema.prefixItems).join(', ')}]`;
  const types = [schema.type ?? 'unknown'].flat().map((type) => {
    if (type === 'object') return describeObject(schema, namedTypes);
    if (type === 'array') return `(${describeAll([schema.items || {}]).join('')})[]`;
    return (type === 'integer' ? 'number' : type) + describeLimits(schema);
  });
  return types.join(' | ');
}
