import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { mute } from '../features/mute/mute.ts';
import { renderApp, runAndRender } from '../fixtures/render.tsx';
import { TabIcon } from './TabIcon.tsx';
import { createTestEntry } from '../fixtures/testEntry.ts';

/** The numbers on the icon of the installed app, which the system would show, the latest last. */
let badges: (number | undefined)[];

beforeEach(() => {
  badges = [];
  vi.spyOn(navigator, 'setAppBadge').mockImplementation(async (count) => void badges.push(count));
  findLink()?.remove();
  document.head.insertAdjacentHTML('beforeend', '<link rel="icon" href="/icon.svg">');
  onTestFinished(() => findLink()?.remove());
});

const findLink = () => document.querySelector('link[rel="icon"]');
const readIcon = () => findLink()?.getAttribute('href');

it('shows in the icon of the tab that a call rings, that the user is in a call, and that the user is muted', async () => {
  const { service, phone, connectCall } = await renderApp(<TabIcon />);
  expect(readIcon()).toBe('/icon.svg');
  const call = await connectCall();
  expect(readIcon()).toBe('/icon-in-call.svg');
  const session = phone.findSession(phone.state.get().front ?? '');
  await runAndRender(() => session?.run(mute, true));
  expect(readIcon()).toBe('/icon-muted.svg');
  await runAndRender(() => service.ringIncomingCall());
  expect(readIcon()).toBe('/icon-ringing.svg');
  await runAndRender(() => service.incomingCalls[0]?.reject());
  await runAndRender(() => call.changeState('Disconnected'));
  expect(readIcon()).toBe('/icon.svg');
});

it('shows the number of missed calls on the app’s icon until the user has seen them or the app closes', async () => {
  const { history } = await renderApp(<TabIcon />);
  const at = Date.now() + 1_000;
  await runAndRender(() => history.add(createTestEntry({ key: 'one', at })));
  await runAndRender(() => history.add(createTestEntry({ key: 'two', at })));
  expect(badges).toEqual([0, 1, 2]);
  expect(readIcon()).toBe('/icon-missed.svg');
  await runAndRender(() => history.clear());
  expect(badges.at(-1)).toBe(0);
  expect(readIcon()).toBe('/icon.svg');
});
