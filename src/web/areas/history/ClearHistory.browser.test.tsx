import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { play, press, renderApp } from '../../fixtures/render.tsx';
import { bob } from '../../fixtures/testUsers.ts';
import { ClearHistory } from './ClearHistory.tsx';

const onCleared = vi.fn();

/** The list has one call, and the user presses *Clear list*. */
async function show() {
  onCleared.mockClear();
  const { history } = await renderApp(<ClearHistory onCleared={onCleared} />);
  await play(() =>
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
  await press('Clear list');
  return history;
}

it('asks first, and takes the focus to the question', async () => {
  const history = await show();
  expect(screen.getByRole('group', { name: 'Clear the whole list?' })).toHaveFocus();
  expect(history.entries.get()).toHaveLength(1);
});

it('keeps the list, and gives the focus back, when the user says Keep', async () => {
  const history = await show();
  await userEvent.keyboard('{Tab}{Tab}{Enter}');
  await expect.element(screen.getByRole('button', { name: 'Clear list' })).toHaveFocus();
  expect(history.entries.get()).toHaveLength(1);
});

it('clears the list when the user says Clear', async () => {
  const history = await show();
  await press('Clear');
  expect(history.entries.get()).toEqual([]);
  expect(onCleared).toHaveBeenCalledOnce();
});
