import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, expect, it, vi } from 'vitest';
import { startI18n } from '../i18n/i18n.ts';
import type { Phase } from './phase.ts';
import { createStore } from '../base/store.ts';
import { UpdateBar } from './UpdateBar.tsx';
import { watchVersion } from '../page/version.ts';

const i18n = await startI18n();
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('offers a new build after the end of the call, and reloads only after a press on Reload', () => {
  const inCall = createStore(true);
  const isOutdated = createStore(false);
  const reload = vi.fn();
  render(
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={webLightTheme}>
        <UpdateBar
          phase={{ kind: 'ready', inCall } as unknown as Phase}
          isOutdated={isOutdated}
          reload={reload}
        />
      </FluentProvider>
    </I18nextProvider>,
  );
  act(() => isOutdated.set(true));
  expect(screen.queryByRole('status')).toBeNull();
  act(() => inCall.set(false));
  expect(screen.getByRole('status').textContent).toContain('A new version of Switchboard is ready.');
  act(() => inCall.set(true));
  expect(screen.queryByRole('status')).toBeNull();
  act(() => inCall.set(false));
  expect(reload).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Reload' }));
  expect(reload).toHaveBeenCalledTimes(1);
});

/** Answers the page's requests, one answer after another. The last answer repeats. */
function answerRequests(...answers: (() => Response | Promise<Response>)[]) {
  return vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(async () => (answers.length > 1 ? answers.shift() : answers[0])?.() as Response);
}
const build = (id: string) => () => Response.json({ build: id });

it('requests the deployed version every five minutes while the page is visible', async () => {
  vi.useFakeTimers();
  const requests = answerRequests(build('a'), build('b'));
  let visibility: DocumentVisibilityState = 'hidden';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  const isOutdated = watchVersion('a');
  await vi.advanceTimersByTimeAsync(11 * 60_000);
  expect(requests).not.toHaveBeenCalled();
  visibility = 'visible';
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect([requests.mock.calls.length, isOutdated.get()]).toEqual([1, false]);
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect([requests.mock.calls.length, isOutdated.get()]).toEqual([2, true]);
  // A new build is known, so the page makes no more requests.
  await vi.advanceTimersByTimeAsync(20 * 60_000);
  expect(requests).toHaveBeenCalledTimes(2);
});

it.each([
  ['no such file', () => new Response('', { status: 404 })],
  ['a page', () => new Response('<!doctype html>')],
  ['another JSON object', () => Response.json({ version: 1 })],
  ['null', () => Response.json(null)],
  ['no network', () => Promise.reject<Response>(new TypeError('Failed to fetch'))],
])('does not take this answer for a new build: %s', async (_what, answer) => {
  const requests = answerRequests(answer);
  const isOutdated = watchVersion('a');
  dispatchEvent(new Event('vite:preloadError'));
  await vi.waitFor(() => expect(requests).toHaveBeenCalled());
  await new Promise((resolve) => setTimeout(resolve));
  expect(isOutdated.get()).toBe(false);
});

it('makes no request in development', () => {
  const listening = vi.spyOn(globalThis, 'addEventListener');
  expect(watchVersion('').get()).toBe(false);
  expect(listening).not.toHaveBeenCalled();
});
