import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { chooseMenuItem, pressButton, renderInMenu, runAndRender } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { raiseHand } from './raiseHand.ts';
import { RaisedHandsBanner, RaiseHandItem } from './RaiseHand.tsx';

const renderBannerAndMenu = () =>
  renderInMenu(<RaiseHandItem />, { features: [raiseHand] }, { beside: <RaisedHandsBanner /> });

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

it('says in the menu that the user’s role forbids raising a hand', async () => {
  const { call } = await renderBannerAndMenu();
  await runAndRender(() => call.features.Capabilities.revokeCapability('raiseHand', 'RoleRestricted'));
  await pressButton('More');
  const item = screen.getByRole('menuitem');
  expect(item).toHaveAttribute('aria-disabled', 'true');
  expect(item).toHaveTextContent('Your role in this call does not allow it.');
});
