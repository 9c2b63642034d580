import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { pressButton, renderApp, runAndRender } from '../../fixtures/render.tsx';
import { pageLanguages } from '../../i18n/pageLanguages.ts';
import { NotesTab } from './NotesTab.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { DelegationTab } from './DelegationTab.tsx';

afterEach(() => runAndRender(() => pageLanguages.choose('en')));

const findField = () => screen.getByRole('textbox', { name: 'Outcomes to choose from' });

it('stores one outcome for each line, without empty and repeated lines', async () => {
  const { phone } = await renderApp(<NotesTab />);
  const text = ' Sale \n\nNo interest\nSale\n';
  await runAndRender(() => fireEvent.change(findField(), { target: { value: text } }));
  expect(phone.settings.get().callLabels).toEqual(['Sale', 'No interest']);
  // The field keeps the text as the user typed it.
  expect(findField()).toHaveValue(text);
});

it('restores the default outcomes', async () => {
  const { phone } = await renderApp(<NotesTab />, { settings: { callLabels: ['Sale'] } });
  expect(findField()).toHaveValue('Sale');
  await pressButton('Use the default outcomes');
  expect(phone.settings.get().callLabels).toBeNull();
  expect(findField()).toHaveValue(
    ['Resolved', 'Call back later', 'Message taken', 'Wrong number', 'Spam'].join('\n'),
  );
});

it('shows the default outcomes in the new language when the user changes the language', async () => {
  await pageLanguages.loadRest();
  await renderApp(<NotesTab />);
  expect(findField()).toHaveDisplayValue(/^Resolved/);
  await runAndRender(() => pageLanguages.choose('de'));
  await expect.poll(() => screen.getByRole<HTMLTextAreaElement>('textbox').value).toMatch(/^Erledigt/);
});

it('adds a person on whose behalf the user can call, and removes a person', async () => {
  const { phone } = await renderApp(<DelegationTab />, { settings: { delegators: [bob.rawId] } });
  screen.getByRole('combobox', { name: 'Add a person' }).focus();
  await userEvent.keyboard(carol.rawId);
  await pressButton('Add');
  expect(phone.settings.get().delegators).toEqual([bob.rawId, carol.rawId]);
  await pressButton('Remove Bob Baker');
  expect(phone.settings.get().delegators).toEqual([carol.rawId]);
  expect(screen.getByRole('list', { name: 'People you can call for' })).toHaveTextContent('Carol Chen');
});

it('does not add a phone number, because a number has no delegate', async () => {
  await renderApp(<DelegationTab />);
  screen.getByRole('combobox', { name: 'Add a person' }).focus();
  await userEvent.keyboard('+14255550100');
  expect(screen.getByRole('button', { name: 'Add' })).toHaveAttribute('aria-disabled', 'true');
});
