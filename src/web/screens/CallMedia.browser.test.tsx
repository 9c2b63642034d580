import { FluentProvider } from '@fluentui/react-components';
import { screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { callFeatures } from '../features/list.ts';
import { pressButton, renderInCall, runAndRender } from '../fixtures/render.tsx';
import { createSimulated } from '../fixtures/simulatedObject.ts';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { themeChoice, useTheme } from '../ui/theme.ts';
import { CallScreen } from './CallScreen.tsx';

afterEach(async () => {
  themeChoice.set('system');
  await page.viewport(1280, 800);
});

const ChosenTheme = ({ children }: { children: ReactNode }) => (
  <FluentProvider theme={useTheme()}>{children}</FluentProvider>
);

const createVideoStream = () =>
  createSimulated({
    id: 1,
    mediaStreamType: 'Video' as const,
    isAvailable: true,
    size: { width: 4, height: 3 },
  });

it('keeps every video element when a panel, the width of the window, the theme or the arrangement changes', async () => {
  const { call } = await renderInCall(
    <ChosenTheme>
      <CallScreen />
    </ChosenTheme>,
    { features: callFeatures.map(({ feature }) => feature) },
    (newCall) => {
      newCall.changeState('Connected');
      newCall.setParticipants(
        createSimulatedParticipant(bob.rawId, { videoStreams: [createVideoStream()] } as object),
      );
    },
  );
  await runAndRender(() => call.startVideo({ mediaStreamType: 'Video', dispose() {} }));
  const listVideos = () => [...document.querySelectorAll('video')];
  await expect.poll(listVideos).toHaveLength(2);
  const videosBefore = new Set(listVideos());
  const expectSameVideos = () =>
    expect(listVideos().filter((video) => videosBefore.has(video))).toHaveLength(2);

  await pressButton('People');
  expect(screen.getByRole('complementary', { name: 'People' })).toBeVisible();
  expectSameVideos();
  for (const width of [640, 320, 1440]) {
    await page.viewport(width, 800);
    await runAndRender(() => {});
    expectSameVideos();
  }
  for (const theme of ['dark', 'light'] as const) {
    await runAndRender(() => themeChoice.set(theme));
    expectSameVideos();
  }
  await pressButton('People');
  await pressButton('Hold');
  await pressButton('Resume');
  expectSameVideos();
  await runAndRender(() =>
    call.setParticipants(...call.remoteParticipants, createSimulatedParticipant(carol.rawId)),
  );
  expect(document.querySelector('[data-arrangement=grid]')).not.toBeNull();
  expectSameVideos();
});
