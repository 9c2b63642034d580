import { screen } from '@testing-library/react';
import { Profiler } from 'react';
import { expect, it } from 'vitest';
import { renderInCall, runAndRender } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { layout } from './layout.ts';
import { ParticipantTile } from './ParticipantTile.tsx';
import { weakNetworks } from './weakNetworks.ts';

const rawIds = ['4:+1', '4:+2', '4:+3'];

/** Renders the tiles of three participants. `renderedIds` lists the raw ids of the tiles that render from then on. */
async function renderTiles() {
  const renderedIds: string[] = [];
  const tiles = rawIds.map((rawId) => (
    <Profiler key={rawId} id={rawId} onRender={(id) => renderedIds.push(id)}>
      <ParticipantTile rawId={rawId} content="person" className="" />
    </Profiler>
  ));
  const { call } = await renderInCall(tiles, { features: [layout, weakNetworks] });
  const participants = rawIds.map((rawId) =>
    createSimulatedParticipant(rawId, { displayName: `Person ${rawId}` }),
  );
  await runAndRender(() => call.setParticipants(...participants));
  renderedIds.length = 0;
  return { second: participants[1], renderedIds };
}

it('re-renders only the tile of the participant who has changed', async () => {
  const { second, renderedIds } = await renderTiles();
  await runAndRender(() => second?.changeMembers({ isMuted: true }, 'isMutedChanged'));
  expect(screen.getByRole('group', { name: 'Person 4:+2, muted' })).toBeDefined();
  expect(renderedIds).toEqual(['4:+2']);
});

it('shows who speaks by an icon with a name, not by the colour of a frame alone', async () => {
  const { second } = await renderTiles();
  expect(screen.queryByRole('img', { name: 'Speaking' })).toBeNull();
  await runAndRender(() => second?.changeMembers({ isSpeaking: true }, 'isSpeakingChanged'));
  const icon = screen.getByRole('img', { name: 'Speaking' });
  expect(icon).toBeVisible();
  expect(screen.getByRole('group', { name: 'Person 4:+2' })).toContainElement(icon);
});
