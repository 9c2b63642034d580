import * as z from 'zod/mini';
import { toSingleLine } from '../base/toSingleLine.ts';

/** A text that Graph leaves out, or sends as `null`, if the directory has none. */
export const optionalText = z.optional(z.nullable(z.string()));

/** The longest name that Entra allows. Other texts are cut to the same length. */
const maxCharacters = 256;

/** Makes a text of the directory harmless for the text around it. @returns `null` if there is none */
export const toText = (text: string | null | undefined): string | null =>
  toSingleLine(text ?? '', maxCharacters) || null;
