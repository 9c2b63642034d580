import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, renderApp, runAndRender } from '../../fixtures/render.tsx';
import { createSimulatedDevices } from '../../fixtures/simulatedDevices.ts';
import { bob } from '../../fixtures/testUsers.ts';
import { PlacingBar } from './PlacingBar.tsx';

const target = { kind: 'people', rawIds: [bob.rawId] } as const;

/** Renders the bar in a browser that asks the user for the microphone. @returns the phone, and the user's answer */
async function renderAsking() {
  let answer = () => {};
  const devices = {
    ...createSimulatedDevices(async () => {}),
    askPermission: async () => {
      await new Promise<void>((resolve) => (answer = resolve));
      return { audio: true, video: false };
    },
  };
  const app = await renderApp(<PlacingBar />, { connectedAgent: { devices } });
  return { ...app, answer: () => runAndRender(() => answer()) };
}

it('X13: says that the call waits for the microphone, and stops waiting when the user cancels', async () => {
  const { phone, service, answer } = await renderAsking();
  void phone.placeCall(target, { video: false });
  expect(await screen.findByRole('status')).toHaveTextContent('Waiting for the microphone.');
  await pressButton('Cancel');
  expect(screen.queryByRole('status')).toBeNull();
  expect(phone.state.get().isPlacing).toBe(false);
  // The answer comes too late to call anybody.
  await answer();
  expect([service.startedTargets, phone.state.get().problems]).toEqual([[], []]);
});

it('X13: shows nothing for a call that needs no waiting', async () => {
  const { phone } = await renderApp(<PlacingBar />);
  await runAndRender(() => phone.placeCall(target, { video: false }));
  expect(screen.queryByRole('status')).toBeNull();
});
