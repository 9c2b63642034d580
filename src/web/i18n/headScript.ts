import { firstFiles } from 'virtual:locales/files';
import { chooseLanguage } from './chooseLanguage.ts';
import { setDocumentLanguage } from './supportedLanguages.ts';

/*
 * The build puts this script into index.html. It chooses the language, and leaves the words' address to `first-screen/`, which
 * requests the words while the app loads.
 */

const language = chooseLanguage(Object.keys(firstFiles));
const address = firstFiles[language];
if (address) {
  setDocumentLanguage(language);
  document.documentElement.dataset['words'] = address;
}
