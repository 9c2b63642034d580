import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findImports, listSourceFiles } from './imports.ts';

const list = 'src/web/features/list.ts';
const files = listSourceFiles('src/web').filter((file) => !/\.test\.tsx?$|\/fixtures\//.test(file));
const listedFiles = findImports(list).map(({ to }) => to);
/** The files that declare a call feature, for example `export const hold: CallFeature<…> = {`. */
const featureFiles = files.filter((file) =>
  /^export const \w+: CallFeature</m.test(readFileSync(file, 'utf8')),
);

it('the list of call features names every call feature, and every folder beside it', () => {
  const folders = files.flatMap((file) => /^src\/web\/features\/[^/]+\//.exec(file) ?? []);
  const isListed = (path: string) => listedFiles.some((file) => file.startsWith(path));
  expect([...featureFiles, ...folders].filter((path) => !isListed(path))).toEqual([]);
});

it('an area or a screen declares no call feature', () => {
  expect(featureFiles.filter((file) => /^src\/web\/(?:areas|screens)\//.test(file))).toEqual([]);
});

it('other folders get the components of call features only through the list', () => {
  const componentImports = files
    .filter((file) => !file.startsWith('src/web/features/'))
    .flatMap((file) => findImports(file))
    .filter(({ to }) => to.startsWith('src/web/features/') && to.endsWith('.tsx'));
  expect(componentImports).toEqual([]);
});
