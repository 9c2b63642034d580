import { findDirection } from '../../web/i18n/supportedLanguages.ts';
import { listLanguages, readWords } from './files.ts';

/** Creates the text for browsers without JavaScript. It is in all languages, because only a script could choose one. */
export const createNoScriptHtml = (): string =>
  listLanguages()
    .toSorted((tagA, tagB) => Number(tagB === 'en') - Number(tagA === 'en'))
    .flatMap((language) => {
      const { noScript } = readWords(language);
      if (typeof noScript !== 'string') return [];
      return [`<p lang="${language}" dir="${findDirection(language)}">${noScript}</p>`];
    })
    .join('');
