import { createIdentifierFromRawId } from '@azure/communication-common';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { pressButton, renderApp, runAndRender, waitForCards } from '../../fixtures/render.tsx';
import { alice, bob } from '../../fixtures/testUsers.ts';
import { createFactReader } from '../../integration/callFacts.ts';
import { IntegrationContext } from '../../integration/IntegrationContext.ts';
import { popOnAccept } from '../../integration/popOnAccept.ts';
import { IncomingCalls } from './IncomingCalls.tsx';

const url = 'https://crm.example/?name={name}';
const access = { settings: { screenPop: { url, hosts: ['crm.example'] } }, oid: alice.oid, webHook: null };
afterEach(() => page.viewport(1280, 800));

/** Lets Bob call while the window has this width. */
async function ring(width: number, integration: typeof access | null = access) {
  document.body.innerHTML = '<div id="ringing"></div>';
  await page.viewport(width, 800);
  const app = await renderApp(
    <IntegrationContext value={integration}>
      <IncomingCalls />
    </IntegrationContext>,
    { settings: { opensScreenPop: true } },
  );
  const incoming = app.service.ringIncomingCall({ identifier: createIdentifierFromRawId(bob.rawId) });
  await runAndRender(() => {});
  return { ...app, incoming };
}
const findButton = (name: string) => screen.getByRole('button', { name });
const measure = (name: string) => findButton(name).getBoundingClientRect();

test('opens the caller’s page before the user accepts, but takes no press while the card is new', async () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  vi.spyOn(navigator.userActivation, 'isActive', 'get').mockReturnValue(true);
  const { incoming } = await ring(1280);
  await pressButton('Look up');
  await waitForCards();
  expect(open).not.toHaveBeenCalled();
  await pressButton('Look up');
  await vi.waitFor(() => expect(open.mock.calls[0]?.[0]).toBe('https://crm.example/?name=Bob%20Baker'));
  expect(incoming.acceptCount).toBe(0);
});

test('opens the page once if the user looks the caller up and then accepts', async () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  vi.spyOn(navigator.userActivation, 'isActive', 'get').mockReturnValue(true);
  const { phone, people, incoming, service } = await ring(1280);
  // Without the whole desk: its guard against click-jacking also delays presses in the frame of the tests.
  onTestFinished(popOnAccept(url, phone, createFactReader(phone, people)));
  await waitForCards();
  await pressButton('Look up');
  await vi.waitFor(() => expect(open).toHaveBeenCalledOnce(), { timeout: 8_000 });
  await runAndRender(() => phone.acceptCall(incoming.id, { video: false }));
  const next = service.ringIncomingCall({ identifier: createIdentifierFromRawId('4:+14255550100') });
  await runAndRender(() => phone.acceptCall(next.id, { video: false }));
  expect(open.mock.calls.map(([address]) => address)).toEqual([
    'https://crm.example/?name=Bob%20Baker',
    'https://crm.example/?name=',
  ]);
});

test('shows its word, takes no width from *Accept*, and stands apart from it', async () => {
  await ring(320, null);
  const { width } = measure('Accept');
  for (const windowWidth of [320, 700, 1280]) {
    cleanup();
    await ring(windowWidth);
    const [accept, lookUp] = [measure('Accept'), measure('Look up')];
    if (windowWidth === 320) expect(accept.width).toBe(width);
    expect(findButton('Look up').innerText).toBe('Look up');
    const isBeside = lookUp.right <= accept.left - 12 || lookUp.left >= accept.right;
    expect(isBeside || lookUp.bottom <= accept.top - 12).toBe(true);
    expect(findButton('Accept').compareDocumentPosition(findButton('Look up'))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
  }
});
