import { Menu, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { screen, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender, pressButton, renderApp, type AppParts } from '../../fixtures/render.tsx';
import { PermissionRequestContext } from '../../consent/openPermissions.tsx';
import { createSimulatedConsents, permissionRequest } from '../../fixtures/simulatedConsents.ts';
import { createSimulatedPeople } from '../../fixtures/simulatedPeople.ts';
import type { PresenceChoice } from '../../people/ownPresence.ts';
import { DoNotDisturbNote } from './DoNotDisturbNote.tsx';
import { OwnPhoto, OwnPresence, PresenceConsentDialog } from './OwnPresence.tsx';

function PresenceMenu() {
  const [waitingChoice, setWaitingChoice] = useState<PresenceChoice | null>(null);
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <button>
            Account <OwnPhoto name="Alice Archer" />
          </button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <OwnPresence onConsentNeeded={setWaitingChoice} />
          </MenuList>
        </MenuPopover>
      </Menu>
      {waitingChoice && (
        <PresenceConsentDialog choice={waitingChoice} onClose={() => setWaitingChoice(null)} />
      )}
    </>
  );
}

/** Renders the menu. `choose` is the request that sets the presence in Teams. */
async function renderMenu(parts: AppParts = {}, choose = vi.fn(async (_presence: unknown) => true)) {
  const source = { choose, reset: vi.fn(async () => true), report: async () => true };
  const people = createSimulatedPeople({}, 'Available', source);
  const app = await renderApp(
    <PermissionRequestContext value={permissionRequest}>
      <PresenceMenu />
      <DoNotDisturbNote />
    </PermissionRequestContext>,
    { people, ...parts },
  );
  return { ...app, source };
}
const pressItem = async (name: string) => {
  await pressButton('Account');
  await runAndRender(() => screen.getByRole('menuitemradio', { name }).click());
};

it('marks the user’s photo as Do not disturb while the setting is on, whatever Teams shows', async () => {
  const { phone } = await renderMenu();
  const badge = () => document.querySelector('.fui-Avatar__badge svg')?.outerHTML;
  await expect.poll(badge).toBeDefined();
  const available = badge();
  const setDoNotDisturb = (doNotDisturb: boolean) =>
    runAndRender(() => phone.settings.set({ ...phone.settings.get(), doNotDisturb }));
  await setDoNotDisturb(true);
  expect(badge()).not.toBe(available);
  await setDoNotDisturb(false);
  expect(badge()).toBe(available);
});

it('sets the presence in Teams', async () => {
  const { source } = await renderMenu();
  await pressItem('Be right back');
  expect(source.choose).toHaveBeenCalledExactlyOnceWith({
    availability: 'BeRightBack',
    activity: 'BeRightBack',
  });
  await pressItem('Reset presence');
  expect(source.reset).toHaveBeenCalledOnce();
});

it('shows the chosen presence before Teams answers, and the old one again if Teams refuses', async () => {
  let answer: (isAccepted: boolean) => void = () => undefined;
  await renderMenu(
    {},
    vi.fn(() => new Promise<boolean>((resolve) => (answer = resolve))),
  );
  const badge = () => document.querySelector('.fui-Avatar__badge svg')?.outerHTML;
  await expect.poll(badge).toBeDefined();
  const available = badge();
  await pressItem('Busy');
  expect(badge()).not.toBe(available);
  await runAndRender(() => answer(false));
  await expect.poll(badge).toBe(available);
});

it('asks for the consent at the first choice, and sets the presence once the user allows it', async () => {
  const { source } = await renderMenu({ consents: createSimulatedConsents('needed') });
  await pressItem('Away');
  expect(screen.getByRole('dialog', { name: 'Your presence' })).toBeVisible();
  expect(source.choose).not.toHaveBeenCalled();
  await pressButton('Allow…');
  expect(source.choose).toHaveBeenCalledExactlyOnceWith({ availability: 'Away', activity: 'Away' });
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('keeps the question open while the user looks at the permissions above it', async () => {
  const consents = createSimulatedConsents('denied');
  await renderMenu({ consents });
  await pressItem('Away');
  await pressButton('Ask an administrator…');
  const permissions = await screen.findByRole('dialog', { name: 'Permissions' });
  await runAndRender(() => userEvent.click(within(permissions).getByRole('button', { name: 'Close' })));
  await expect.poll(() => screen.queryByRole('dialog', { name: 'Permissions' })).toBeNull();
  // Fluent hides the lower dialog from screen readers until the upper dialog has faded out.
  expect(await screen.findByRole('dialog', { name: 'Your presence' })).toBeVisible();
});

it('turns on Do not disturb in the app without the consent, and says that Teams does not know', async () => {
  const { source, phone } = await renderMenu({ consents: createSimulatedConsents('needed') });
  await pressItem('Do not disturb');
  expect(phone.settings.get().doNotDisturb).toBe(true);
  expect(screen.getByText(/^Calls do not ring here from now on/)).toBeVisible();
  await pressButton('Not now');
  expect(screen.getByText(/It applies in Switchboard only\.$/)).toBeVisible();
  // To end it needs no consent, and asks for none.
  await pressItem('Available');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.queryByText(/^Do not disturb is on/)).toBeNull();
  expect(phone.settings.get().doNotDisturb).toBe(false);
  expect(source.choose).not.toHaveBeenCalled();
});

it('reports a presence that Teams has not accepted, and Try again sends it again', async () => {
  const choose = vi.fn(async (_presence: unknown) => false);
  const { phone } = await renderMenu({}, choose);
  await pressItem('Busy');
  const [problem] = phone.state.get().problems;
  expect(problem?.code).toBe('presence-not-set');
  await runAndRender(() => problem?.retry?.());
  expect(choose).toHaveBeenCalledTimes(2);
});
