import { expect, test } from 'vitest';
import * as z from 'zod';
import { createComment, describeType, type Schema } from './schemaType.ts';

test.each([
  [z.string().max(40), 'string'],
  [z.int().min(1).max(9), 'number /* 1…9 */'],
  [z.int(), 'number'],
  [z.nullable(z.boolean()), 'boolean | null'],
  [z.enum(['echo', 'silent']), '"echo" | "silent"'],
  [z.array(z.union([z.literal(1), z.string()])), '(1 | string)[]'],
  [z.tuple([z.int(), z.string()]), '[number, string]'],
  [z.strictObject({ a: z.string(), 'b-c': z.optional(z.number()) }), "{ a: string; 'b-c'?: number }"],
  [z.record(z.string(), z.string()), 'Record<string, string>'],
  [z.looseObject({}), 'object'],
  [z.looseObject({ a: z.string() }), '{ a: string; [other: string]: unknown }'],
  [z.unknown(), 'unknown'],
])('describeType writes a schema as the type of TypeScript, case %#', (schema, type) => {
  expect(describeType(z.toJSONSchema(schema) as Schema, { namedTypes: new Map(), comments: 'limits' })).toBe(
    type,
  );
});

test('describeType writes the common fields of a union once', () => {
  const act = (name: string, more = {}) =>
    z.strictObject({ as: z.string(), act: z.literal(name), ...more, call: z.optional(z.string()) });
  const schema = z.union([act('hold'), act('resume'), act('hand', { up: z.boolean() })]);
  expect(describeType(z.toJSONSchema(schema) as Schema, { namedTypes: new Map(), comments: 'limits' })).toBe(
    '{ as: string; call?: string } & ({ act: "hold" } | { act: "resume" } | { act: "hand"; up: boolean })',
  );
});

test('describeType refers to a named type when its fields may also be null', () => {
  const fields = { mfa: z.optional(z.boolean()), delayMs: z.optional(z.int().min(0).max(9)) };
  const Conditions = z.strictObject(fields).meta({ title: 'Conditions' });
  const Changes = z.strictObject({
    user: z.string(),
    mfa: z.optional(z.nullable(z.boolean())),
    delayMs: z.optional(z.nullable(z.int().min(0).max(9))),
  });
  const style = { namedTypes: new Map(), namedSchemas: new Map(), comments: 'limits' } as const;
  describeType(z.toJSONSchema(Conditions) as Schema, style);
  expect(describeType(z.toJSONSchema(Changes) as Schema, style)).toBe(
    'Nullable<Conditions> & { user: string }',
  );
  expect(style.namedTypes.get('Nullable<T>')).toBe('{ [Field in keyof T]: T[Field] | null }');
});

test('describeType writes the name of a named type, and describes the type once', () => {
  const namedTypes = new Map<string, string>();
  const Call = z.strictObject({ id: z.string() }).meta({ title: 'Call' });
  expect(describeType(z.toJSONSchema(z.array(Call)) as Schema, { namedTypes, comments: 'limits' })).toBe(
    '(Call)[]',
  );
  expect([...namedTypes]).toEqual([['Call', '{ id: string }']]);
});

test('a type with descriptions has a comment for each field, and no limits', () => {
  const Call = z.strictObject({
    id: z.string().max(40).describe('The id of the call.'),
    names: z.optional(z.array(z.string())),
  });
  const describe = (isReadonly: boolean) =>
    describeType(z.toJSONSchema(Call) as Schema, {
      namedTypes: new Map(),
      comments: 'descriptions',
      isReadonly,
    });
  expect(describe(true)).toBe(
    '{ \n/** The id of the call. */\nreadonly id: string; readonly names?: readonly (string)[] }',
  );
  expect(describe(false)).toBe(
    '{ \n/** The id of the call. */\nid: string; names?: (string)[] | undefined }',
  );
});

test('a long comment has several lines', () => {
  expect(createComment(`${'word '.repeat(30)}end.`)).toBe(
    `/**\n * ${'word '.repeat(22).trim()}\n * ${'word '.repeat(8)}end.\n */\n`,
  );
});
