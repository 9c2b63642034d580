import { cleanup, screen, within } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { fail, ok } from '../errors/problem.ts';
import { i18n } from '../fixtures/i18n.ts';
import { pressButton, renderApp, runAndRender } from '../fixtures/render.tsx';
import { createSimulatedConsents, permissionRequest } from '../fixtures/simulatedConsents.ts';
import { supportedLanguages } from '../i18n/supportedLanguages.ts';
import { ConsentPrompt, QuietConsentContext } from './ConsentPrompt.tsx';
import type { PermissionRequest } from './consents.ts';
import { PermissionRequestContext } from './openPermissions.tsx';

const calendarRequest: PermissionRequest = {
  ...permissionRequest,
  groups: [{ purpose: 'calendar', scopes: ['Calendars.Read'], consenter: 'byAdmin' }],
};

it('says why the feature needs the permission, or what is missing, and keeps the focus near when the user answers', async () => {
  const consents = createSimulatedConsents('needed');
  await renderApp(
    <section aria-label="Today">
      <ConsentPrompt feature="calendar" />
    </section>,
    { consents },
  );
  const press = (name: string) =>
    runAndRender(() => {
      const button = screen.getByRole('button', { name });
      button.focus();
      button.click();
    });
  expect(screen.getByText(/^To show today’s meetings/)).toBeVisible();
  await press('Not now');
  expect(screen.getByRole('button', { name: 'Allow…' })).toHaveFocus();
  expect(screen.getByText(/^Today’s meetings are not shown/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Not now' })).toBeNull();
  await press('Allow…');
  expect(consents.states.get().calendar).toBe('granted');
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByRole('region', { name: 'Today' })).toHaveFocus();
});

it('says in one line what is missing in a call, and does not ask', async () => {
  const consents = createSimulatedConsents('needed');
  await renderApp(
    <QuietConsentContext value>
      <ConsentPrompt feature="contacts" />
    </QuietConsentContext>,
    { consents },
  );
  const words = screen.getByText('Outside numbers are shown without names.');
  expect(words.parentElement?.offsetHeight).toBeLessThan(48);
  expect(screen.queryByRole('button', { name: 'Not now' })).toBeNull();
  await pressButton('Allow…');
  expect(consents.states.get().contacts).toBe('granted');
});

it.each(supportedLanguages)(
  'says in one line on a phone of 320 px in the language $tag what is missing, and offers only what helps',
  async ({ tag }) => {
    const { default: words } = (await import(`../locales/${tag}.json`)) as { default: object };
    i18n.addResourceBundle(tag, 'translation', words, true, true);
    onTestFinished(() => void i18n.changeLanguage('en'));
    await i18n.changeLanguage(tag);
    await page.viewport(320, 800);
    const line = i18n.t('consent.namesMissing');
    for (const [state, help] of [
      ['needed', 'consent.allow'],
      ['refused', 'consent.allow'],
      ['denied', 'consent.askAdministrator'],
      ['byAdmin', 'consent.askAdministrator'],
    ] as const) {
      await renderApp(
        <div style={{ width: 288 }}>
          <ConsentPrompt feature="people" others={['othersPresence']} line={line} />
        </div>,
        { consents: createSimulatedConsents(state) },
      );
      expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([i18n.t(help)]);
      expect(screen.getByText(line).parentElement?.offsetHeight).toBeLessThanOrEqual(48);
      cleanup();
    }
  },
);

it('says that an administrator has to approve', async () => {
  await renderApp(<ConsentPrompt feature="profile" />, { consents: createSimulatedConsents('byAdmin') });
  expect(screen.getByText(/An administrator of your organisation has to approve it/)).toBeVisible();
});

it('shows nothing while it is not known whether the user has consented', async () => {
  await renderApp(<ConsentPrompt feature="chat" />, { consents: createSimulatedConsents('unknown') });
  expect(screen.queryByRole('button')).toBeNull();
});

it('after a refusal on Entra’s page, names the administrator, and offers to allow less', async () => {
  const answers = [fail('consent-refused')];
  const consents = createSimulatedConsents('denied', async () => answers.shift() ?? ok(undefined));
  const request = vi.spyOn(consents, 'request');
  await renderApp(
    <PermissionRequestContext value={calendarRequest}>
      <ConsentPrompt feature="people" others={['othersPresence']} />
    </PermissionRequestContext>,
    { consents },
  );
  await pressButton('Allow…');
  expect(request).toHaveBeenLastCalledWith('people', 'othersPresence');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getByText(/an administrator of your organisation has to approve it/)).toBeVisible();
  await pressButton('Ask an administrator…');
  const dialog = await screen.findByRole('dialog', { name: 'Permissions' });
  expect(within(dialog).getByText('Calendars.Read')).toBeVisible();
  expect(within(dialog).getByText(/^Optional. An administrator has to allow it/)).toBeVisible();
  expect(within(dialog).getByRole('link', { name: /Everything below/ })).toHaveAttribute(
    'href',
    calendarRequest.allLink,
  );
  await runAndRender(() => within(dialog).getByRole('button', { name: 'Close' }).click());
  await pressButton('Allow names only…');
  expect(consents.states.get()).toMatchObject({ people: 'granted', othersPresence: 'denied' });
});

it('says that the browser has blocked the popup, and offers the button again', async () => {
  const answer = vi.fn(async () => fail('popup-blocked'));
  await renderApp(<ConsentPrompt feature="chat" />, { consents: createSimulatedConsents('needed', answer) });
  await pressButton('Allow…');
  expect(screen.getByRole('alert')).toHaveTextContent('popup-blocked');
});
