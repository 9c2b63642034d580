import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { play, press, renderApp } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { FavouritesList } from './FavouritesList.tsx';

/** A list with Bob and Carol. */
async function show() {
  const app = await renderApp(<FavouritesList />);
  const { favourites } = app.people;
  await play(() => [bob, carol].forEach(({ rawId, name }) => favourites.toggle({ id: rawId, name })));
  return { ...app, favourites };
}
const order = () =>
  screen
    .getAllByRole('listitem')
    .map((item) => within(item).getByText(/\w+ \w+/, { selector: 'bdi' }).textContent);

it('says how to add somebody while the list is empty', async () => {
  await renderApp(<FavouritesList />);
  const region = screen.getByRole('region', { name: 'Favourites' });
  expect(region).toHaveTextContent('Select the star next to someone to keep them here.');
  expect(screen.queryByRole('button')).toBeNull();
});

it('shows each favourite with their presence, and calls them with one press', async () => {
  const { service } = await show();
  expect(await screen.findByRole('button', { name: /^Bob Baker.*Available$/ })).toBeVisible();
  await press('Call Bob Baker');
  expect(service.started).toEqual([bob.rawId]);
  expect(service.calls[0]?.isLocalVideoStarted).toBe(false);
});

it('calls a favourite with video', async () => {
  const { service } = await show();
  await press('Video call with Carol Chen');
  expect(service.started).toEqual([carol.rawId]);
  expect(service.calls[0]?.isLocalVideoStarted).toBe(true);
});

it('moves a favourite, keeps the focus on the button, and says the new place', async () => {
  await show();
  await press('Edit favourites');
  expect(screen.getByRole('button', { name: 'Move Bob Baker up' })).toHaveAttribute('aria-disabled', 'true');
  const up = screen.getByRole('button', { name: 'Move Carol Chen up' });
  up.focus();
  await userEvent.keyboard('{Enter}');
  expect(order()).toEqual(['Carol Chen', 'Bob Baker']);
  expect(screen.getByRole('button', { name: 'Move Carol Chen up' })).toHaveFocus();
  expect(screen.getByRole('status')).toHaveTextContent('Carol Chen: 1 of 2');
});

it('keeps the focus in the list when the user takes somebody out of it', async () => {
  const { favourites } = await show();
  await press('Edit favourites');
  const star = screen.getByRole('button', { name: 'Favourite: Bob Baker', pressed: true });
  star.focus();
  await userEvent.keyboard('{Enter}');
  expect(favourites.list.get().map(({ name }) => name)).toEqual(['Carol Chen']);
  expect(screen.getByRole('region', { name: 'Favourites' })).toHaveFocus();
});

it('opens the card of a favourite, which Escape closes again', async () => {
  await show();
  const name = screen.getByRole('button', { name: /^Bob Baker/ });
  name.focus();
  await userEvent.keyboard('{Enter}');
  const card = await screen.findByRole('dialog', { name: 'About Bob Baker' });
  expect(card).toHaveTextContent('Baker');
  expect(card).toHaveTextContent(bob.upn);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  await expect.element(name).toHaveFocus();
});
