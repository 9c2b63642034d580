import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  chooseMenuItem,
  listRenderedKeys,
  pressButton,
  renderInMenu,
  runAndRender,
} from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { layout } from './layout.ts';
import { LayoutItem } from './LayoutItem.tsx';
import { TileArea } from './TileArea.tsx';
import { weakNetworks } from './weakNetworks.ts';

async function renderTiles(...rawIds: readonly string[]) {
  const tiles = (
    <div style={{ display: 'grid', height: 400 }}>
      <TileArea />
    </div>
  );
  const { call } = await renderInMenu(
    <LayoutItem />,
    { features: [layout, weakNetworks] },
    { beside: tiles },
  );
  await runAndRender(() => call.setParticipants(...rawIds));
  return call;
}

const readArrangement = () =>
  document.querySelector('[data-arrangement]')?.getAttribute('data-arrangement') ?? null;

it('makes the tile of a pinned participant large until the user unpins it or the participant leaves', async () => {
  const call = await renderTiles(bob.rawId, carol.rawId);
  expect(readArrangement()).toBe('grid');
  await pressButton('Pin Carol Chen');
  expect(readArrangement()).toBe('speaker');
  await pressButton('Unpin Carol Chen');
  expect(readArrangement()).toBe('grid');
  await pressButton('Pin Carol Chen');
  await runAndRender(() => call.setParticipants(bob.rawId));
  expect(readArrangement()).toBe('one');
  expect(screen.queryByRole('button', { name: /^Pin/ })).toBeNull();
});

it('shows the pin while the pointer is on the tile', async () => {
  await renderTiles(bob.rawId, carol.rawId);
  const pinButton = screen.getByRole('button', { name: 'Pin Carol Chen' });
  expect(getComputedStyle(pinButton).opacity).toBe('0');
  await userEvent.hover(screen.getByRole('group', { name: 'Carol Chen' }));
  await expect.poll(() => getComputedStyle(pinButton).opacity).toBe('1');
});

it('makes a participant in the spotlight large, until the user chooses the gallery', async () => {
  const call = await renderTiles(bob.rawId, carol.rawId);
  await runAndRender(() => call.features.Spotlight.startSpotlight([createIdentifierFromRawId(bob.rawId)]));
  expect(readArrangement()).toBe('speaker');
  await chooseMenuItem('Gallery view');
  expect(readArrangement()).toBe('grid');
});

it('renders only the tile of a participant who changes, and shows by an icon with a name who speaks', async () => {
  const call = await renderTiles(bob.rawId, carol.rawId);
  const [, carolInCall] = call.remoteParticipants;
  expect(
    await listRenderedKeys(() => carolInCall?.changeMembers({ isMuted: true }, 'isMutedChanged')),
  ).toEqual(['call.muted', 'call.tileMuted', 'layout.pin']);
  expect(screen.queryByRole('img', { name: 'Speaking' })).toBeNull();
  await runAndRender(() => carolInCall?.changeMembers({ isSpeaking: true }, 'isSpeakingChanged'));
  const icon = screen.getByRole('img', { name: 'Speaking' });
  expect(icon).toBeVisible();
  expect(screen.getByRole('group', { name: 'Carol Chen, muted' })).toContainElement(icon);
});

it('marks the tile of a participant whose network is weak', async () => {
  const call = await renderTiles(bob.rawId, carol.rawId);
  const { remote } = call.features.UserFacingDiagnostics;
  const diagnostics = [
    { rawId: bob.rawId, diagnostic: 'networkSendQuality', value: 3 },
    { rawId: carol.rawId, diagnostic: 'noNetwork', value: false },
  ];
  await runAndRender(() =>
    Object.assign(remote, { getLatest: () => ({ diagnostics }) }).emit('diagnosticChanged'),
  );
  const sign = screen.getByRole('img', { name: 'Weak connection' });
  expect(screen.getByRole('group', { name: 'Bob Baker' })).toContainElement(sign);
});

it('hides the user’s own tile while the user’s video goes on', async () => {
  const call = await renderTiles(bob.rawId);
  await runAndRender(() => call.startVideo({ mediaStreamType: 'Video', dispose() {} }));
  expect(screen.getByRole('group', { name: /^You/ })).toBeVisible();
  await chooseMenuItem('Hide self view');
  expect(screen.queryByRole('group', { name: /^You/ })).toBeNull();
  expect(call.isLocalVideoStarted).toBe(true);
  await chooseMenuItem('Show self view');
  expect(screen.getByRole('group', { name: /^You/ })).toBeVisible();
});

it('shows in the user’s own tile that the user is muted, also while the camera is off', async () => {
  const call = await renderTiles(bob.rawId);
  expect(screen.getByRole('group', { name: 'You' })).toBeVisible();
  await runAndRender(() => call.mute());
  expect(screen.getByRole('group', { name: 'You, muted' })).toBeVisible();
  await runAndRender(() => call.startVideo({ mediaStreamType: 'Video', dispose() {} }));
  expect(screen.getByRole('group', { name: 'You (your camera), muted' })).toBeVisible();
});

it.each([
  [1024, 16, 334],
  [400, 8, 342],
])(
  'in a window of %i pixels, shows %i participants and the number of others',
  async (width, shown, hidden) => {
    await page.viewport(width, 800);
    await renderTiles(...Array.from({ length: 350 }, (_, index) => `4:+1425555${1000 + index}`));
    expect(screen.getAllByRole('button', { name: /^Pin / })).toHaveLength(shown);
    expect(screen.getByRole('group', { name: `${hidden} more people` })).toHaveTextContent(`+${hidden}`);
    await pressButton(`+${hidden} Show all people`);
    expect(screen.getByText('Open panel: people')).toBeVisible();
  },
);
