import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { bob } from '../../fixtures/testUsers.ts';
import { ReactionBanner } from './ReactionBanner.tsx';
import { reactions } from './reactions.ts';
import { ReactionsPanel } from './ReactionsPanel.tsx';

afterEach(() => void vi.useRealTimers());

const renderBannerAndPanel = () =>
  renderInCall(
    <>
      <ReactionBanner />
      <ReactionsPanel />
    </>,
    { features: [reactions] },
  );

it.each(['Like', 'Heart', 'Applause', 'Laughter', 'Surprise'])(
  'shows the user’s own reaction %s in the banner',
  async (name) => {
    await renderBannerAndPanel();
    await pressButton(name);
    expect(screen.getByRole('status')).toHaveTextContent(`Alice Archer: ${name}`);
  },
);

it('shows the latest reaction of a participant for four seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { call } = await renderBannerAndPanel();
  await runAndRender(() => call.features.Reaction.raiseReactionOf(bob.rawId, 'applause'));
  await runAndRender(() => vi.advanceTimersByTime(3_900));
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker: Applause');
  await runAndRender(() => vi.advanceTimersByTime(200));
  expect(screen.queryByRole('status')).toBeNull();
});

it('says why the user cannot react', async () => {
  const { call } = await renderBannerAndPanel();
  await runAndRender(() =>
    call.features.Capabilities.revokeCapability('useReactions', 'UserPolicyRestricted'),
  );
  expect(screen.getByText('Your organisation’s policy does not allow it.')).toBeVisible();
  await pressButton('Like');
  expect(screen.queryByRole('status')).toBeNull();
});
