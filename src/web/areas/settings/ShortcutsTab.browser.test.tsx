import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { press, renderApp } from '../../fixtures/render.tsx';
import { ShortcutsTab } from './ShortcutsTab.tsx';

const row = (action: string) => screen.getByRole('button', { name: new RegExp(`: ${action}`) });

/** The user wants other keys for *Hold or resume*. */
async function show() {
  const app = await renderApp(<ShortcutsTab />);
  row('Hold').focus();
  await userEvent.keyboard('{Enter}');
  expect(row('Hold')).toHaveTextContent('Press the new keys…');
  return app;
}

it('names each button after its action and its keys', async () => {
  await renderApp(<ShortcutsTab />);
  expect(row('Hold')).toHaveAccessibleName('Change the keys for: Hold or resume Ctrl+Shift+Y');
});

it('takes the keys that are pressed next', async () => {
  const { phone } = await show();
  await userEvent.keyboard('{Control>}{Alt>}j{/Alt}{/Control}');
  await expect.poll(() => phone.settings.get().shortcuts).toEqual({ hold: 'Ctrl+Alt+J' });
  expect(row('Hold')).toHaveTextContent('Ctrl+Alt+J');
});

it('refuses keys that do something else already', async () => {
  const { phone } = await show();
  await userEvent.keyboard('{Control>}{Shift>}m{/Shift}{/Control}');
  expect(await screen.findByRole('alert')).toHaveTextContent('These keys already do something else.');
  expect(phone.settings.get().shortcuts).toEqual({});
  expect(row('Hold')).toHaveTextContent('Ctrl+Shift+Y');
});

it('leaves the keys as they are on Escape, and removes them on Delete', async () => {
  const { phone } = await show();
  await userEvent.keyboard('{Escape}');
  await expect.element(row('Hold')).toHaveTextContent('Ctrl+Shift+Y');
  await userEvent.keyboard('{Enter}{Delete}');
  await expect.poll(() => phone.settings.get().shortcuts).toEqual({ hold: null });
  expect(row('Hold')).toHaveTextContent('None');
  await press('Reset to defaults');
  expect(row('Hold')).toHaveTextContent('Ctrl+Shift+Y');
});
