import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { states, untestedScreens } from '../e2e/screens/states.ts';
import { listSourceFiles } from './imports.ts';

/** Components that fill a part of the window, as paths from `src/web` without the ending. */
const components = listSourceFiles('src/web')
  .filter((file) => /(Screen|Panel|Dialog|View)\.tsx$/.test(file))
  .map((file) => file.slice('src/web/'.length, -'.tsx'.length))
  .toSorted();

it('the list of states names every screen, view, panel and dialog, so that none is left out of the accessibility tests', () => {
  const listed = [...Object.values(states).flat(), ...untestedScreens];
  expect([...new Set(listed)].toSorted()).toEqual(components);
});

it('a test reaches every state of the list', () => {
  const folder = resolve(import.meta.dirname, '../e2e/screens');
  const tests = readdirSync(folder)
    .filter((file) => file.endsWith('.spec.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  // For example `lookAt(page, 'calling')`, `['Keypad', 'keypad-panel']`, and `settings-${tab}` with a list of tabs.
  const isReached = (state: string): boolean => {
    const [prefix = '', ...rest] = state.split('-');
    return (
      tests.includes(`'${state}'`) ||
      (tests.includes(`\`${prefix}-\${`) && tests.includes(`'${rest.join('-')}'`))
    );
  };
  expect(Object.keys(states).filter((state) => !isReached(state))).toEqual([]);
});
