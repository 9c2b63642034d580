import { createLanguages } from './languages.ts';

/** The languages of this page. */
export const pageLanguages = createLanguages();
