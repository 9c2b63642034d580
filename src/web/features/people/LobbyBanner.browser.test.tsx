import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { LobbyBanner } from './Lobby.tsx';
import { people } from './people.ts';
import { PeopleButton } from './PeoplePanel.tsx';

const renderBannerAndButton = () =>
  renderInCall(
    <>
      <LobbyBanner />
      <PeopleButton />
    </>,
    { features: [people] },
  );

it('admits the only participant in the lobby', async () => {
  const { call } = await renderBannerAndButton();
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => call.lobby.addWaiting(createSimulatedParticipant(bob.rawId)));
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker is waiting in the lobby.');
  await pressButton('Admit Bob Baker');
  expect(call.lobby.admitted).toEqual([bob.rawId]);
  expect(screen.queryByRole('status')).toBeNull();
});

it('offers to open the people panel if several participants wait, and disappears when the panel opens', async () => {
  const { call } = await renderBannerAndButton();
  await runAndRender(() =>
    call.lobby.addWaiting(createSimulatedParticipant(bob.rawId), createSimulatedParticipant(carol.rawId)),
  );
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker and one more are waiting in the lobby.');
  const button = screen.getByRole('button', { name: 'People' });
  expect(button).toHaveAttribute('aria-expanded', 'false');
  await pressButton('View lobby');
  expect(button).toHaveAttribute('aria-expanded', 'true');
  expect(screen.queryByRole('status')).toBeNull();
});

it('admits several participants with one press', async () => {
  const { call } = await renderBannerAndButton();
  await runAndRender(() =>
    call.lobby.addWaiting(createSimulatedParticipant(bob.rawId), createSimulatedParticipant(carol.rawId)),
  );
  await pressButton('Admit all');
  expect(call.lobby.admitted).toEqual([bob.rawId, carol.rawId]);
  expect(screen.queryByRole('status')).toBeNull();
});

it('shows nothing to a user who may not manage the lobby', async () => {
  const { call } = await renderBannerAndButton();
  await runAndRender(() => call.features.Capabilities.revokeCapability('manageLobby', 'RoleRestricted'));
  await runAndRender(() => call.lobby.addWaiting(createSimulatedParticipant(bob.rawId)));
  expect(screen.queryByRole('status')).toBeNull();
});
