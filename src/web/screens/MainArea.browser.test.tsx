import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen, within } from '@testing-library/react';
import { Profiler } from 'react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { openView } from '../base/view.ts';
import { DialBox } from '../areas/dial/DialBox.tsx';
import { listRenderedKeys, pressButton, renderApp, runAndRender, waitForCards } from '../fixtures/render.tsx';
import { renderWholePhone } from '../fixtures/renderWholePhone.tsx';
import { createSimulatedConsents } from '../fixtures/simulatedConsents.ts';
import { bob } from '../fixtures/testUsers.ts';
import { MainArea } from './MainArea.tsx';
import { useShownCall } from './useShownCall.ts';
import { pauseRendering } from '../base/renderingPause.ts';

const CallScreen = () => <p>the call</p>;
const preview = vi.fn();
const Main = () => <MainArea session={useShownCall()} CallScreen={CallScreen} preview={preview} />;

it.each(['calls', 'people'] as const)(
  'removes the view "%s" when a call comes to the front, and shows the home view after the call',
  async (view) => {
    openView(view);
    const { service } = await renderApp(<Main />);
    expect(screen.getByRole('heading', { level: 1 })).toBeVisible();
    const call = service.addCall('Outgoing');
    expect(await screen.findByText('the call')).toBeVisible();
    // React removes the view after the call is shown.
    await runAndRender(() => {});
    expect(screen.queryByRole('heading', { level: 1 })).toBeNull();
    await runAndRender(() => call.hangUp());
    expect(screen.queryByText('the call')).toBeNull();
    expect(screen.getByRole('heading', { level: 1 })).toBeVisible();
  },
);

it('renders neither the home view nor the dial box again when a call comes, because the call would wait', async () => {
  const { service } = await renderApp(
    <>
      <DialBox />
      <Main />
    </>,
  );
  const keys = await listRenderedKeys(() => {
    service.addCall('Outgoing');
    return new Promise((resolve) => setTimeout(resolve, 200));
  });
  expect(screen.getByText('the call')).toBeVisible();
  expect(keys.filter((key) => key === 'rail.calls' || key === 'dial.label')).toEqual([]);
});

/** A busy machine loads and draws parts late. */
const untilLoaded = { timeout: 8_000 };

it('shows the settings below a call and beside a ringing one, and Escape leads back to where the user was', async () => {
  const app = await renderWholePhone(1280, 'people');
  await app.connectCall(bob.rawId);
  // The call opens the view *Calls* once it is shown.
  const toolbar = await screen.findByRole('toolbar', { name: 'Call controls' }, untilLoaded);
  await runAndRender(() => openView('people'));
  const press = (element: HTMLElement) => runAndRender(() => element.click());
  screen.getByRole('link', { name: 'Settings' }).focus();
  await press(screen.getByRole('link', { name: 'Settings' }));
  await expect
    .element(await screen.findByRole('heading', { name: 'Settings', level: 1 }, untilLoaded))
    .toHaveFocus();
  const caller = { identifier: createIdentifierFromRawId('4:+14255550100') };
  await runAndRender(() => app.service.ringIncomingCall(caller));
  const decline = await screen.findByRole('button', { name: 'Decline' });
  await waitForCards();
  await press(decline);
  await press(await within(toolbar).findByRole('button', { name: 'Hold' }));
  await within(toolbar).findByRole('button', { name: 'Resume' });
  screen.getByRole('tab', { name: 'About' }).focus();
  await userEvent.keyboard('{Escape}');
  expect(await screen.findByRole('heading', { name: 'People', level: 1 }, untilLoaded)).toBeVisible();
  expect(screen.getByRole('link', { name: 'Settings' })).toHaveFocus();
});

it('keeps the offer of notifications when the user has said whose computer this is', async () => {
  openView('calls');
  vi.spyOn(Notification, 'permission', 'get').mockReturnValue('default');
  await renderApp(<Main />);
  await pressButton('A shared computer');
  expect(screen.getByRole('button', { name: 'Notify me when this window is hidden' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Check your camera' })).toBeVisible();
});

it('asks for permissions in a view, but during a call only says there what is missing', async () => {
  const { service } = await renderApp(<Main />, { consents: createSimulatedConsents('needed') });
  await runAndRender(() => openView('people'));
  expect(screen.getByText(/^To show names and photos/)).toBeVisible();
  service.addCall('Outgoing');
  await screen.findByText('the call');
  await runAndRender(() => openView('people'));
  expect(screen.getByText(/^You see codes instead of names/)).toBeVisible();
  expect(screen.queryByText(/^To show/)).toBeNull();
});

it('says outside the folded offers of a phone that names are missing, and in a wide window only in the question', async () => {
  await page.viewport(390, 800);
  openView('calls');
  const consents = createSimulatedConsents('needed');
  await renderApp(<Main />, { consents });
  const [line, question] = [screen.getByText('Names are not shown.'), screen.getByText(/^To show names/)];
  expect(line).toBeVisible();
  expect(question).not.toBeVisible();
  await page.viewport(1280, 800);
  await expect.element(question).toBeVisible();
  expect(line).not.toBeVisible();
  await page.viewport(390, 800);
  await pressButton('Allow…');
  expect(consents.states.get()).toMatchObject({ people: 'granted', othersPresence: 'granted' });
  expect(screen.queryByText('Names are not shown.')).toBeNull();
});

it.each([
  [390, 320],
  [320, 360],
])(
  'opens the offers with one line on a phone of %i px, and the lists begin above %i px at the first start',
  async (width, maxTop) => {
    vi.spyOn(Notification, 'permission', 'get').mockReturnValue('default');
    const { phone } = await renderWholePhone(width);
    const getTop = (element: HTMLElement) => element.getBoundingClientRect().top;
    const [own, shared] = ['My own computer', 'A shared computer'].map((name) =>
      getTop(screen.getByRole('button', { name })),
    );
    expect(own).toBe(shared);
    const meetings = await screen.findByRole('region', { name: 'Today' });
    expect(getTop(meetings)).toBeLessThan(maxTop);
    const offer = screen.getByText('Notify me when this window is hidden');
    expect(offer).not.toBeVisible();
    await userEvent.click(screen.getByText('Finish setting up'));
    expect(offer).toBeVisible();
    await userEvent.click(screen.getByText('Finish setting up'));
    // An open dialog of an offer would close if another width had other elements.
    await page.viewport(1280, 800);
    await expect.element(offer).toBeVisible();
    await page.viewport(width, 800);
    const decline = { notificationsDeclined: true, computerAnswered: true };
    await runAndRender(() => phone.settings.set({ ...phone.settings.get(), ...decline }));
    expect(screen.getByText('Finish setting up')).not.toBeVisible();
  },
);

it('begins the calls in the upper third of the home screen without its line of messages, below the meetings of today', async () => {
  const { phone } = await renderWholePhone();
  await runAndRender(() => phone.settings.set({ ...phone.settings.get(), computerAnswered: true }));
  expect(await screen.findByRole('button', { name: 'Join' })).toBeVisible();
  const { top } = screen.getByRole('region', { name: 'Recent calls' }).getBoundingClientRect();
  const messageLinePx = 48;
  expect(top - messageLinePx).toBeLessThan(800 / 3);
});

it.each(['calls', 'settings'] as const)(
  'has no control for Do not disturb in the view "%s", because the account menu has one',
  async (view) => {
    const { phone } = await renderWholePhone(1280, view);
    await screen.findByRole('heading', { level: 1 }, untilLoaded);
    await runAndRender(() => phone.settings.set({ ...phone.settings.get(), doNotDisturb: true }));
    const controls = [...document.querySelectorAll('button, input')];
    const names = controls.map(
      (control) => control.getAttribute('aria-label') ?? control.parentElement?.textContent,
    );
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => name?.includes('Do not disturb'))).toEqual([]);
  },
);

function ShownCall() {
  const session = useShownCall();
  return <p>{session ? `call ${session.call.get().id}` : 'no call'}</p>;
}

it('shows a new call one frame after the press, and renders nothing before', async () => {
  const onRender = vi.fn();
  const { service } = await renderApp(
    <Profiler id="call" onRender={onRender}>
      <ShownCall />
    </Profiler>,
  );
  onRender.mockClear();
  await runAndRender(() => service.addCall('Outgoing', 'first'));
  expect(screen.getByText('no call')).toBeVisible();
  expect(onRender).not.toHaveBeenCalled();
  expect(await screen.findByText('call first')).toBeVisible();
  expect(onRender).toHaveBeenCalledTimes(1);
});

it('removes a call at once when it ends, and never shows a call that ended before its frame', async () => {
  const { service } = await renderApp(<ShownCall />);
  const first = service.addCall('Outgoing', 'first');
  await screen.findByText('call first');
  await runAndRender(() => first.hangUp());
  expect(screen.getByText('no call')).toBeVisible();
  const second = service.addCall('Outgoing', 'second');
  await runAndRender(() => second.hangUp());
  await runAndRender(() => new Promise((resolve) => setTimeout(resolve, 200)));
  expect(screen.getByText('no call')).toBeVisible();
});

it('shows the call before until the next call has its frame, but at once if the call before ends', async () => {
  const { service, phone } = await renderApp(<ShownCall />);
  const first = service.addCall('Outgoing', 'first');
  await screen.findByText('call first');
  first.changeState('Connected');
  // Otherwise a fast machine would show the second call before the first one ends.
  onTestFinished(pauseRendering());
  service.addCall('Outgoing', 'second').changeState('Connected');
  await expect.poll(() => phone.findSession(phone.state.get().front ?? '')?.call.get().id).toBe('second');
  expect(screen.getByText('call first')).toBeVisible();
  await runAndRender(() => first.hangUp());
  expect(screen.getByText('call second')).toBeVisible();
});

it('shows a new call as soon as the rendering is no longer paused', async () => {
  const { service } = await renderApp(<ShownCall />);
  const endPause = pauseRendering();
  onTestFinished(endPause);
  await runAndRender(() => service.addCall('Outgoing', 'first'));
  await runAndRender(() => new Promise((resolve) => setTimeout(resolve, 150)));
  expect(screen.getByText('no call')).toBeVisible();
  await runAndRender(endPause);
  expect(screen.getByText('call first')).toBeVisible();
});
