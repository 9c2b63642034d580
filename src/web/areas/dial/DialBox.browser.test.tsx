import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { fail } from '../../errors/problem.ts';
import { play, press, renderApp, type AppParts } from '../../fixtures/render.tsx';
import { createSimulatedPeople } from '../../fixtures/simulatedPeople.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { DialBox } from './DialBox.tsx';

const box = () => screen.getByRole('combobox', { name: 'Call someone' });
const button = (name: string) => screen.getByRole('button', { name });
const link = 'https://teams.microsoft.com/meet/2345678901234?p=abc';

/** The user has typed something into the box. */
async function show(text: string, parts: AppParts = {}) {
  const app = await renderApp(<DialBox />, parts);
  box().focus();
  if (text) await userEvent.keyboard(text);
  return app;
}

it.each([
  ['Call', false],
  ['Video call', true],
])('%s calls the person whose id is entered, with the camera on: %s', async (name, hasVideo) => {
  const { service } = await show(bob.rawId);
  expect(await screen.findByText('Calls Bob Baker.')).toBeVisible();
  await press(name);
  expect(service.started).toEqual([bob.rawId]);
  expect(service.calls[0]?.isLocalVideoStarted).toBe(hasVideo);
});

it('calls nobody while the box is empty or its text means nothing', async () => {
  const { service } = await show('');
  expect(button('Call')).toHaveAttribute('aria-disabled', 'true');
  await userEvent.keyboard('8:orgid:123{Enter}');
  expect(screen.getByText(/^This id is not complete\./)).toBeVisible();
  expect(button('Video call')).toHaveAttribute('aria-disabled', 'true');
  expect(service.started).toEqual([]);
});

it('finds a person by name, and Enter calls them', async () => {
  const { service } = await show('bob');
  const option = await screen.findByRole('option');
  expect(option).toHaveTextContent('Bob BakerBaker');
  await userEvent.keyboard('{Escape}{Enter}');
  await expect.poll(() => service.started).toEqual([bob.rawId]);
});

it('joins a meeting, and offers to open it in Teams', async () => {
  const { service } = await show(link);
  expect(screen.getByText('Joins this Teams meeting.')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Open this meeting in Teams' })).toHaveAttribute('href', link);
  await press('Call');
  expect(service.started).toEqual([link]);
});

it('keeps the person who is meant as a favourite', async () => {
  const { people } = await show(bob.rawId);
  await screen.findByText('Calls Bob Baker.');
  await press('Favourite: Bob Baker');
  expect(people.favourites.list.get()).toEqual([{ id: bob.rawId, name: bob.name }]);
});

it('says that the directory forbids the search, and that ids can still be called', async () => {
  const people = createSimulatedPeople({ search: async () => 'forbidden' });
  await show('bob', { people });
  expect(await screen.findByText(/does not let this app search for people/)).toBeVisible();
});

it('calls nobody while the connection is lost', async () => {
  const { service } = await show(bob.rawId);
  await play(() => service.changeConnection('Disconnected'));
  expect(screen.getByText(/^The connection was lost\./)).toBeVisible();
  expect(button('Call')).toHaveAttribute('aria-disabled', 'true');
  await play(() => service.changeConnection('Connected'));
  expect(button('Call')).not.toHaveAttribute('aria-disabled', 'true');
});

it('places one call, however often the user presses Call', async () => {
  const { service, block, release } = await show(bob.rawId);
  block();
  await press('Call');
  expect(within(button('Call')).getByRole('progressbar')).toBeVisible();
  await press('Call');
  await press('Video call');
  await release();
  expect(service.started).toEqual([bob.rawId]);
});

it('asks for the chat of a group call where the organisation lets the app create none', async () => {
  const { service } = await show('bob', { createThread: async () => fail('no-group-chat') });
  await screen.findByRole('option', { name: /Bob Baker/ });
  await userEvent.keyboard('{ArrowDown}{Enter}carol');
  expect(await screen.findByText('Calls Bob Baker, Carol Chen together.')).toBeVisible();
  await press('Call');
  const field = await screen.findByRole('textbox', { name: 'Chat of the group call' });
  await userEvent.type(field, '19:wrong');
  expect(field).toHaveAccessibleDescription(/A chat’s id looks like/);
  expect(button('Call')).toHaveAttribute('aria-disabled', 'true');
  await userEvent.fill(field, '19:chat@thread.v2');
  await press('Call');
  expect(service.started).toEqual([bob.rawId, carol.rawId]);
});
