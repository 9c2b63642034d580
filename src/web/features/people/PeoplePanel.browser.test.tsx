import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { listRenderedKeys, pressButton, renderInCall, runAndRender } from '../../fixtures/render.tsx';
import type { SimulatedCall } from '../../fixtures/simulatedCall.ts';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { people } from './people.ts';
import { PeoplePanel, PeopleButton } from './PeoplePanel.tsx';
import { LobbyBanner } from './Lobby.tsx';

async function renderPanel() {
  const { call } = await renderInCall(<PeoplePanel />, { features: [people] });
  const bobInCall = createSimulatedParticipant(bob.rawId);
  const carolInCall = createSimulatedParticipant(carol.rawId);
  await runAndRender(() => call.setParticipants(bobInCall, carolInCall));
  return { call, bobInCall, carolInCall };
}
/** The texts of the rows. Each text joins the name and the details without a space. */
const getRowTexts = () =>
  within(screen.getByRole('list', { name: 'In this call' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
const openMenuOf = (name: string) => pressButton(`More options for ${name}`);
const getMenuItem = (name: string | RegExp) => screen.getByRole('menuitem', { name });
const chooseItem = (name: string) => runAndRender(() => getMenuItem(name).click());

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
  await openMenuOf('Bob Baker');
  await chooseItem('Mute Bob Baker');
  expect(bobInCall.isMuted).toBe(true);
  expect(screen.getByRole('img', { name: 'Muted' })).toBeVisible();
  await openMenuOf('Bob Baker');
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
    await openMenuOf('Carol Chen');
    await chooseItem(name);
    if (name === 'Spotlight Carol Chen')
      expect(screen.getByRole('img', { name: 'Spotlighted' })).toBeVisible();
  }
  expect(call.features.RaiseHand.getRaisedHands()).toEqual([]);
  expect(call.features.Spotlight.getSpotlightedParticipants()).toEqual([]);
  await openMenuOf('Carol Chen');
  await chooseItem('Remove Carol Chen');
  expect(call.remoteParticipants).toHaveLength(1);
});

it('says in the menu what an attendee may not do to a participant', async () => {
  const { call } = await renderPanel();
  await runAndRender(() => {
    call.role = 'Attendee';
    call.features.RaiseHand.raiseHandOf(bob.rawId);
    for (const name of ['removeParticipant', 'spotlightParticipant'] as const)
      call.features.Capabilities.revokeCapability(name, 'RoleRestricted');
  });
  await openMenuOf('Bob Baker');
  for (const name of [/Remove/, /Spotlight/, /hand/]) {
    expect(getMenuItem(name)).toHaveAttribute('aria-disabled', 'true');
    expect(getMenuItem(name)).toHaveTextContent('Your role in this call does not allow it.');
  }
});

it('mutes everyone else', async () => {
  const { bobInCall, carolInCall } = await renderPanel();
  await pressButton('Mute everyone else');
  expect([bobInCall.isMuted, carolInCall.isMuted]).toEqual([true, true]);
});

const addToLobby = ({ lobby }: SimulatedCall, ...users: readonly (typeof bob)[]) =>
  runAndRender(() => lobby.addWaiting(...users.map(({ rawId }) => createSimulatedParticipant(rawId))));

it('admits and denies participants in the lobby', async () => {
  const { call } = await renderPanel();
  await addToLobby(call, bob);
  expect(screen.queryByRole('button', { name: 'Admit all' })).toBeNull();
  await pressButton('Deny Bob Baker');
  await addToLobby(call, bob, carol);
  expect(screen.getByRole('button', { name: 'Admit Carol Chen' })).toHaveTextContent('Admit');
  await pressButton('Admit Carol Chen');
  await addToLobby(call, carol);
  await pressButton('Admit all');
  expect(call.lobby.rejected).toEqual([bob.rawId]);
  expect(call.lobby.admitted).toEqual([carol.rawId, bob.rawId, carol.rawId]);
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
  await addToLobby(call, bob);
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker is waiting in the lobby.');
  await pressButton('Admit Bob Baker');
  expect(call.lobby.admitted).toEqual([bob.rawId]);
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => call.features.Capabilities.revokeCapability('manageLobby', 'RoleRestricted'));
  await addToLobby(call, carol);
  expect(screen.queryByRole('status')).toBeNull();
});

it.each([
  ['opens the people panel, which replaces the banner', 'View lobby', []],
  ['admits all of them', 'Admit all', [bob.rawId, carol.rawId]],
])('if several participants wait in the lobby, one press %s', async (_title, name, admitted) => {
  const { call } = await renderLobbyBanner();
  await addToLobby(call, bob, carol);
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker and one more are waiting in the lobby.');
  await pressButton(name);
  expect(call.lobby.admitted).toEqual(admitted);
  const isPanelOpen = String(admitted.length === 0);
  expect(screen.getByRole('button', { name: 'People' })).toHaveAttribute('aria-expanded', isPanelOpen);
  expect(screen.queryByRole('status')).toBeNull();
});

const oidOf = (number: number) => `c0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Renders the panel, 600 px high, in a meeting of the user and 350 others, who have numbers in place of names. */
async function renderCrowd() {
  const app = await renderInCall(
    <div style={{ display: 'flex', height: '600px' }}>
      <PeoplePanel />
    </div>,
    { features: [people] },
  );
  const crowd = Array.from({ length: 350 }, (_, index) =>
    createSimulatedParticipant(`8:orgid:${oidOf(index + 1)}`),
  );
  await runAndRender(() => app.call.setParticipants(...crowd));
  const list = screen.getByRole('list', { name: 'In this call' });
  await expect.poll(() => within(list).getAllByRole('listitem').length).toBeLessThan(60);
  return { ...app, crowd, list };
}

it('counts 351 participants, and renders only the rows near the visible ones', async () => {
  const { list } = await renderCrowd();
  expect(screen.getByRole('heading', { name: 'In this call (351)' })).toBeVisible();
  const rows = within(list).getAllByRole('listitem');
  expect(rows[0]).toHaveAttribute('aria-setsize', '351');
  expect(rows.map((row) => row.getAttribute('aria-posinset')).slice(0, 3)).toEqual(['1', '2', '3']);
  const scroller = screen.getByRole('complementary', { name: 'People' });
  scroller.scrollTop = scroller.scrollHeight;
  await expect.poll(() => within(list).queryByText(oidOf(350))).toBeVisible();
  expect(within(list).queryByText(oidOf(1))).toBeNull();
});

it('moves the focus with the arrow keys to every row, also to rows that are not rendered yet', async () => {
  await renderCrowd();
  const buttonOf = (number: number) =>
    screen.getByRole('button', { name: `More options for ${oidOf(number)}` });
  buttonOf(1).focus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(() => document.activeElement).toBe(buttonOf(2));
  await userEvent.keyboard('{End}');
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toContain(oidOf(350));
  await userEvent.keyboard('{ArrowUp}');
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toContain(oidOf(349));
});

it('finds participants by their names', async () => {
  const { list } = await renderCrowd();
  await userEvent.fill(screen.getByRole('searchbox', { name: 'Find a participant' }), '000349');
  await expect.poll(() => within(list).getAllByRole('listitem')).toHaveLength(1);
  expect(within(list).getByText(oidOf(349))).toBeVisible();
  await expect.element(screen.getByText('1 participant found')).toBeVisible();
});

it('renders nothing but the row of a participant who changes, if it is near the visible rows', async () => {
  const { call, crowd, list } = await renderCrowd();
  const change = (number: number) => [
    () => crowd[number - 1]?.changeMembers({ isMuted: true }, 'isMutedChanged'),
    () => crowd[number - 1]?.changeMembers({ state: 'Hold' }, 'stateChanged'),
    () => call.features.RaiseHand.raiseHandOf(`8:orgid:${oidOf(number)}`),
  ];
  const renderedKeys: string[][] = [];
  for (const changeRow of [...change(5), ...change(301)])
    renderedKeys.push(await listRenderedKeys(changeRow));
  // A row whose participant changes translates the label of its menu again.
  expect(renderedKeys).toEqual([
    ['call.muted', 'people.actions'],
    ['call.muted', 'people.actions', 'people.states.Hold'],
    ['call.muted', 'people.handUp'],
    [],
    [],
    [],
  ]);
  expect(within(list).getByRole('img', { name: 'Muted' })).toBeVisible();
  expect(within(list).getByRole('img', { name: 'Hand raised' })).toBeVisible();
});
