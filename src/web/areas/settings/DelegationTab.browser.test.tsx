import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { pressButton, renderApp } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { DelegationTab } from './DelegationTab.tsx';

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
