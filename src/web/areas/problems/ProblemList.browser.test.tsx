import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { fireEvent, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { expect, it, vi } from 'vitest';
import type { PhoneSnapshot } from '../../calling/phoneState.ts';
import { PeopleProvider } from '../../people/PeopleProvider.tsx';
import { createPeople } from '../../people/people.ts';
import type { Phone } from '../../calling/phone.ts';
import { PhoneProvider } from '../../calling/react.tsx';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import { fail, addRetry, type Problem } from '../../errors/problem.ts';
import { i18n } from '../../fixtures/i18n.ts';
import { createStore } from '../../base/store.ts';
import { ProblemList } from './ProblemList.tsx';

function renderProblem(problem: Problem) {
  const onRetry = vi.fn();
  const directory = { find: async () => 'unavailable' as const, search: async () => [] };
  const people = createPeople(directory, { numberNames: { request: () => undefined } } as never);
  const phone = {
    state: createStore({ problems: [problem], notices: [] } as unknown as PhoneSnapshot),
    dismissProblem: vi.fn(),
    placeCall: vi.fn(),
  } as unknown as Phone;
  render(
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={webLightTheme}>
        <PhoneProvider phone={phone}>
          <PeopleProvider people={people}>
            <ProblemList onSignIn={vi.fn()} onCheckSetUp={vi.fn()} onRetry={onRetry} />
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
