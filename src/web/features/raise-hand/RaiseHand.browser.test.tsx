import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { play, press, renderInCall } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { raiseHand } from './raiseHand.ts';
import { RaisedHands } from './RaisedHands.tsx';
import { RaiseHandItem } from './RaiseHandItem.tsx';

const show = () =>
  renderInCall(
    <>
      <RaisedHands />
      <MoreMenu>
        <RaiseHandItem />
      </MoreMenu>
    </>,
    { features: [raiseHand] },
  );

const choose = async (name: string) => {
  await press('More');
  await play(() => screen.getByRole('menuitem', { name }).click());
};

it('raises and lowers the user’s own hand', async () => {
  const { call } = await show();
  await choose('Raise hand');
  expect(call.features.RaiseHand.getRaisedHands()).toHaveLength(1);
  expect(screen.getByRole('status')).toHaveTextContent('Alice Archer raised a hand');
  await choose('Lower hand');
  expect(call.features.RaiseHand.getRaisedHands()).toEqual([]);
  expect(screen.queryByRole('status')).toBeNull();
});

it('names the participant who has waited longest, and counts the others', async () => {
  const { call } = await show();
  await play(() => call.features.RaiseHand.raiseHandOf(carol.rawId));
  await play(() => call.features.RaiseHand.raiseHandOf(bob.rawId));
  expect(screen.getByRole('status')).toHaveTextContent('Carol Chen and one more raised a hand');
});

it('says why no hand can be raised in a 1:1 call', async () => {
  const { call } = await show();
  await play(() => call.features.Capabilities.take('raiseHand', 'CapabilityNotApplicableForTheCallType'));
  await press('More');
  const item = screen.getByRole('menuitem');
  expect(item).toHaveAttribute('aria-disabled', 'true');
  expect(item).toHaveTextContent('Not in this kind of call.');
});
