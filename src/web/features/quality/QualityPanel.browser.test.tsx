import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { quality } from './quality.ts';
import { QualityPanel, QualityBanner } from './QualityPanel.tsx';

const renderPanel = () => renderInCall(<QualityPanel />, { features: [quality] });
const getPanel = () => screen.getByRole('complementary', { name: 'Call quality' });

it('grades what the user sends and what the user receives', async () => {
  const { call } = await renderPanel();
  await runAndRender(() =>
    call.features.UserFacingDiagnostics.network.reportDiagnostic('networkSendQuality', 3),
  );
  expect(getPanel()).toHaveTextContent('From you to the others: bad');
  expect(getPanel()).toHaveTextContent('From the others to you: good');
});

it('shows the figures of the last second after Show details, and removes them after Hide details', async () => {
  const { call } = await renderPanel();
  await pressButton('Show details');
  expect(getPanel()).toHaveTextContent('Measuring…');
  const receivedStream = { bitrate: 64_000, jitterInMs: 4.4, packetsLostPerSecond: 2, codecName: 'opus' };
  await runAndRender(() =>
    call.features.MediaStats.collector.emit('sampleReported', {
      audio: { send: [], receive: [receivedStream] },
      video: { send: [], receive: [] },
      screenShare: { send: [], receive: [] },
      transports: [{ rttInMs: 31 }],
    }),
  );
  const figureTexts = [...getPanel().querySelectorAll('dt, dd')]
    .map(({ textContent }) => textContent)
    .join(' ');
  expect(figureTexts).toContain('Round trip (ms) 31 Jitter (ms) 4 Packets lost per second 2');
  expect(figureTexts).toContain('Sent (kbit/s) – Received (kbit/s) 64 Codecs opus');
  await pressButton('Hide details');
  expect(getPanel().querySelector('dl')).toBeNull();
});

it('says that there are no details if the SDK cannot measure the call', async () => {
  const { call } = await renderPanel();
  call.features.MediaStats.createCollector = () => {
    throw new Error('not supported');
  };
  await pressButton('Show details');
  expect(getPanel()).toHaveTextContent('There are no details for this call.');
});

const renderBanner = () => renderInCall(<QualityBanner />, { features: [quality] });

// The number is the SDK's quality: 1 is good, 2 is poor, 3 is bad.
it.each([
  ['networkSendQuality', 2, 'Your connection is weak. The others may hear and see you badly.'],
  ['networkSendQuality', 3, 'Your connection is very weak. The others may lose your sound and video.'],
  ['networkReceiveQuality', 2, 'Your connection is weak. You may hear and see the others badly.'],
  ['networkReceiveQuality', 3, 'Your connection is very weak. Sound and video may drop out.'],
])('while %s is %i, shows a status that says who is heard badly', async (diagnostic, value, expectedText) => {
  const { call } = await renderBanner();
  const { network } = call.features.UserFacingDiagnostics;
  await runAndRender(() => network.reportDiagnostic(diagnostic, value));
  expect(screen.getByRole('status')).toHaveTextContent(expectedText);
  await runAndRender(() => network.reportDiagnostic(diagnostic, 1));
  expect(screen.queryByRole('status')).toBeNull();
});

it('says that nobody hears the user if the user speaks while muted', async () => {
  const { call } = await renderBanner();
  await runAndRender(() =>
    call.features.UserFacingDiagnostics.media.reportDiagnostic('speakingWhileMicrophoneIsMuted', true),
  );
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => call.mute());
  expect(screen.getByRole('status')).toHaveTextContent('You are muted. Nobody hears you.');
});
