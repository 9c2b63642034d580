import { screen, within } from '@testing-library/react';
import { expect, onTestFinished, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { fail } from '../errors/problem.ts';
import { runAndRender } from '../fixtures/render.tsx';
import { renderWholePhone } from '../fixtures/renderWholePhone.tsx';
import { alice, bob, carol } from '../fixtures/testUsers.ts';

const access = {
  settings: { origins: ['https://crm.example'], embedding: true },
  oid: alice.oid,
  webHook: null,
};

/** Renders the phone at an address. */
async function renderAt(query: string, integration: typeof access | null, width = 420) {
  history.replaceState(null, '', query);
  onTestFinished(() => history.replaceState(null, '', '?'));
  return renderWholePhone(width, 'calls', integration);
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
  expect(screen.getByRole('button', { name: 'Sign in again' })).toBeVisible();
  expect(screen.getByRole('button', { name: '1 more' })).toBeVisible();
});

test.each([320, 420, 800, 1280])(
  '?show=call lists the calls above the call as soon as there are two, or always beside it, in a window of %i pixels',
  async (width) => {
    const { connectCall } = await renderAt('?show=call', access, width);
    const toBob = await connectCall(bob.rawId);
    expect(screen.queryAllByRole('list', { name: 'Calls' })).toHaveLength(width < 1024 ? 0 : 1);
    await connectCall(carol.rawId);
    const row = await screen.findByRole('listitem', { name: 'Bob Baker, On hold' });
    const list = screen.getByRole('list', { name: 'Calls' }).getBoundingClientRect();
    const main = screen.getByRole('main').getBoundingClientRect();
    if (width < 1024) expect(list.bottom).toBeLessThanOrEqual(main.top);
    else expect([main.left, main.width, list.right, list.width]).toEqual([0, width - 300, width, 299]);
    expect(main.height).toBeGreaterThan(400);
    await userEvent.click(within(row).getByRole('button', { name: /^Bob Baker/ }));
    await expect.poll(() => toBob.state).toBe('Connected');
  },
);

test('a phone that no site may show in a frame ignores ?show=call', async () => {
  await renderAt('?show=call', null);
  expect(findParts().filter(Boolean)).not.toEqual([]);
});
