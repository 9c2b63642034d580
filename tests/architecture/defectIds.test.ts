import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** The defects of earlier versions: C in calls, E in the emulator, S in the service and sign-in, W in words. */
const lastNumbers = { C: 25, E: 7, S: 16, W: 5 };
const ids = Object.entries(lastNumbers).flatMap(([letter, last]) =>
  Array.from({ length: last }, (_, index) => `${letter}${index + 1}`),
);

const isTest = (file: string) => /\.(?:test|spec)\.tsx?$/.test(file);
const texts = ['src', 'tests'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(isTest)
    .map((file) => readFileSync(join(folder, file), 'utf8')),
);

it('every defect of an earlier version has a test whose title begins with its id', () => {
  const found = new Set(
    texts.flatMap((text) => [...text.matchAll(/['"`]([A-Z]\d+): /g)].map(([, id]) => id)),
  );
  expect(ids.filter((id) => !found.has(id))).toEqual([]);
});
