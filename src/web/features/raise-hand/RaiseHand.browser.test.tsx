import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { raiseHand } from './raiseHand.ts';
import { RaisedHandsBanner, RaiseHandItem } from './RaiseHand.tsx';

const renderBannerAndMenu = () =>
  renderInCall(
    <>
      <RaisedHandsBanner />
      <MoreMenu>
        <RaiseHandItem />
      </MoreMenu>
    </>,
    { features: [raiseHand] },
  );

const chooseMenuItem = async (name: string) => {
  await pressButton('More');
  await runAndRender(() => screen.getByRole('menuitem', { name }).click());
};

it('raises and lowers the user’s own hand', async () => {
  const { call } = await renderBannerAndMenu();
  await chooseMenuItem('Raise hand');
  expect(call.features.RaiseHand.getRaisedHands()).toHaveLength(1);
  expect(screen.getByRole('status')).toHaveTextContent('Alice Archer raised a hand');
  await chooseMenuItem('Lower hand');
  expect(call.features.RaiseHand.getRaisedHands()).toEqual([]);
  expect(screen.queryByRole('status')).toBeNull();
});

it('names the participant whose hand has been up longest, and counts the others', async () => {
  const { call } = await renderBannerAndMenu();
  await runAndRender(() => call.features.RaiseHand.raiseHandOf(carol.rawId));
  await runAndRender(() => call.features.RaiseHand.raiseHandOf(bob.rawId));
  expect(screen.getByRole('status')).toHaveTextContent('Carol Chen and one more raised a hand');
});

it('says why the user cannot raise a hand in a 1:1 call', async () => {
  const { call } = await renderBannerAndMenu();
  await runAndRender(() =>
    call.features.Capabilities.revokeCapability('raiseHand', 'CapabilityNotApplicableForTheCallType'),
  );
  await pressButton('More');
  const item = screen.getByRole('menuitem');
  expect(item).toHaveAttribute('aria-disabled', 'true');
  expect(item).toHaveTextContent('Not in this kind of call.');
});
