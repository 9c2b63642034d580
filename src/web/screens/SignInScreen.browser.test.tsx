import { screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { fail } from '../errors/problem.ts';
import { pressButton, renderPlain } from '../fixtures/render.tsx';
import { SignInScreen } from './SignInScreen.tsx';

it.each([
  ['sign-in-cancelled', []],
  ['sign-in-unreachable', ['Try again']],
] as const)('after %s, shows one large Sign in, and in the warning the buttons %j', async (code, buttons) => {
  const signIn = vi.fn();
  const { problem } = fail(code);
  renderPlain(<SignInScreen problem={problem} isRedirecting={false} signIn={signIn} onRemedy={vi.fn()} />);
  const warningButtons = within(screen.getByRole('alert')).queryAllByRole('button');
  expect(warningButtons.map(({ textContent }) => textContent)).toEqual(buttons);
  await pressButton('Sign in');
  expect(signIn).toHaveBeenCalledOnce();
});
