import { expect, test } from 'vitest';
import * as z from 'zod';
import { describeType, type Schema } from './schemaType.ts';

// `writers.test.ts` compares all types of the HTTP API and of the npm package with their files. These are the rare ones.
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
  const style = { namedTypes: new Map<string, string>(), comments: 'limits' } as const;
  expect(describeType(z.toJSONSchema(schema) as Schema, style)).toBe(type);
});
