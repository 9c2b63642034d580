/** The languages, in the order of the settings. A tag is also the name of a file in `src/web/locales`. */
export const supportedLanguages: readonly { tag: string; name: string; direction: 'ltr' | 'rtl' }[] = [
  { tag: 'de', name: 'Deutsch', direction: 'ltr' },
  { tag: 'en', name: 'English', direction: 'ltr' },
  { tag: 'es', name: 'Español', direction: 'ltr' },
  { tag: 'fr', name: 'Français', direction: 'ltr' },
  { tag: 'pt-BR', name: 'Português (Brasil)', direction: 'ltr' },
  { tag: 'he', name: 'עברית', direction: 'rtl' },
  { tag: 'ar', name: 'العربية', direction: 'rtl' },
  { tag: 'zh-CN', name: '简体中文', direction: 'ltr' },
  { tag: 'ja', name: '日本語', direction: 'ltr' },
];

export const findDirection = (language: string): 'ltr' | 'rtl' =>
  supportedLanguages.find(({ tag }) => tag === language)?.direction ?? 'ltr';

/** Tells the browser and screen readers the language of the page and its writing direction. */
export function setDocumentLanguage(language: string): void {
  document.documentElement.lang = language;
  document.documentElement.dir = findDirection(language);
}
