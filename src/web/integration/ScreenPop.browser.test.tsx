import { fireEvent, screen } from '@testing-library/react';
import { createIdentifierFromRawId } from '@azure/communication-common';
import { beforeEach, expect, test, vi } from 'vitest';
import { LargeLookUpButton, LookUpItem, screenPop } from '../features/screen-pop/ScreenPop.tsx';
import { layout } from '../features/tiles/layout.ts';
import { pressButton, renderApp, renderInCall, renderInMenu, runAndRender } from '../fixtures/render.tsx';
import type { SimulatedCall } from '../fixtures/simulatedCall.ts';
import { alice, bob } from '../fixtures/testUsers.ts';
import { IntegrationContext } from './IntegrationContext.ts';
import { IntegrationDesk } from './IntegrationDesk.tsx';
import { blockedAddress } from './screenPop.ts';

const url = 'https://crm.example/search?phone={number}&name={name}&mail={email}&id={userId}&queue={queue}';
const access = { settings: { screenPop: { url, hosts: ['crm.example'] } }, oid: alice.oid, webHook: null };
const bobsAddress = `https://crm.example/search?phone=&name=Bob%20Baker&mail=bob%40fabrikam.example&id=${bob.oid}&queue=`;
const features = [screenPop, layout];

let open: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  blockedAddress.set(null);
  open = vi.spyOn(window, 'open').mockReturnValue(null);
});
const allowTabs = (isActive: boolean) =>
  vi.spyOn(navigator.userActivation, 'isActive', 'get').mockReturnValue(isActive);
const expectOpened = (address: string) =>
  vi.waitFor(() => expect(open.mock.calls).toEqual([[address, '_blank', 'noopener,noreferrer']]), {
    timeout: 8_000,
  });

test('opens what is known about a colleague, encoded, in a tab that learns nothing of this page', async () => {
  allowTabs(true);
  await renderInCall(
    <IntegrationContext value={access}>
      <LargeLookUpButton />
    </IntegrationContext>,
    { features },
  );
  await pressButton('Look up');
  await expectOpened(bobsAddress);
});

test('opens the number of a telephone', async () => {
  allowTabs(true);
  const connect = (call: SimulatedCall) => {
    call.setParticipants('4:+14255550100');
    call.changeState('Connected');
  };
  await renderInCall(
    <IntegrationContext value={access}>
      <LargeLookUpButton />
    </IntegrationContext>,
    { features },
    connect,
  );
  await pressButton('Look up');
  await expectOpened('https://crm.example/search?phone=%2B14255550100&name=&mail=&id=&queue=');
});

test('shows nothing without an address, and no entry in the menu beside the button of the caller’s page', async () => {
  await renderInMenu(<LookUpItem />, { features }, { beside: <LargeLookUpButton /> });
  await pressButton('More');
  expect(screen.queryByText('Look up')).toBeNull();
});

test.each([
  ['opens the caller’s page when the user accepts', true, true],
  ['opens nothing if the user has not chosen that', false, true],
  ['offers the page with a button if the browser would block it', true, false],
])('%s', async (_title, opensScreenPop, isActive) => {
  const active = allowTabs(isActive);
  const { service, phone } = await renderApp(
    <IntegrationContext value={access}>
      <IntegrationDesk access={access} />
    </IntegrationContext>,
    { settings: { opensScreenPop } },
  );
  const incoming = service.ringIncomingCall({ identifier: createIdentifierFromRawId(bob.rawId) });
  await runAndRender(() => vi.waitFor(() => expect(phone.state.get().incoming).toHaveLength(1)));
  await vi.waitFor(() => expect(open).not.toHaveBeenCalled());
  await runAndRender(() => phone.acceptCall(incoming.id, { video: false }));
  if (opensScreenPop && isActive) await expectOpened(bobsAddress);
  else expect(open).not.toHaveBeenCalled();
  if (isActive) return expect(screen.queryByRole('status')).toBeNull();
  expect(await screen.findByText(/^The browser did not open crm\.example\./)).toBeVisible();
  active.mockReturnValue(true);
  await runAndRender(() => fireEvent.click(screen.getByRole('button', { name: 'Look up' })));
  await expectOpened(bobsAddress);
  expect(screen.queryByText(/crm\.example/)).toBeNull();
});
