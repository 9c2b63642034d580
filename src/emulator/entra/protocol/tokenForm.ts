import { refusals } from './refusals.ts';

/** The fields of a request to `/token`. */
export interface TokenForm {
  /** @throws EntraError 900144 for a field that is missing or empty. */
  readonly field: (name: string) => string;
  readonly optional: (name: string) => string | undefined;
}

/** @throws EntraError 90015 for a repeated field. */
export function readTokenForm(body: string, contentType: string | undefined): TokenForm {
  const isForm = contentType?.split(';')[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
  const form = new URLSearchParams(isForm ? body : '');
  for (const name of new Set(form.keys())) {
    if (form.getAll(name).length > 1) throw refusals.doubledParameter(name);
  }
  const optional = (name: string) => form.get(name) || undefined;
  return {
    optional,
    field(name) {
      const value = optional(name);
      if (!value) throw refusals.missingParameter(name);
      return value;
    },
  };
}
