import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { stateOf, untestedScreens } from '../e2e/screens/states.ts';
import { listSourceFiles } from './imports.ts';

/** Components that fill a part of the window, as paths from `src/web` without the ending. */
const components = listSourceFiles('src/web')
  .filter((file) => /(Screen|Panel|Dialog|View)\.tsx$/.test(file))
  .map((file) => file.slice('src/web/'.length, -'.tsx'.length))
  .toSorted();

it('every screen, view, panel and dialog has a state, so that none is left out of the accessibility tests', () => {
  expect([...Object.keys(stateOf), ...untestedScreens].toSorted()).toEqual(components);
});

it('a test looks at each of these states', () => {
  const folder = resolve(import.meta.dirname, '../e2e/screens');
  const tests = readdirSync(folder)
    .filter((file) => file.endsWith('.spec.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  expect(Object.values(stateOf).filter((state) => !tests.includes(`'${state}'`))).toEqual([]);
});
