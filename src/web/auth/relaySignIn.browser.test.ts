import { expect, onTestFinished, test, vi } from 'vitest';
import { relaySignIn } from './relaySignIn.ts';

const authority = 'https://login.microsoftonline.com';

/** Starts the real relay of MSAL between an app, which a frame stands for, and a window of Entra. */
async function startRelay() {
  const id = crypto.randomUUID();
  const app = document.createElement('iframe');
  document.body.append(app);
  const opener = app.contentWindow as Window;
  const received: Record<string, unknown>[] = [];
  opener.addEventListener('message', ({ data }) => received.push(data));
  const entra = { closed: false, location: { replace: vi.fn() }, close: vi.fn() };
  const open = vi.spyOn(window, 'open').mockReturnValue(entra as unknown as Window);
  const address = location.href;
  history.replaceState(null, '', `#id=${id}`);
  window.opener = opener;
  onTestFinished(() => {
    open.mockRestore();
    history.replaceState(null, '', address);
    window.opener = null;
    app.remove();
  });
  relaySignIn([authority]);
  await vi.waitFor(() => expect(received).toHaveLength(1));
  const { nonce } = received[0] ?? {};
  const request = { id, method: 'GET', url: `${authority}/authorize` };
  const data = { type: 'msal:popup-relay-request:v2', id, nonce, request };
  window.dispatchEvent(new MessageEvent('message', { origin: location.origin, source: opener, data }));
  expect(entra.location.replace).toHaveBeenCalledWith(request.url);
  /** Waits for what the app gets from the relay. */
  const readAnswer = async () => {
    await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 6_000 });
    return received[1];
  };
  return { id, entra, readAnswer };
}

test('passes on an answer that arrives after the news that Entra’s window is closed', async () => {
  const { id, entra, readAnswer } = await startRelay();
  entra.closed = true;
  // MSAL has looked twice meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  const channel = new BroadcastChannel(id);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel has no target origin.
  channel.postMessage({ v: 1, payload: '#code=a' });
  expect(await readAnswer()).toMatchObject({ payload: '#code=a' });
  channel.close();
});

test('tells the app that the user has closed Entra’s window', async () => {
  const { entra, readAnswer } = await startRelay();
  entra.closed = true;
  expect(await readAnswer()).toMatchObject({ error: 'user_cancelled' });
});
