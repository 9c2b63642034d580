import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender, pressButton, renderInCall, renderInMenu } from '../../fixtures/render.tsx';
import type { SimulatedCall } from '../../fixtures/simulatedCall.ts';
import { keypad, KeypadItem, KeypadPanel } from './KeypadPanel.tsx';

/** Renders the keypad on a page that is written from right to left. */
const renderPanel = () =>
  renderInCall(
    <div dir="rtl">
      <KeypadPanel />
    </div>,
    { features: [keypad] },
  );
const getSentKeys = () => screen.getByRole('status', { name: 'Sent' });

it('has the keys in the order of a telephone, also from right to left, and focuses the first key', async () => {
  await renderPanel();
  const keys = screen.getByRole('group', { name: 'Keys' }).querySelectorAll('button');
  expect([...keys].map(({ firstChild }) => firstChild?.textContent).join('')).toBe('123456789*0#');
  // The letters are on the keys only to be seen.
  expect(screen.getByRole('button', { name: '2' })).toHaveTextContent('2ABC');
  expect(keys[0]).toHaveFocus();
  const findLeft = (name: string) => screen.getByRole('button', { name }).getBoundingClientRect().left;
  expect(findLeft('1')).toBeLessThan(findLeft('2'));
  expect(findLeft('2')).toBeLessThan(findLeft('3'));
});

it('sends one tone for each key that the user presses, types or holds down, in order, and shows the keys', async () => {
  const { call } = await renderPanel();
  await pressButton('1');
  await pressButton('*');
  // The key 5 goes down, repeats, and goes up.
  await userEvent.keyboard('0#{5>4/}');
  await expect.poll(() => call.sentTones).toEqual(['Num1', 'Star', 'Num0', 'Pound', 'Num5']);
  expect(getSentKeys()).toHaveTextContent('1*0#5');
});

it('sends nothing while the connection is lost', async () => {
  const { call } = await renderPanel();
  await runAndRender(() => call.features.UserFacingDiagnostics.network.reportDiagnostic('noNetwork', true));
  expect(screen.getByRole('button', { name: '1' })).toHaveAttribute('aria-disabled', 'true');
  await pressButton('1');
  await userEvent.keyboard('1');
  expect(call.sentTones).toEqual([]);
  expect(getSentKeys()).toHaveTextContent('');
});

it('can be opened from the menu once the call is connected, but not while the call rings', async () => {
  const prepareCall = (newCall: SimulatedCall) => newCall.changeState('Ringing');
  const { call } = await renderInMenu(<KeypadItem />, { features: [keypad] }, { prepareCall });
  await pressButton('More');
  const item = screen.getByRole('menuitem', { name: /Keypad/ });
  expect(item).toHaveAttribute('aria-disabled', 'true');
  expect(item).toHaveTextContent('Only while the call is connected.');
  await runAndRender(() => call.changeState('Connected'));
  await runAndRender(() => item.click());
  expect(screen.getByText('Open panel: keypad')).toBeVisible();
});
