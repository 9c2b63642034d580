import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, renderApp } from '../../fixtures/render.tsx';
import { ComputerChoice } from './ComputerChoice.tsx';
import { ComputerQuestion } from './ComputerQuestion.tsx';
import { StaysSignedInContext } from './useComputer.ts';

const question = 'Is this your own computer?';

it('asks once whether this is the user’s own computer, and the settings show and change the answer', async () => {
  const { phone } = await renderApp(
    <main>
      <ComputerQuestion />
      <ComputerChoice />
    </main>,
  );
  expect(screen.getByRole('group', { name: question })).toBeVisible();
  const getRadio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });
  expect(getRadio('My own computer').checked || getRadio('A shared computer').checked).toBe(false);
  screen.getByRole('button', { name: 'My own computer' }).focus();
  await pressButton('My own computer');
  expect(screen.queryByRole('group', { name: question })).toBeNull();
  // The focus is not lost with the button.
  expect(screen.getByRole('main')).toHaveFocus();
  expect(phone.settings.get()).toMatchObject({ keepsLists: true, computerAnswered: true });
  expect(getRadio('My own computer')).toBeChecked();
  getRadio('A shared computer').click();
  await expect.poll(() => phone.settings.get()).toMatchObject({ keepsLists: false, computerAnswered: true });
  expect(screen.queryByRole('group', { name: question })).toBeNull();
});

it.each([
  ['suggests the own computer to a user who stays signed in', true],
  ['suggests nothing if the sign-in says nothing', false],
])('%s', async (_title, staysSignedIn) => {
  await renderApp(
    <StaysSignedInContext value={staysSignedIn}>
      <ComputerQuestion />
    </StaysSignedInContext>,
  );
  const [own, shared] = ['My own computer', 'A shared computer'].map(
    (name) => getComputedStyle(screen.getByRole('button', { name })).backgroundColor,
  );
  expect(own === shared).toBe(!staysSignedIn);
});
