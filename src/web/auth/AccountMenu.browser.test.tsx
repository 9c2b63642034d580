import { MsalContext, type IMsalContext } from '@azure/msal-react';
import type { AccountInfo } from '@azure/msal-browser';
import { screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createStore } from '../base/store.ts';
import { useReadable } from '../base/useReadable.ts';
import { runAndRender, pressButton, renderPlain } from '../fixtures/render.tsx';
import { alice, bob } from '../fixtures/testUsers.ts';
import { AccountMenu } from './AccountMenu.tsx';

const createAccount = ({ oid, name, upn }: typeof alice) =>
  ({ homeAccountId: oid, localAccountId: oid, name, username: upn }) as AccountInfo;

/** Alice is signed in, and Bob’s account is in MSAL’s cache. */
const accounts = [createAccount(alice), createAccount(bob)];
const instance = {
  getActiveAccount: () => accounts[0],
  getAllAccounts: () => accounts,
  addEventCallback: () => null,
  removeEventCallback: () => {},
};
const logger = { verbose() {}, trace() {} };
const msal = { instance, accounts, inProgress: 'none', logger } as unknown as IMsalContext;
const doNothing = () => {};

function renderMenu(signOutNote: string | null = null) {
  const inCall = createStore(false);
  const onSignOut = vi.fn();
  const place = createStore('header');
  const others = {
    inCall,
    onInspect: null,
    onSettings: doNothing,
    onSignInAsAnother: doNothing,
    onSignOut,
    signOutNote,
  };
  /** The parent of the menu. A new `key` makes React create the menu again, as it does when the button moves. */
  function Parent() {
    const [isOpen, setOpen] = useState(false);
    const key = useReadable(place);
    return <AccountMenu key={key} isOpen={isOpen} onOpenChange={setOpen} {...others} />;
  }
  renderPlain(
    <MsalContext.Provider value={msal}>
      <Parent />
    </MsalContext.Provider>,
  );
  return { inCall, onSignOut, place };
}
const findItem = (name: RegExp) => screen.getByRole('menuitem', { name });

it('opens when the user presses Enter on the button, and moves the focus back to the button on Escape', async () => {
  renderMenu();
  const button = screen.getByRole('button', { name: 'Account' });
  button.focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(await screen.findByRole('menuitem', { name: 'Settings' })).toHaveFocus();
  expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual([
    'Settings',
    'Permissions',
    'Switch to bob@fabrikam.example',
    'Sign in with another account',
    'Sign out',
  ]);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('menu')).toBeNull();
  await expect.element(button).toHaveFocus();
});

it('says beside *Sign out* what it deletes, and keeps the name of the item', async () => {
  renderMenu('This deletes your history.');
  await pressButton('Account');
  const item = await screen.findByRole('menuitem', { name: 'Sign out' });
  expect(item).toHaveAccessibleDescription('This deletes your history.');
  expect(screen.getByText('This deletes your history.')).toBeVisible();
});

it('stays open, with the focus in it, when the button moves', async () => {
  const { place } = renderMenu();
  await pressButton('Account');
  await runAndRender(() => place.set('navigation'));
  await expect.element(await screen.findByRole('menuitem', { name: 'Settings' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('button', { name: 'Account' })).toHaveFocus();
});

it('during a call, disables every entry that would leave the page, and says that the entry works after the call', async () => {
  const { inCall, onSignOut } = renderMenu();
  inCall.set(true);
  await pressButton('Account');
  for (const name of [/Switch to/, /another account/, /Sign out/]) {
    expect(findItem(name)).toHaveAttribute('aria-disabled', 'true');
    expect(findItem(name)).toHaveTextContent('After the call.');
  }
  await runAndRender(() => findItem(/Sign out/).click());
  expect(onSignOut).not.toHaveBeenCalled();
  await runAndRender(() => inCall.set(false));
  await runAndRender(() => findItem(/Sign out/).click());
  expect(onSignOut).toHaveBeenCalledOnce();
});
