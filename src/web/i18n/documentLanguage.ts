import { findDirection } from './supportedLanguages.ts';

/** Tells the browser and screen readers the language of the page and its writing direction. */
export function setDocumentLanguage(language: string): void {
  document.documentElement.lang = language;
  document.documentElement.dir = findDirection(language);
}
