import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { people } from './people.ts';
import { PeoplePanel, PeopleButton } from './PeoplePanel.tsx';
import { LobbyBanner } from './Lobby.tsx';

/** Renders the panel in a call with Bob and Carol. */
async function renderPanel() {
  const app = await renderInCall(<PeoplePanel />, { features: [people] });
  const [bobInCall] = app.call.remoteParticipants;
  if (!bobInCall) throw new Error('Bob is not in the call.');
  const carolInCall = createSimulatedParticipant(carol.rawId);
  await runAndRender(() => app.call.setParticipants(bobInCall, carolInCall));
  return { ...app, bobInCall, carolInCall };
}
/** The texts of the rows. Each text joins the name and the details without a space. */
const getRowTexts = () =>
  within(screen.getByRole('list', { name: 'In this call' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
const getMenuItem = (name: string | RegExp) => screen.getByRole('menuitem', { name });

it('lists the user and everyone in the call, with role and state', async () => {
  const { carolInCall, bobInCall } = await renderPanel();
  await runAndRender(() =>
    carolInCall.changeMembers({ state: 'Ringing', role: 'Organizer' }, 'stateChanged', 'roleChanged'),
  );
  expect(getRowTexts()).toEqual([
    expect.stringContaining('Alice ArcherYou · Presenter'),
    expect.stringMatching(/Bob Baker$/),
    expect.stringContaining('Carol ChenOrganizer · Being called…'),
  ]);
  await runAndRender(() => bobInCall.changeMembers({ state: 'Disconnected' }, 'stateChanged'));
  expect(getRowTexts()).toHaveLength(2);
});

it('mutes a participant, and says in the menu of a muted participant why Mute is unavailable', async () => {
  const { bobInCall } = await renderPanel();
  await pressButton('More options for Bob Baker');
  await runAndRender(() => getMenuItem('Mute Bob Baker').click());
  expect(bobInCall.isMuted).toBe(true);
  expect(screen.getByRole('img', { name: 'Muted' })).toBeVisible();
  await pressButton('More options for Bob Baker');
  expect(getMenuItem(/Mute Bob Baker/)).toHaveAttribute('aria-disabled', 'true');
  expect(getMenuItem(/Mute Bob Baker/)).toHaveTextContent('Already muted.');
});

it('moves the focus into a participant’s menu, and back to the button after Escape', async () => {
  await renderPanel();
  const button = screen.getByRole('button', { name: 'More options for Bob Baker' });
  button.focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => document.activeElement).toBe(getMenuItem('Mute Bob Baker'));
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.activeElement).toBe(button);
  expect(screen.queryByRole('menu')).toBeNull();
});

it('lowers a participant’s hand, spotlights the participant, and removes the participant', async () => {
  const { call } = await renderPanel();
  await runAndRender(() => call.features.RaiseHand.raiseHandOf(carol.rawId));
  expect(screen.getByRole('img', { name: 'Hand raised' })).toBeVisible();
  for (const name of ['Lower Carol Chen’s hand', 'Spotlight Carol Chen', 'Stop spotlighting Carol Chen']) {
    await pressButton('More options for Carol Chen');
    await runAndRender(() => getMenuItem(name).click());
  }
  expect(call.features.RaiseHand.getRaisedHands()).toEqual([]);
  expect(call.features.Spotlight.getSpotlightedParticipants()).toEqual([]);
  await pressButton('More options for Carol Chen');
  await runAndRender(() => getMenuItem('Remove Carol Chen').click());
  expect(call.remoteParticipants).toHaveLength(1);
});

it('says in the menu why an attendee may not remove a participant', async () => {
  const { call } = await renderPanel();
  await runAndRender(() =>
    call.features.Capabilities.revokeCapability('removeParticipant', 'RoleRestricted'),
  );
  await pressButton('More options for Bob Baker');
  expect(getMenuItem(/Remove/)).toHaveAttribute('aria-disabled', 'true');
  expect(getMenuItem(/Remove/)).toHaveTextContent('Your role in this call does not allow it.');
});

it('mutes everyone else', async () => {
  const { bobInCall, carolInCall } = await renderPanel();
  await pressButton('Mute everyone else');
  expect([bobInCall.isMuted, carolInCall.isMuted]).toEqual([true, true]);
});

it('admits and denies participants in the lobby', async () => {
  const { call } = await renderPanel();
  const addToLobby = (rawId: string) =>
    runAndRender(() => call.lobby.addWaiting(createSimulatedParticipant(rawId)));
  await addToLobby(bob.rawId);
  expect(screen.queryByRole('button', { name: 'Admit all' })).toBeNull();
  await pressButton('Deny Bob Baker');
  await addToLobby(bob.rawId);
  await addToLobby(carol.rawId);
  expect(screen.getByRole('button', { name: 'Admit Carol Chen' })).toHaveTextContent('Admit');
  await pressButton('Admit all');
  expect(call.lobby.rejected).toEqual([bob.rawId]);
  expect(call.lobby.admitted).toEqual([bob.rawId, carol.rawId]);
  expect(screen.queryByRole('heading', { name: 'Waiting in the lobby' })).toBeNull();
});

it('opens the panel that adds people to the call', async () => {
  await renderPanel();
  await pressButton('Add people');
  expect(screen.getByText('Open panel: addPeople')).toBeVisible();
});

const renderLobbyBanner = () =>
  renderInCall(
    <>
      <LobbyBanner />
      <PeopleButton />
    </>,
    { features: [people] },
  );

it('admits the only participant in the lobby, if the user may manage the lobby', async () => {
  const { call } = await renderLobbyBanner();
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => call.lobby.addWaiting(createSimulatedParticipant(bob.rawId)));
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker is waiting in the lobby.');
  await pressButton('Admit Bob Baker');
  expect(call.lobby.admitted).toEqual([bob.rawId]);
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => call.features.Capabilities.revokeCapability('manageLobby', 'RoleRestricted'));
  await runAndRender(() => call.lobby.addWaiting(createSimulatedParticipant(carol.rawId)));
  expect(screen.queryByRole('status')).toBeNull();
});

it.each([
  ['opens the people panel, which replaces the banner', 'View lobby', []],
  ['admits all of them', 'Admit all', [bob.rawId, carol.rawId]],
])('if several participants wait in the lobby, one press %s', async (_title, name, admitted) => {
  const { call } = await renderLobbyBanner();
  await runAndRender(() =>
    call.lobby.addWaiting(createSimulatedParticipant(bob.rawId), createSimulatedParticipant(carol.rawId)),
  );
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker and one more are waiting in the lobby.');
  await pressButton(name);
  expect(call.lobby.admitted).toEqual(admitted);
  const isPanelOpen = String(admitted.length === 0);
  expect(screen.getByRole('button', { name: 'People' })).toHaveAttribute('aria-expanded', isPanelOpen);
  expect(screen.queryByRole('status')).toBeNull();
});
