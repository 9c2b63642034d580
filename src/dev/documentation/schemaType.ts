/** The part of JSON Schema that the emulator's schemas use. */
export interface Schema {
  /** A title that begins with a capital letter names a type. */
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly default?: unknown;
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
}

export interface TypeStyle {
  /** `describeType` adds the type of each schema with a name here, and writes only the name where the type is used. */
  readonly namedTypes: Map<string, string>;
  /** `describeType` adds named schemas to this map, if there is one, and refers to them from types with the same fields. */
  readonly namedSchemas?: Map<string, Schema>;
  /**
   * What comments say: the limits of a value, or the description of a field. Types with limits are for a documentation page, so
   * they are short: a union names common fields once, and `Nullable<T>` stands for the fields of `T` that may also be `null`.
   */
  readonly comments: 'limits' | 'descriptions';
  /** Descriptions that belong to types. A field with one of these gets no comment, because its type already has that comment. */
  readonly hiddenDescriptions?: ReadonlySet<string>;
  /** Whether fields and arrays are `readonly`. By default, they are not, and an optional field may be `undefined`. */
  readonly isReadonly?: boolean;
}

/** With descriptions, a choice of more than this many texts is written as `string`, so that the choice can grow. */
const maxTexts = 20;

/** For an integer without limits of its own, Zod writes the limits of JavaScript's safe integers, which tell a reader nothing. */
const isRealLimit = (limit: number | undefined): limit is number =>
  limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;

function describeLimits({ minimum, maximum }: Schema): string {
  if (isRealLimit(minimum) && isRealLimit(maximum)) return ` /* ${minimum}…${maximum} */`;
  return isRealLimit(minimum) ? ` /* min ${minimum} */` : '';
}

/** Creates a JSDoc comment with lines of about 110 characters. */
export function createComment(text = ''): string {
  const lines = text.match(/\S.{0,108}(?=\s|$)/g) ?? [];
  if (lines.length < 2) return lines.map((line) => `/** ${line} */\n`).join('');
  return `/**\n${lines.map((line) => ` * ${line}\n`).join('')} */\n`;
}

function describeObject(
  { properties = {}, required = [], additionalProperties }: Schema,
  style: TypeStyle,
): string {
  const hasDescriptions = style.comments === 'descriptions';
  const nullable = findNullableType({ properties, required }, style);
  if (nullable) {
    style.namedTypes.set('Nullable<T>', '{ [Field in keyof T]: T[Field] | null }');
    return `Nullable<${nullable.name}> & ${describeObject(nullable.others, style)}`;
  }
  const entries = Object.entries(properties);
  const others = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  // An empty schema allows further fields of any type.
  const hasAnyOthers = others !== undefined && Object.keys(others).length === 0;
  if (others && !hasAnyOthers && entries.length === 0)
    return `Record<string, ${describeType(others, style)}>`;
  const fields = entries.map(([name, schema]) => {
    const key = /^[\w$]+$/.test(name) ? name : `'${name}'`;
    const isOptional = !required.includes(name);
    const isHidden = !hasDescriptions || style.hiddenDescriptions?.has(schema.description ?? '');
    const comment = isHidden ? '' : createComment(schema.description);
    return [
      comment && `\n${comment}`,
      style.isReadonly ? 'readonly ' : '',
      `${key}${isOptional ? '?' : ''}: ${describeType(schema, style)}`,
      hasDescriptions && isOptional && !style.isReadonly ? ' | undefined' : '',
    ].join('');
  });
  if (fields.length === 0) return 'object';
  const index = style.isReadonly ? 'readonly [other: string]: unknown' : '[other: string]: unknown';
  return `{ ${[...fields, ...(hasAnyOthers ? [index] : [])].join('; ')} }`;
}

/** Finds a named type whose fields the object also has, but each may also be `null`. @returns its name and the other fields */
function findNullableType(
  { properties = {}, ...schema }: Schema,
  style: TypeStyle,
): { name: string; others: Schema } | undefined {
  const isNullable = ([name, field]: [string, Schema]) =>
    name in properties &&
    describeType(properties[name] ?? {}, style) === `${describeType(field, style)} | null`;
  const found = [...(style.namedSchemas ?? [])].find(([, named]) => {
    const fields = Object.entries(named.properties ?? {});
    return fields.length > 0 && fields.every(isNullable);
  });
  if (!found) return undefined;
  const [name, named] = found;
  const others = Object.entries(properties).filter(([field]) => !(field in (named.properties ?? {})));
  return { name, others: { ...schema, properties: Object.fromEntries(others) } };
}

/** Writes a union of objects: first the fields that all of them have, then what distinguishes them. */
function describeDistinguishedUnion(schemas: readonly Schema[], style: TypeStyle): string {
  const [first, ...rest] = schemas.map(({ properties = {} }) => properties);
  const isShared = ([name, field]: [string, Schema]) =>
    rest.every((properties) => JSON.stringify(properties[name]) === JSON.stringify(field));
  const shared = Object.fromEntries(Object.entries(first ?? {}).filter(isShared));
  const members = schemas.map(({ properties = {}, ...schema }) => {
    const own = Object.entries(properties).filter(([name]) => !(name in shared));
    return describeObject({ ...schema, properties: Object.fromEntries(own) }, style);
  });
  return `${describeObject({ ...schemas[0], properties: shared }, style)} & (${members.join(' | ')})`;
}

/** Writes a JSON Schema as a type of TypeScript. */
export function describeType(schema: Schema, style: TypeStyle): string {
  const { title, ...rest } = schema;
  if (title !== undefined && /^[A-Z]/.test(title)) {
    style.namedTypes.set(title, describeType(rest, style));
    style.namedSchemas?.set(title, rest);
    return title;
  }
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) {
    if (style.comments === 'descriptions' && schema.enum.length > maxTexts) return 'string';
    return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  }
  const describeAll = (schemas: readonly Schema[]) => schemas.map((inner) => describeType(inner, style));
  if (schema.anyOf) {
    // Several objects, which differ in the value of a constant field.
    const isDistinguished =
      schema.anyOf.length > 2 &&
      schema.anyOf.every(({ properties = {} }) =>
        Object.values(properties).some((field) => 'const' in field),
      );
    return isDistinguished && style.comments === 'limits'
      ? describeDistinguishedUnion(schema.anyOf, style)
      : [...new Set(describeAll(schema.anyOf))].join(' | ');
  }
  const readonlyText = style.isReadonly ? 'readonly ' : '';
  if (schema.prefixItems) return `${readonlyText}[${describeAll(schema.prefixItems).join(', ')}]`;
  const types = [schema.type ?? 'unknown'].flat().map((type) => {
    if (type === 'object') return describeObject(schema, style);
    if (type === 'array') return `${readonlyText}(${describeAll([schema.items || {}]).join('')})[]`;
    return (
      (type === 'integer' ? 'number' : type) + (style.comments === 'limits' ? describeLimits(schema) : '')
    );
  });
  return types.join(' | ');
}
