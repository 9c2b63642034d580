import { createLanguages } from './languages.ts';

export const pageLanguages = createLanguages();
