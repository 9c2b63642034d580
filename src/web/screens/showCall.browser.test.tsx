import { screen } from '@testing-library/react';
import { expect, onTestFinished, test } from 'vitest';
import { fail } from '../errors/problem.ts';
import { runAndRender } from '../fixtures/render.tsx';
import { renderWholePhone } from '../fixtures/renderWholePhone.tsx';

const access = { settings: { origins: ['https://crm.example'], embedding: true }, webHook: null };

/** Renders the phone at an address. */
async function renderAt(query: string, integration: typeof access | null) {
  history.replaceState(null, '', query);
  onTestFinished(() => history.replaceState(null, '', '?'));
  return renderWholePhone(420, 'calls', integration);
}
/** The parts that `?show=call` leaves away. */
const findParts = () => [
  screen.queryByRole('button', { name: 'Account' }),
  screen.queryByRole('navigation'),
  screen.queryByRole('list', { name: 'Favourites' }),
  screen.queryByText('Bob Baker'),
  screen.queryByText('Recent calls'),
  screen.queryByText('Is this your own computer?'),
];

test('?show=call shows the dial box, and what keeps the user from calling, but no lists and no account menu', async () => {
  const { phone } = await renderAt('?show=call', access);
  expect(screen.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  expect(findParts()).toEqual([null, null, null, null, null, null]);
  await runAndRender(() => {
    phone.reportProblem(fail('microphone-needed').problem);
    phone.reportProblem(fail('sign-in-needed').problem);
  });
  expect(screen.getByText(/does not let Switchboard use the microphone/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Sign in again' })).toBeVisible();
});

test('a phone that no site may show in a frame ignores ?show=call', async () => {
  await renderAt('?show=call', null);
  expect(findParts().filter(Boolean)).not.toEqual([]);
});
