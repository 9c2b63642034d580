import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createNameHash } from '../hashes.ts';
import { createPseudoWords, pseudoLocale } from './pseudo.ts';
import { splitWords, type Words } from './split.ts';

/** The folder of the locale files. The name of a file is the language's BCP 47 tag. */
export const localeFolder = resolve(import.meta.dirname, '../../web/locales');

export const readWords = (language: string): Words =>
  JSON.parse(readFileSync(join(localeFolder, `${language}.json`), 'utf8')) as Words;

/** Lists the languages that have a locale file, including English. */
export const listLanguages = (): string[] =>
  readdirSync(localeFolder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));

/** One of the two files of a built locale. */
export interface LocaleFile {
  readonly language: string;
  readonly part: 'first' | 'rest';
  /** The path of the file in the built app, without the slash at its beginning. */
  readonly path: string;
  readonly text: string;
}

/** Creates the files of all languages except English, which is in the app's code. @param withPseudo adds the pseudo-locale */
export function createLocaleFiles(withPseudo: boolean): LocaleFile[] {
  const locales = listLanguages()
    .filter((language) => language !== 'en')
    .map((language): [string, Words] => [language, readWords(language)]);
  if (withPseudo) locales.push([pseudoLocale, createPseudoWords(readWords('en'))]);
  return locales.flatMap(([language, words]) => {
    const parts = splitWords(words);
    return (['first', 'rest'] as const).map((part) => {
      const text = JSON.stringify(parts[part]);
      return { language, part, text, path: `assets/${language}-${part}-${createNameHash(text)}.json` };
    });
  });
}
