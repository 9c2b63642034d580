const nameFormats = new Map<string, Intl.DisplayNames>();

/**
 * Names a language, for example `de-DE` as *German (Germany)*.
 * @param named the BCP 47 tag of the named language
 * @param language of the page
 */
export function formatLanguageName(named: string, language: string): string {
  const format = nameFormats.get(language) ?? new Intl.DisplayNames(language, { type: 'language' });
  nameFormats.set(language, format);
  return format.of(named) ?? named;
}
