import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { listSourceFiles } from './imports.ts';

/** Formatters of numbers, dates, lists and names. `resolvedOptions` and `Intl.Locale` only read settings. */
const formatter = /new Intl\.(?:\w+Format|DisplayNames)\b|\.toLocale\w*String\(/;

it('only src/web/i18n formats dates, numbers, lists and names of languages', () => {
  const files = listSourceFiles('src/web').filter(
    (file) => !/\.test\.tsx?$|fixtures/.test(file) && formatter.test(readFileSync(file, 'utf8')),
  );
  expect(files.filter((file) => !file.startsWith('src/web/i18n/'))).toEqual([]);
  expect(files).toContain('src/web/i18n/formatTime.ts');
});
