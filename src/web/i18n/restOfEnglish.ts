import words from 'virtual:locales/english-rest';
import { pageLanguages } from './pageLanguages.ts';

// Chunks that need more than the words of the first screen import this file, so these words arrive together with the chunks.
pageLanguages.i18n.addResourceBundle('en', 'translation', words, true);
