import { cleanup, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { pressButton, renderApp } from '../../fixtures/render.tsx';
import { createTestEntry } from '../../fixtures/testEntry.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { ListsFile } from './ListsFile.tsx';

const choose = (text: string) =>
  userEvent.upload(
    screen.getByLabelText('Add from a file…', { selector: 'input' }),
    new File([text], 'lists.json'),
  );

it('saves the lists to a file, and adds them to those of another computer, where nothing gets lost', async () => {
  const saved: Blob[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    saved.push(blob as Blob);
    return '#';
  });
  const first = await renderApp(<ListsFile />, { settings: { callLabels: ['Sale'], microphone: 'headset' } });
  first.people.favourites.toggle({ id: bob.rawId, name: bob.name });
  await first.history.changeMany([
    {
      key: 'one',
      formerKeys: [],
      mode: 'always',
      fields: createTestEntry({ key: 'one', note: 'Wants a quote' }),
    },
    { key: 'two', formerKeys: [], mode: 'always', fields: createTestEntry({ key: 'two' }) },
  ]);
  await pressButton('Save to a file');
  await expect.element(screen.getByRole('status')).toHaveTextContent('The file is saved.');
  const text = await saved[0]?.text();
  cleanup();
  localStorage.clear();

  const second = await renderApp(<ListsFile />);
  second.people.favourites.toggle({ id: carol.rawId, name: carol.name });
  await second.history.changeMany([
    { key: 'two', formerKeys: [], mode: 'always', fields: createTestEntry({ key: 'two', note: 'Mine' }) },
  ]);
  await choose('{"half');
  await expect
    .element(screen.getByRole('status'))
    .toHaveTextContent('This file cannot be read, so nothing was changed.');
  expect(second.history.entries.get()).toHaveLength(1);
  await choose(text ?? '');
  await expect
    .element(screen.getByRole('status'))
    .toHaveTextContent('Added from the file: favourites 1, calls 1, settings 1.');
  expect(second.people.favourites.list.get().map(({ name }) => name)).toEqual([carol.name, bob.name]);
  const notes = Object.fromEntries(second.history.entries.get().map(({ key, note }) => [key, note]));
  expect(notes).toEqual({ one: 'Wants a quote', two: 'Mine' });
  expect(second.phone.settings.get()).toMatchObject({ callLabels: ['Sale'], microphone: null });
  await choose(text ?? '');
  await expect
    .element(screen.getByRole('status'))
    .toHaveTextContent('Everything in this file is already here.');
});
