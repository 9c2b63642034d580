import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import {
  chooseMenuItem,
  pressButton,
  renderInCall,
  renderInMenu,
  runAndRender,
} from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { layout } from './layout.ts';
import { LayoutItem } from './LayoutItem.tsx';
import { TileArea } from './TileArea.tsx';
import { weakNetworks } from './weakNetworks.ts';
import { HiddenCountTile } from './SpecialTiles.tsx';

async function renderTiles(rawIds: readonly string[]) {
  const tiles = (
    <div style={{ display: 'flex', flexDirection: 'column', height: 400 }}>
      <TileArea />
    </div>
  );
  const app = await renderInMenu(<LayoutItem />, { features: [layout, weakNetworks] }, { beside: tiles });
  await runAndRender(() =>
    app.call.setParticipants(...rawIds.map((rawId) => createSimulatedParticipant(rawId))),
  );
  return app;
}

const readArrangement = () =>
  document.querySelector('[data-arrangement]')?.getAttribute('data-arrangement') ?? null;

it('makes the tile of a pinned participant large until the user unpins it or the participant leaves', async () => {
  const { call } = await renderTiles([bob.rawId, carol.rawId]);
  expect(readArrangement()).toBe('grid');
  await pressButton('Pin Carol Chen');
  expect(readArrangement()).toBe('speaker');
  await pressButton('Unpin Carol Chen');
  expect(readArrangement()).toBe('grid');
  await pressButton('Pin Carol Chen');
  await runAndRender(() => call.setParticipants(createSimulatedParticipant(bob.rawId)));
  expect(readArrangement()).toBe('one');
  expect(screen.queryByRole('button', { name: /^Pin/ })).toBeNull();
});

it('shows the pin while the pointer is on the tile', async () => {
  await renderTiles([bob.rawId, carol.rawId]);
  const pinButton = screen.getByRole('button', { name: 'Pin Carol Chen' });
  expect(getComputedStyle(pinButton).opacity).toBe('0');
  await userEvent.hover(screen.getByRole('group', { name: 'Carol Chen' }));
  await expect.poll(() => getComputedStyle(pinButton).opacity).toBe('1');
});

it('makes a participant in the spotlight large, until the user chooses the gallery', async () => {
  const { call } = await renderTiles([bob.rawId, carol.rawId]);
  await runAndRender(() => call.features.Spotlight.startSpotlight([createIdentifierFromRawId(bob.rawId)]));
  expect(readArrangement()).toBe('speaker');
  await chooseMenuItem('Gallery view');
  expect(readArrangement()).toBe('grid');
});

it('hides the tile of the own video while the video goes on', async () => {
  const { call } = await renderTiles([bob.rawId]);
  await runAndRender(() => call.startVideo({ mediaStreamType: 'Video', dispose() {} }));
  expect(screen.getByRole('group', { name: /^You/ })).toBeVisible();
  await chooseMenuItem('Hide self view');
  expect(screen.queryByRole('group', { name: /^You/ })).toBeNull();
  expect(call.isLocalVideoStarted).toBe(true);
  await chooseMenuItem('Show self view');
  expect(screen.getByRole('group', { name: /^You/ })).toBeVisible();
});

it('shows in the own tile that the user is muted, also while the camera is off', async () => {
  const { call } = await renderTiles([bob.rawId]);
  expect(screen.getByRole('group', { name: 'You' })).toBeVisible();
  await runAndRender(() => call.mute());
  expect(screen.getByRole('group', { name: 'You, muted' })).toBeVisible();
  await runAndRender(() => call.startVideo({ mediaStreamType: 'Video', dispose() {} }));
  expect(screen.getByRole('group', { name: 'You (your camera), muted' })).toBeVisible();
});

it('says how many participants have no tile, and opens the list of all participants', async () => {
  await renderInCall(<HiddenCountTile count={334} className="" />);
  expect(screen.getByRole('group', { name: '334 more people' })).toHaveTextContent('+334');
  await pressButton('+334 Show all people');
  expect(screen.getByText('Open panel: people')).toBeVisible();
});
