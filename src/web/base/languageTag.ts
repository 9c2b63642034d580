/**
 * Reads a BCP 47 language tag. `Intl.Locale` replaces old codes, for example `iw` by `he`.
 * @returns `null` for a text that is no tag, such as `en-US@posix`, which some systems make from a POSIX locale
 */
export function parseLanguageTag(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
}
