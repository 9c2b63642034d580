/**
 * Reads the phone number in a `tel:` link, such as `tel:+1-425-555-0100;ext=12`. Returns any other text as it is.
 * @returns the number with its extension as people write it (`ext. 12`), after the prefix in `phone-context` if there is one
 * @see https://www.rfc-editor.org/rfc/rfc3966
 */
export function readTelLink(text: string): string {
  const [, content] = /^tel:(.*)$/is.exec(text) ?? [];
  if (content === undefined) return text;
  // Some pages write `tel://` before the number.
  const [number = '', ...parameters] = decode(content).replace(/^\/\//, '').split(';');
  const readParameter = (name: string): string =>
    parameters.find((parameter) => parameter.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1) ??
    '';
  const extension = readParameter('ext');
  const context = readParameter('phone-context');
  // A context without `+` is a domain, and is left out.
  const needsPrefix = context.startsWith('+') && !number.startsWith('+');
  return `${needsPrefix ? context : ''}${number.trim()}${extension && ` ext. ${extension}`}`;
}

/** Decodes `%20` and the like. Returns a text with an invalid code as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
