import { MsalContext, type IMsalContext } from '@azure/msal-react';
import type { AccountInfo } from '@azure/msal-browser';
import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createStore } from '../base/store.ts';
import { play, press, renderPlain } from '../fixtures/render.tsx';
import { alice, bob } from '../fixtures/testUsers.ts';
import { AccountMenu } from './AccountMenu.tsx';

const account = ({ oid, name, upn }: typeof alice) =>
  ({ homeAccountId: oid, localAccountId: oid, name, username: upn }) as AccountInfo;

/** Alice is signed in, and Bob’s account is in MSAL’s cache. */
const accounts = [account(alice), account(bob)];
const instance = {
  getActiveAccount: () => accounts[0],
  getAllAccounts: () => accounts,
  addEventCallback: () => null,
  removeEventCallback: () => {},
};
const logger = { verbose() {}, trace() {} };
const msal = { instance, accounts, inProgress: 'none', logger } as unknown as IMsalContext;

function show({ inCall = false } = {}) {
  const isInCall = createStore(inCall);
  const onSignOut = vi.fn();
  const onSettings = vi.fn();
  renderPlain(
    <MsalContext.Provider value={msal}>
      <AccountMenu
        onInspect={null}
        onSettings={onSettings}
        inCall={isInCall}
        onSignInAsAnother={() => {}}
        onSignOut={onSignOut}
      />
    </MsalContext.Provider>,
  );
  return { isInCall, onSignOut, onSettings };
}
const item = (name: RegExp) => screen.getByRole('menuitem', { name });

it('opens by the keyboard, and Escape gives the focus back', async () => {
  show();
  const button = screen.getByRole('button', { name: 'Account' });
  button.focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(await screen.findByRole('menuitem', { name: 'Settings' })).toHaveFocus();
  expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual([
    'Settings',
    'Switch to bob@fabrikam.example',
    'Sign in with another account',
    'Sign out',
  ]);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('menu')).toBeNull();
  await expect.element(button).toHaveFocus();
});

it('signs the user out', async () => {
  const { onSignOut } = show();
  await press('Account');
  await play(() => item(/Sign out/).click());
  expect(onSignOut).toHaveBeenCalledOnce();
});

it('keeps the user here during a call, and says until when', async () => {
  const { isInCall, onSignOut, onSettings } = show({ inCall: true });
  await press('Account');
  for (const name of [/Switch to/, /another account/, /Sign out/]) {
    expect(item(name)).toHaveAttribute('aria-disabled', 'true');
    expect(item(name)).toHaveTextContent('After the call.');
  }
  await play(() => item(/Sign out/).click());
  expect(onSignOut).not.toHaveBeenCalled();
  await play(() => isInCall.set(false));
  expect(item(/Sign out/)).not.toHaveAttribute('aria-disabled', 'true');
  await play(() => item(/Settings/).click());
  expect(onSettings).toHaveBeenCalledOnce();
});
