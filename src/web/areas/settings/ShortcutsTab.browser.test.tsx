import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { pressButton, renderApp } from '../../fixtures/render.tsx';
import { ShortcutsTab } from './ShortcutsTab.tsx';

const getShortcutButton = (action: string) => screen.getByRole('button', { name: new RegExp(`: ${action}`) });

/** Renders the tab, and presses the button that changes the keys of *Hold or resume*. */
async function renderAndEditHold() {
  const app = await renderApp(<ShortcutsTab />);
  expect(getShortcutButton('Hold')).toHaveAccessibleName('Change the keys for: Hold or resume Ctrl+Shift+Y');
  getShortcutButton('Hold').focus();
  await userEvent.keyboard('{Enter}');
  expect(getShortcutButton('Hold')).toHaveTextContent('Press the new keys…');
  return app;
}

it('assigns the keys that the user presses next', async () => {
  const { phone } = await renderAndEditHold();
  await userEvent.keyboard('{Control>}{Alt>}j{/Alt}{/Control}');
  await expect.poll(() => phone.settings.get().shortcuts).toEqual({ hold: 'Ctrl+Alt+J' });
  expect(getShortcutButton('Hold')).toHaveTextContent('Ctrl+Alt+J');
});

it('refuses keys that are the shortcut of another action', async () => {
  const { phone } = await renderAndEditHold();
  await userEvent.keyboard('{Control>}{Shift>}m{/Shift}{/Control}');
  expect(await screen.findByRole('alert')).toHaveTextContent('These keys already do something else.');
  expect(phone.settings.get().shortcuts).toEqual({});
  expect(getShortcutButton('Hold')).toHaveTextContent('Ctrl+Shift+Y');
});

it('keeps the present keys on Escape, and removes them on Delete', async () => {
  const { phone } = await renderAndEditHold();
  await userEvent.keyboard('{Escape}');
  await expect.element(getShortcutButton('Hold')).toHaveTextContent('Ctrl+Shift+Y');
  await userEvent.keyboard('{Enter}{Delete}');
  await expect.poll(() => phone.settings.get().shortcuts).toEqual({ hold: null });
  expect(getShortcutButton('Hold')).toHaveTextContent('None');
  await pressButton('Reset to defaults');
  expect(getShortcutButton('Hold')).toHaveTextContent('Ctrl+Shift+Y');
});
