import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * Every defect of an earlier version has an id such as `C7`. The letter tells its area: C calls, E the emulator, S the token
 * service and sign-in, W texts and reports. The numbers of an area count from 1 to the number in this table.
 */
const lastNumbers = { C: 25, E: 7, S: 16, W: 4 };
const defectIds = Object.entries(lastNumbers).flatMap(([letter, lastNumber]) =>
  Array.from({ length: lastNumber }, (_, index) => `${letter}${index + 1}`),
);

const isTest = (file: string) => /\.(?:test|spec)\.tsx?$/.test(file);
const testTexts = ['src', 'tests'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(isTest)
    .map((file) => readFileSync(join(folder, file), 'utf8')),
);

it('every defect of an earlier version has a test whose title begins with its id', () => {
  const testedIds = new Set(
    testTexts.flatMap((text) => [...text.matchAll(/['"`]([A-Z]\d+): /g)].map(([, id]) => id)),
  );
  expect(defectIds.filter((id) => !testedIds.has(id))).toEqual([]);
});
