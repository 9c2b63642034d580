import * as z from 'zod';

/**
 * Declares a condition: a fault, or another unusual behaviour of the service or the SDK, that a developer or a test
 * switches on in the emulator.
 * @param description what happens while the condition holds, in sentences for a reader of `docs/emulator-controls.md`.
 * @param examples values for the documentation.
 */
export const declareCondition = <Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  ...examples: z.input<Schema>[]
) => z.optional(schema).meta({ description, examples });

/** Declares a condition that is either switched on or not. */
export const declareSwitch = (description: string) => declareCondition(z.boolean(), description, true);
