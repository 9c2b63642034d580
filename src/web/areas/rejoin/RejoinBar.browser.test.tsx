import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Target } from '../../calling/call/target.ts';
import { pressButton, renderApp } from '../../fixtures/render.tsx';
import { createSimulatedRejoin } from '../../fixtures/simulatedPhone.ts';
import { bob } from '../../fixtures/testUsers.ts';
import { RejoinBar } from './RejoinBar.tsx';

/** Renders the bar after a reload that has ended a call. @param target whom or what that call was placed to */
const renderOffer = (target: Target | null) =>
  renderApp(<RejoinBar />, { rejoin: createSimulatedRejoin(target) });
const callToBob: Target = { kind: 'people', rawIds: [bob.rawId] };
const link = 'https://teams.microsoft.com/meet/1';

it('calls the person of the ended call again, and places only one call', async () => {
  const { service, blockService, releaseService } = await renderOffer(callToBob);
  expect(screen.getByRole('status')).toHaveTextContent('Your call with Bob Baker ended because');
  blockService();
  await pressButton('Rejoin');
  expect(screen.getByRole('button', { name: 'Rejoin' })).toHaveAttribute('aria-disabled', 'true');
  await releaseService();
  expect(service.startedTargets).toEqual([bob.rawId]);
});

it('after a reload during a meeting, joins the same meeting again', async () => {
  const { service } = await renderOffer({ kind: 'meeting', link });
  expect(screen.getByRole('status')).toHaveTextContent('You left the Teams meeting because');
  await pressButton('Rejoin');
  expect(service.startedTargets).toEqual([link]);
});

it('names the meeting by its subject, and keeps the subject for the next call', async () => {
  const { phone } = await renderOffer({ kind: 'meeting', link, subject: 'Stand-up' });
  expect(screen.getByRole('status')).toHaveTextContent('You left the meeting “Stand-up” because');
  await pressButton('Rejoin');
  const session = phone.findSession(phone.state.get().front ?? '');
  expect(session?.target).toMatchObject({ subject: 'Stand-up' });
});

it('offers no call to an emergency number, which one stray press would dial', async () => {
  await renderOffer({ kind: 'people', rawIds: ['4:911'] });
  expect(screen.queryByRole('button')).toBeNull();
});

it('disappears when the user does not want to rejoin', async () => {
  const { service } = await renderOffer(callToBob);
  await pressButton('Do not rejoin');
  expect(screen.queryByRole('status')).toBeNull();
  expect(service.startedTargets).toEqual([]);
});
