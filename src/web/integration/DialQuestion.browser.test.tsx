import { screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { pressButton, renderApp, runAndRender } from '../fixtures/render.tsx';
import { IntegrationDesk } from './IntegrationDesk.tsx';

const origin = 'https://crm.example';
const access = { settings: { origins: [origin] }, oid: 'a', webHook: null };
afterEach(() => page.viewport(1280, 800));

/** Renders the desk, and asks it for a call as the page around its frame does. */
async function askToCall() {
  const app = await renderApp(<IntegrationDesk access={access} />);
  const data = { switchboard: 1, type: 'dial', target: '+14255550100' };
  await runAndRender(() =>
    window.dispatchEvent(new MessageEvent('message', { origin, data, source: window.parent })),
  );
  return app;
}

test('a page’s request for a call keeps its number on one line, however narrow the frame is', async () => {
  await page.viewport(230, 700);
  await askToCall();
  const text = screen.getByText(/asks you to call/).firstChild as Text;
  const range = document.createRange();
  const start = text.data.indexOf('+1');
  range.setStart(text, start);
  range.setEnd(text, start + '+1 425 555 0100'.length);
  expect(range.getClientRects()).toHaveLength(1);
});

test('a page cannot choose a moment in which the user presses *Call* instead of something else', async () => {
  const { service } = await askToCall();
  const button = screen.getByRole('button', { name: 'Call' });
  expect(button).toHaveAttribute('aria-disabled', 'true');
  await pressButton('Call');
  expect(service.startedTargets).toEqual([]);
  await expect.poll(() => button.getAttribute('aria-disabled')).toBeNull();
});
