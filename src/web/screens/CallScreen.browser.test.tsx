import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { teamsUser } from '../capabilities/capabilities.ts';
import type { PhoneSnapshot } from '../calling/phoneState.ts';
import type { Phone } from '../calling/phone.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { CallSnapshot } from '../calling/call/snapshot.ts';
import { hangUp } from '../features/hang-up/hangUp.ts';
import { renderPlain } from '../fixtures/render.tsx';
import { createStore } from '../base/store.ts';
import { FailedParts, Parts } from '../ui/Parts.tsx';
import { CallScreen } from './CallScreen.tsx';
import { PhoneScreen } from './PhoneScreen.tsx';

// React logs every error that a boundary catches.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

/** Creates a phone with one call and nothing else. A component that needs anything else throws. */
function createPhoneInCall(features: CallSession['features']) {
  const call = { state: 'Connected', direction: 'Outgoing', connectedAt: null, participants: [] };
  const session = {
    key: 'front',
    call: createStore(call as unknown as CallSnapshot),
    features,
    run: vi.fn(async () => undefined),
  } as unknown as CallSession;
  const state = createStore({ calls: ['front'], front: 'front', ended: null } as unknown as PhoneSnapshot);
  const settings = createStore({ shortcuts: {} });
  const phone = { state, settings, capabilities: teamsUser, findSession: () => session } as unknown as Phone;
  return { phone, session };
}

const noProps = { preview: vi.fn(), account: null, label: null };
const noRemedies = { onSignIn: vi.fn(), onRetry: vi.fn(), onCheckSetUp: vi.fn() };
const renderPhoneScreen = (phone: Phone, TestCallScreen: React.ComponentType) =>
  renderPlain(
    <Parts>
      <FailedParts />
      <PhoneScreen phone={phone} CallScreen={TestCallScreen} {...noProps} {...noRemedies} />
    </Parts>,
  );

const withinToolbar = () => within(screen.getByRole('toolbar', { name: 'Call controls' }));

it('C7: keeps all other buttons of the toolbar when the button of one feature throws', () => {
  const state = { kind: 'microphone', isMuted: false, unavailable: null };
  const { phone, session } = createPhoneInCall(
    createStore({ mute: { state, pending: false }, hangUp: { state: {}, pending: false } }),
  );
  renderPhoneScreen(phone, CallScreen);
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  expect(withinToolbar().getByRole('button', { name: 'Mute' })).toBeDefined();
  expect(withinToolbar().queryByRole('button', { name: 'Hold' })).toBeNull();
  fireEvent.click(withinToolbar().getByRole('button', { name: 'Hang up' }));
  expect(session.run).toHaveBeenCalledWith(hangUp, undefined);
});

it('C7: Hang up still works when its own button and all other buttons throw', () => {
  const { phone, session } = createPhoneInCall(createStore({}));
  renderPhoneScreen(phone, CallScreen);
  expect(screen.getByRole('region', { name: 'Call' })).toBeDefined();
  fireEvent.click(withinToolbar().getByRole('button', { name: 'Hang up' }));
  expect(session.run).toHaveBeenCalledWith(hangUp, undefined);
});

it('C7: shows Hang up and Try again when the call screen throws, and Try again renders the screen again', () => {
  const { phone, session } = createPhoneInCall(createStore({}));
  let isBroken = true;
  renderPhoneScreen(phone, () => {
    if (isBroken) throw new Error('broken');
    return <p>the call</p>;
  });
  const region = within(screen.getByRole('region', { name: 'Call' }));
  fireEvent.click(withinToolbar().getByRole('button', { name: 'Hang up' }));
  expect(session.run).toHaveBeenCalledWith(hangUp, undefined);
  isBroken = false;
  fireEvent.click(within(region.getByRole('alert')).getByRole('button', { name: 'Try again' }));
  expect(screen.getByText('the call')).toBeDefined();
});
