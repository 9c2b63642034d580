import { screen } from '@testing-library/react';
import { Profiler } from 'react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { renderApp, runAndRender } from '../fixtures/render.tsx';
import { pauseRendering } from '../base/renderingPause.ts';
import { useShownCall } from './useShownCall.ts';

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
  service.addCall('Outgoing', 'second').changeState('Connected');
  await expect.poll(() => phone.findSession(phone.state.get().front ?? '')?.call.get().id).toBe('second');
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
