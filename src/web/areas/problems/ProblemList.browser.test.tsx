import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { fireEvent, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { expect, it, vi } from 'vitest';
import type { PhoneSnapshot } from '../../calling/phoneState.ts';
import { PeopleProvider } from '../../people/PeopleProvider.tsx';
import { ConsentProvider } from '../../consent/ConsentProvider.tsx';
import { PermissionRequestContext } from '../../consent/openPermissions.tsx';
import { pressButton } from '../../fixtures/render.tsx';
import { createSimulatedConsents } from '../../fixtures/simulatedConsents.ts';
import { createPeople } from '../../people/people.ts';
import type { Phone } from '../../calling/phone.ts';
import { PhoneProvider } from '../../calling/react.tsx';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import { fail, addRetry, type Problem } from '../../errors/problem.ts';
import { i18n } from '../../fixtures/i18n.ts';
import { createStore } from '../../base/store.ts';
import { ProblemList } from './ProblemList.tsx';

const permissionRequest = {
  groups: [],
  allLink: 'https://login.example/all',
  requiredLink: 'https://login.example/required',
  resourceLink: null,
};

/** @param consents by default, the user has consented to every feature. */
function renderProblem(problem: Problem, consents = createSimulatedConsents('granted')) {
  const onRetry = vi.fn();
  const directory = { find: async () => 'unavailable' as const, search: async () => [] };
  const people = createPeople(directory, { numberNames: { request: () => undefined } } as never);
  const phone = {
    state: createStore({ problems: [problem], notices: [] } as unknown as PhoneSnapshot),
    dismissProblem: vi.fn(),
    placeCall: vi.fn(),
    reportProblem: vi.fn(),
  } as unknown as Phone;
  render(
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={webLightTheme}>
        <PhoneProvider phone={phone}>
          <PeopleProvider people={people}>
            <ConsentProvider consents={consents}>
              <PermissionRequestContext value={permissionRequest}>
                <ProblemList onSignIn={vi.fn()} onCheckSetUp={vi.fn()} onRetry={onRetry} />
              </PermissionRequestContext>
            </ConsentProvider>
          </PeopleProvider>
        </PhoneProvider>
      </FluentProvider>
    </I18nextProvider>,
  );
  return { onRetry, phone };
}

const unforeseenError = new TypeError('undefined is not a function');

it('C16: after an unforeseen error, Try again repeats the failed command and renews no token', () => {
  const repeat = vi.fn();
  const { onRetry } = renderProblem(
    addRetry(translateSdkError(unforeseenError, 'call-command-failed').problem, repeat),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(repeat).toHaveBeenCalledTimes(1);
  expect(onRetry).not.toHaveBeenCalled();
});

it('C16: offers Close instead of Try again if the failed command cannot be repeated', () => {
  const { onRetry } = renderProblem(translateSdkError(unforeseenError, 'call-command-failed').problem);
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(onRetry).not.toHaveBeenCalled();
});

it('C16: after a failed renewal of the token, Try again renews the token', () => {
  const { onRetry } = renderProblem(fail('service-unreachable').problem);
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onRetry).toHaveBeenCalledTimes(1);
});

it('calls back the caller of a missed call', () => {
  const { phone } = renderProblem(fail('call-missed', { person: '4:+14255550100' }).problem);
  fireEvent.click(screen.getByRole('button', { name: 'Call back' }));
  expect(phone.placeCall).toHaveBeenCalledWith(
    { kind: 'people', rawIds: ['4:+14255550100'] },
    { video: false },
  );
  expect(phone.dismissProblem).toHaveBeenCalledTimes(1);
});

it('closes the message about a missed call without calling back', () => {
  const { phone } = renderProblem(fail('call-missed', { person: '4:+14255550100' }).problem);
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(phone.dismissProblem).toHaveBeenCalledTimes(1);
  expect(phone.placeCall).not.toHaveBeenCalled();
});

it('places a group call once the user has allowed its chat', async () => {
  const retry = vi.fn();
  const { problem } = fail('group-call-consent-needed', { retry });
  renderProblem(problem, createSimulatedConsents('needed'));
  fireEvent.click(screen.getByRole('button', { name: 'Allow…' }));
  await vi.waitFor(() => expect(retry).toHaveBeenCalledOnce());
});

it('says who can allow the chat of a group call after a refusal, and opens the permissions', async () => {
  const retry = vi.fn();
  const consents = createSimulatedConsents('denied', async () => fail('consent-refused'));
  const { phone } = renderProblem(fail('group-call-consent-needed', { retry }).problem, consents);
  fireEvent.click(screen.getByRole('button', { name: 'Allow…' }));
  await vi.waitFor(() =>
    expect(phone.reportProblem).toHaveBeenCalledWith(
      expect.objectContaining({ code: 'group-call-not-allowed', remedy: 'askAdministrator' }),
    ),
  );
  expect(retry).not.toHaveBeenCalled();
});

it('opens the permissions when the user wants to ask an administrator', async () => {
  renderProblem(fail('group-call-not-allowed').problem);
  // The dialog is a chunk of its own, which React waits for.
  await pressButton('Ask an administrator…');
  await expect.poll(() => screen.queryByRole('dialog', { name: 'Permissions' })).toBeVisible();
});
