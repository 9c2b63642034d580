import { firstFiles } from 'virtual:locales/files';
import { chooseLanguage } from './chooseLanguage.ts';
import { setDocumentLanguage } from './supportedLanguages.ts';

/*
 * The build puts this script into index.html. It chooses the language, and tells the page where the words are: `first-screen/`
 * requests them together with the app.
 */

const language = chooseLanguage(Object.keys(firstFiles));
const address = firstFiles[language];
if (address) {
  setDocumentLanguage(language);
  document.documentElement.dataset['words'] = address;
}
