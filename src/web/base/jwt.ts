/**
 * Decodes the header or the claims of a JWT, but does not verify the token.
 * @returns `null` if the text is no JSON object in Base64url: ACS and Entra may issue tokens in another format
 */
export function decodeJwtPart(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const text = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (character) => character.codePointAt(0) ?? 0);
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
