import { refusals } from './refusals.ts';

export interface TokenForm {
  /** @throws EntraError 900144 for a field that is missing or empty. */
  readonly getRequiredField: (name: string) => string;
  /** @returns `undefined` for a field that is missing or empty. */
  readonly getOptionalField: (name: string) => string | undefined;
}

/** Reads a form. As in Entra, a body of another content type counts as empty. @throws EntraError 90015 for a repeated field. */
export function readTokenForm(body: string, contentType: string | undefined): TokenForm {
  const isForm = contentType?.split(';')[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
  return readFields(new URLSearchParams(isForm ? body : ''));
}

/** Reads the fields of a form, or the parameters of a query. @throws EntraError 90015 for a repeated one. */
export function readFields(form: URLSearchParams): TokenForm {
  for (const name of new Set(form.keys())) {
    if (form.getAll(name).length > 1) throw refusals.repeatedParameter(name);
  }
  const getOptionalField = (name: string) => form.get(name) || undefined;
  return {
    getOptionalField,
    getRequiredField(name) {
      const value = getOptionalField(name);
      if (!value) throw refusals.missingParameter(name);
      return value;
    },
  };
}
