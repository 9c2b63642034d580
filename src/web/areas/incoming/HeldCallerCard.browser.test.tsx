import { screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { pressButton, renderApp, runAndRender } from '../../fixtures/render.tsx';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { IncomingCalls } from './IncomingCalls.tsx';

beforeEach(() => {
  document.body.innerHTML = '<div id="ringing"></div>';
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
});

/** Renders the cards while the user, who types a note, talks to Carol, and Bob has been on hold for a minute. */
async function renderWhileBobWaits() {
  const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  const app = await renderApp(
    <>
      <input aria-label="Note" />
      <IncomingCalls />
    </>,
  );
  const callToBob = await app.connectCall(bob.rawId);
  await app.connectCall(carol.rawId);
  screen.getByRole('textbox').focus();
  await runAndRender(() => vi.advanceTimersByTime(61_000));
  return { ...app, callToBob, play };
}

it('names the caller on hold, plays a sound, leaves the focus alone, and resumes the call with one press', async () => {
  const { callToBob, play } = await renderWhileBobWaits();
  expect(screen.getByRole('alert')).toHaveTextContent('Bob Baker is waiting on hold');
  expect(screen.getByRole('timer', { name: 'Time on hold' })).toHaveTextContent('1:01');
  expect(document.title).toBe('Bob Baker is waiting · Switchboard');
  expect(screen.getByRole('textbox')).toHaveFocus();
  await expect.poll(() => play.mock.contexts.map((audio) => (audio as HTMLAudioElement).src)).toHaveLength(1);
  expect((play.mock.contexts[0] as HTMLAudioElement).src).toMatch(/held\.wav$/);
  await pressButton('Resume with Bob Baker');
  await expect.poll(() => callToBob.state).toBe('Connected');
  expect(screen.queryByRole('alert')).toBeNull();
});

it('goes when the user wants to be reminded later, and comes back with the sound', async () => {
  const { play } = await renderWhileBobWaits();
  await expect.poll(() => play.mock.calls.length).toBe(1);
  await userEvent.click(screen.getByRole('button', { name: 'Remind me later' }));
  expect(screen.queryByRole('alert')).toBeNull();
  await runAndRender(() => vi.advanceTimersByTime(60_000));
  expect(screen.getByRole('alert')).toBeVisible();
  await expect.poll(() => play.mock.calls.length).toBe(2);
});

it('gives way to a call that rings, and comes back afterwards', async () => {
  const { service } = await renderWhileBobWaits();
  const incomingCall = service.ringIncomingCall();
  await runAndRender(() => {});
  expect(screen.getByRole('alertdialog')).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
  await runAndRender(() => incomingCall.endRinging({ code: 487, subCode: 0 }));
  expect(screen.getByRole('alert')).toBeVisible();
});
