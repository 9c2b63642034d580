import { fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { chooseMenuItem, pressButton, renderInMenu, runAndRender } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { usePanel } from '../../ui/Panel.tsx';
import { FloatingReactions, reactions, ReactionsItem, ReactionsPopover } from './Reactions.tsx';

const OpenPopover = () => (usePanel().name === reactions.name ? <ReactionsPopover /> : null);

const renderReactions = () =>
  renderInMenu(
    <ReactionsItem />,
    { features: [reactions] },
    {
      beside: (
        <>
          <FloatingReactions />
          <OpenPopover />
          <p>Elsewhere</p>
        </>
      ),
    },
  );

it.each(['Like', 'Heart', 'Applause', 'Laughter', 'Surprise'])(
  'shows the user’s own reaction %s above the videos, and keeps the popover open',
  async (name) => {
    await renderReactions();
    await chooseMenuItem('Reactions');
    await pressButton(name);
    expect(screen.getByRole('status')).toHaveTextContent(`Alice Archer: ${name}`);
    expect(screen.getByRole('group', { name: 'Reactions' })).toBeVisible();
  },
);

it('focuses the first reaction, and closes on Escape and on a press elsewhere', async () => {
  await renderReactions();
  for (const close of [
    () => fireEvent.keyDown(screen.getByRole('button', { name: 'Like' }), { key: 'Escape' }),
    () => fireEvent.pointerDown(screen.getByText('Elsewhere')),
  ]) {
    await chooseMenuItem('Reactions');
    expect(screen.getByRole('button', { name: 'Like' })).toHaveFocus();
    await runAndRender(close);
    expect(screen.queryByRole('group', { name: 'Reactions' })).toBeNull();
  }
});

it('shows each reaction of a participant for four seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { call } = await renderReactions();
  await runAndRender(() => call.features.Reaction.raiseReactionOf(bob.rawId, 'applause'));
  await runAndRender(() => vi.advanceTimersByTime(2_000));
  await runAndRender(() => call.features.Reaction.raiseReactionOf(carol.rawId, 'heart'));
  await runAndRender(() => vi.advanceTimersByTime(1_900));
  expect(screen.getByText('Bob Baker: Applause')).toBeVisible();
  expect(screen.getByText('Carol Chen: Heart')).toBeVisible();
  await runAndRender(() => vi.advanceTimersByTime(200));
  expect(screen.queryByText('Bob Baker: Applause')).toBeNull();
  await runAndRender(() => vi.advanceTimersByTime(2_000));
  expect(screen.queryByRole('status')).toBeNull();
});
