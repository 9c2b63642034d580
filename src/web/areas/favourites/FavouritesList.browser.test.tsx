import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender, pressButton, renderApp } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { FavouritesList } from './FavouritesList.tsx';

/** Renders the list after Bob and Carol have become favourites. */
async function renderBobAndCarol() {
  const app = await renderApp(<FavouritesList />);
  const { favourites } = app.people;
  await runAndRender(() => [bob, carol].forEach(({ rawId, name }) => favourites.toggle({ id: rawId, name })));
  return { ...app, favourites };
}
const listNames = () =>
  screen
    .getAllByRole('listitem')
    .map((item) => within(item).getByText(/\w+ \w+/, { selector: 'bdi' }).textContent);

it('says how to add a favourite, while the list is empty', async () => {
  await renderApp(<FavouritesList />);
  const region = screen.getByRole('region', { name: 'Favourites' });
  expect(region).toHaveTextContent('Select the star next to someone to keep them here.');
  expect(screen.queryByRole('button')).toBeNull();
});

it('shows the presence of each favourite, and calls a favourite with one press', async () => {
  const { service } = await renderBobAndCarol();
  expect(await screen.findByRole('button', { name: /^Bob Baker.*Available$/ })).toBeVisible();
  await pressButton('Call Bob Baker');
  expect(service.startedTargets).toEqual([bob.rawId]);
  expect(service.calls[0]?.isLocalVideoStarted).toBe(false);
});

it('calls a favourite with video', async () => {
  const { service } = await renderBobAndCarol();
  await pressButton('Video call with Carol Chen');
  expect(service.startedTargets).toEqual([carol.rawId]);
  expect(service.calls[0]?.isLocalVideoStarted).toBe(true);
});

it('moves a favourite, keeps the focus on the button, and announces the new position', async () => {
  await renderBobAndCarol();
  await pressButton('Edit favourites');
  expect(screen.getByRole('button', { name: 'Move Bob Baker up' })).toHaveAttribute('aria-disabled', 'true');
  const moveUpButton = screen.getByRole('button', { name: 'Move Carol Chen up' });
  moveUpButton.focus();
  await userEvent.keyboard('{Enter}');
  expect(listNames()).toEqual(['Carol Chen', 'Bob Baker']);
  expect(screen.getByRole('button', { name: 'Move Carol Chen up' })).toHaveFocus();
  expect(screen.getByRole('status')).toHaveTextContent('Carol Chen: 1 of 2');
});

it('keeps the focus in the list when the user removes a favourite', async () => {
  const { favourites } = await renderBobAndCarol();
  await pressButton('Edit favourites');
  const star = screen.getByRole('button', { name: 'Favourite: Bob Baker', pressed: true });
  star.focus();
  await userEvent.keyboard('{Enter}');
  expect(favourites.list.get().map(({ name }) => name)).toEqual(['Carol Chen']);
  expect(screen.getByRole('region', { name: 'Favourites' })).toHaveFocus();
});

it('opens the card of a favourite, and closes the card when the user presses Escape', async () => {
  await renderBobAndCarol();
  const cardButton = screen.getByRole('button', { name: /^Bob Baker/ });
  cardButton.focus();
  await userEvent.keyboard('{Enter}');
  const card = await screen.findByRole('dialog', { name: 'About Bob Baker' });
  // His job title.
  expect(card).toHaveTextContent('Baker');
  expect(card).toHaveTextContent(bob.upn);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  await expect.element(cardButton).toHaveFocus();
});
