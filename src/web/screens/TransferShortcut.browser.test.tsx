import { screen } from '@testing-library/react';
import { expect, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import { TransferPanel } from '../features/transfer/TransferPanel.tsx';
import { renderInCall, runAndRender } from '../fixtures/render.tsx';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { createSimulatedPeople } from '../fixtures/simulatedPeople.ts';
import { carol } from '../fixtures/testUsers.ts';
import { transfer } from '../transfer/transfer.ts';
import { usePanel } from '../ui/Panel.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { TransferShortcut } from './TransferShortcut.tsx';

const OpenPanel = () => usePanel().name === transfer.name && <TransferPanel />;

/** Renders the shortcuts, and the panel that they open, during a call with Bob. Carol is a favourite. */
function renderShortcuts() {
  const people = createSimulatedPeople();
  people.favourites.toggle({ id: carol.rawId, name: carol.name });
  return renderInCall(
    <>
      <Shortcuts />
      <TransferShortcut />
      <OpenPanel />
    </>,
    { people },
  );
}

const transferKeys = '{Control>}{Shift>}x{/Shift}{/Control}';
const resumeKeys = '{Control>}{Shift>}b{/Shift}{/Control}';

/** Presses keys one after the other. */
async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await userEvent.keyboard(key);
}

it('gives the focus back to the text field in which the user pressed the shortcut', async () => {
  const field = document.body.appendChild(document.createElement('textarea'));
  onTestFinished(() => field.remove());
  await renderShortcuts();
  field.focus();
  await press(transferKeys);
  expect(screen.getByRole('combobox', { name: 'Transfer to' })).toHaveFocus();
  await press('{Escape}');
  expect(screen.queryByRole('combobox')).toBeNull();
  expect(field).toHaveFocus();
});

it('resumes with one press, even from the search field, the participant whose transfer failed', async () => {
  const { call, phone } = await renderShortcuts();
  await press(transferKeys, 'c', 'a', '{Enter}');
  await expect.poll(() => call.transfer).not.toBeNull();
  await runAndRender(() => call.finishTransfer('Failed', { code: 603, subCode: 0 }));
  await press(transferKeys);
  expect(screen.getByRole('combobox')).toHaveFocus();
  await press(resumeKeys);
  await expect.poll(() => call.state).toBe('Connected');
  expect(phone.state.get().notices).toEqual([]);
});

it('consults, then completes the transfer with one press once the target has answered', async () => {
  const { call, service } = await renderShortcuts();
  await press(transferKeys, 'c', 'a', '{Shift>}{Enter}{/Shift}');
  await expect.poll(() => service.startedTargets).toEqual([carol.rawId]);
  const consultation = service.calls.at(-1);
  await runAndRender(() => {
    consultation?.setParticipants(createSimulatedParticipant(carol.rawId));
    consultation?.changeState('Connected');
  });
  await press(resumeKeys);
  await expect.poll(() => call.state).toBe('Connected');
  await press(transferKeys);
  await expect.poll(() => call.transfer?.to).toEqual({ targetCallId: consultation?.id });
});
