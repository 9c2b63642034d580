import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender, pressButton, renderApp } from '../../fixtures/render.tsx';
import { bob } from '../../fixtures/testUsers.ts';
import { ClearHistory } from './ClearHistory.tsx';

const onCleared = vi.fn();

/** Renders the button for a list with one call, and presses the button. */
async function renderAndPressClearList() {
  onCleared.mockClear();
  const { history } = await renderApp(<ClearHistory onCleared={onCleared} />);
  await runAndRender(() =>
    history.add({
      key: 'call',
      other: bob.rawId,
      name: null,
      target: null,
      outcome: 'missed',
      withVideo: false,
      at: Date.now(),
      seconds: null,
    }),
  );
  await pressButton('Clear list');
  return history;
}

it('asks for confirmation, and focuses the question', async () => {
  const history = await renderAndPressClearList();
  expect(screen.getByRole('group', { name: 'Clear the whole list?' })).toHaveFocus();
  expect(history.entries.get()).toHaveLength(1);
});

it('keeps the list, and focuses Clear list again, when the user presses Keep', async () => {
  const history = await renderAndPressClearList();
  await userEvent.keyboard('{Tab}{Tab}{Enter}');
  await expect.element(screen.getByRole('button', { name: 'Clear list' })).toHaveFocus();
  expect(history.entries.get()).toHaveLength(1);
});

it('clears the list when the user presses Clear', async () => {
  const history = await renderAndPressClearList();
  await pressButton('Clear');
  expect(history.entries.get()).toEqual([]);
  expect(onCleared).toHaveBeenCalledOnce();
});
