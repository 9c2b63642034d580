import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { chooseMenuItem, pressButton, renderInMenu, runAndRender } from '../../fixtures/render.tsx';
import { alice, bob } from '../../fixtures/testUsers.ts';
import { spotlight, SpotlightBanner, SpotlightItem } from './Spotlight.tsx';

const renderSpotlight = () =>
  renderInMenu(<SpotlightItem />, { features: [spotlight] }, { beside: <SpotlightBanner /> });

it('starts the user’s own spotlight, and ends it by the banner', async () => {
  const { call } = await renderSpotlight();
  await chooseMenuItem('Spotlight me');
  expect(call.features.Spotlight.getSpotlightedParticipants()).toHaveLength(1);
  expect(screen.getByRole('status')).toHaveTextContent('You are in the spotlight. Everybody sees you large.');
  await pressButton('Leave the spotlight');
  expect(screen.queryByRole('status')).toBeNull();
});

it('lets an attendee, who cannot start a spotlight, leave it', async () => {
  const { call } = await renderSpotlight();
  await runAndRender(() =>
    call.features.Capabilities.revokeCapability('spotlightParticipant', 'RoleRestricted'),
  );
  await runAndRender(() => call.features.Spotlight.startSpotlight([createIdentifierFromRawId(alice.rawId)]));
  await pressButton('Leave the spotlight');
  expect(call.features.Spotlight.getSpotlightedParticipants()).toEqual([]);
  await pressButton('More');
  expect(screen.getByRole('menuitem', { name: /Spotlight me/ })).toHaveTextContent(
    'Your role in this call does not allow it.',
  );
});

it('says nothing about the spotlight of another participant, and has no item in a 1:1 call', async () => {
  const { call } = await renderSpotlight();
  await runAndRender(() => call.features.Spotlight.startSpotlight([createIdentifierFromRawId(bob.rawId)]));
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() =>
    call.features.Capabilities.revokeCapability(
      'spotlightParticipant',
      'CapabilityNotApplicableForTheCallType',
    ),
  );
  await pressButton('More');
  expect(screen.queryByRole('menuitem')).toBeNull();
});
