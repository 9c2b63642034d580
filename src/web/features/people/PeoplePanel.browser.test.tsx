import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { play, press, renderInCall } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { people } from './people.ts';
import { PeoplePanel } from './PeoplePanel.tsx';

/** A call with Bob and Carol. */
async function show() {
  const app = await renderInCall(<PeoplePanel />, { features: [people] });
  const [participant] = app.call.remoteParticipants;
  if (!participant) throw new Error('Bob is not in the call.');
  const other = createSimulatedParticipant(carol.rawId);
  await play(() => app.call.setParticipants(participant, other));
  return { ...app, bobInCall: participant, carolInCall: other };
}
const rows = () =>
  within(screen.getByRole('list', { name: 'In this call' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
const item = (name: string | RegExp) => screen.getByRole('menuitem', { name });

it('lists the user and everybody in the call, with role and state', async () => {
  const { carolInCall, bobInCall } = await show();
  await play(() =>
    carolInCall.change({ state: 'Ringing', role: 'Organizer' }, 'stateChanged', 'roleChanged'),
  );
  expect(rows()).toEqual([
    expect.stringContaining('Alice ArcherYou · Presenter'),
    expect.stringMatching(/Bob Baker$/),
    expect.stringContaining('Carol ChenOrganizer · Being called…'),
  ]);
  await play(() => bobInCall.change({ state: 'Disconnected' }, 'stateChanged'));
  expect(rows()).toHaveLength(2);
});

it('mutes a participant, who then is already muted', async () => {
  const { bobInCall } = await show();
  await press('More options for Bob Baker');
  await play(() => item('Mute Bob Baker').click());
  expect(bobInCall.isMuted).toBe(true);
  expect(screen.getByRole('img', { name: 'Muted' })).toBeVisible();
  await press('More options for Bob Baker');
  expect(item(/Mute Bob Baker/)).toHaveAttribute('aria-disabled', 'true');
  expect(item(/Mute Bob Baker/)).toHaveTextContent('Already muted.');
});

it('spotlights a participant, lowers a hand, and removes the participant', async () => {
  const { call } = await show();
  await play(() => call.features.RaiseHand.raiseHandOf(carol.rawId));
  expect(screen.getByRole('img', { name: 'Hand raised' })).toBeVisible();
  for (const name of ['Lower Carol Chen’s hand', 'Spotlight Carol Chen', 'Stop spotlighting Carol Chen']) {
    await press('More options for Carol Chen');
    await play(() => item(name).click());
  }
  expect(call.features.RaiseHand.getRaisedHands()).toEqual([]);
  expect(call.features.Spotlight.getSpotlightedParticipants()).toEqual([]);
  await press('More options for Carol Chen');
  await play(() => item('Remove Carol Chen').click());
  expect(call.remoteParticipants).toHaveLength(1);
});

it('says in the menu why an attendee may not do something', async () => {
  const { call } = await show();
  await play(() => call.features.Capabilities.take('removeParticipant', 'RoleRestricted'));
  await press('More options for Bob Baker');
  expect(item(/Remove/)).toHaveAttribute('aria-disabled', 'true');
  expect(item(/Remove/)).toHaveTextContent('Your role in this call does not allow it.');
});

it('mutes everybody else, or says why the user may not', async () => {
  const { call, bobInCall, carolInCall } = await show();
  await press('Mute everyone else');
  expect([bobInCall.isMuted, carolInCall.isMuted]).toEqual([true, true]);
  await play(() => call.features.Capabilities.take('muteOthers', 'RoleRestricted'));
  expect(screen.getByRole('button', { name: 'Mute everyone else' })).toHaveAttribute('aria-disabled', 'true');
  expect(screen.getByText('Your role in this call does not allow it.')).toBeVisible();
});

it('admits and denies those who wait in the lobby', async () => {
  const { call } = await show();
  const wait = (rawId: string) => play(() => call.lobby.wait(createSimulatedParticipant(rawId)));
  await wait(bob.rawId);
  expect(screen.queryByRole('button', { name: 'Admit all' })).toBeNull();
  await press('Deny Bob Baker');
  await wait(bob.rawId);
  await wait(carol.rawId);
  expect(screen.getByRole('button', { name: 'Admit Carol Chen' })).toHaveTextContent('Admit');
  await press('Admit all');
  expect(call.lobby.rejected).toEqual([bob.rawId]);
  expect(call.lobby.admitted).toEqual([bob.rawId, carol.rawId]);
  expect(screen.queryByRole('heading', { name: 'Waiting in the lobby' })).toBeNull();
});
