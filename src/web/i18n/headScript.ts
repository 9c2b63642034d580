import { firstFiles } from 'virtual:locales/files';
import { chooseLanguage } from './chooseLanguage.ts';
import { setDocumentLanguage } from './supportedLanguages.ts';

/*
 * The build puts this script into the head of index.html. It requests the words of the user's language while the browser
 * loads the app, so that the first screen needs no further round trip.
 */

const language = chooseLanguage(Object.keys(firstFiles));
const address = firstFiles[language];
if (address) {
  setDocumentLanguage(language);
  const link = document.createElement('link');
  // `fetchWords.ts` uses the answer. Without `crossOrigin` the browser would request the file twice.
  Object.assign(link, { rel: 'preload', as: 'fetch', crossOrigin: '', href: address });
  document.head.append(link);
}
