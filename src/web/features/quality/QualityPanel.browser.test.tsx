import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { quality, QualityBanner, QualityChip, QualityPanel } from './QualityPanel.tsx';

const renderPanel = () =>
  renderInCall([<QualityPanel key="panel" />, <QualityChip key="chip" />], { features: [quality] });
const getPanel = () => screen.getByRole('complementary', { name: 'Call quality' });

it('grades what the user sends and what the user receives', async () => {
  const { call } = await renderPanel();
  const { network } = call.features.UserFacingDiagnostics;
  expect(screen.getByRole('img', { name: 'Call quality: good' })).toBeVisible();
  await runAndRender(() => network.reportDiagnostic('networkSendQuality', 3));
  expect(getPanel()).toHaveTextContent('From you to the others: bad');
  expect(getPanel()).toHaveTextContent('From the others to you: good');
  expect(screen.getByRole('img', { name: 'Call quality: bad' })).toBeVisible();
});

it('shows the figures of the last second after Show details, and removes them after Hide details', async () => {
  const { call } = await renderPanel();
  await pressButton('Show details');
  expect(getPanel()).toHaveTextContent('Measuring…');
  const noStreams = { send: [], receive: [] };
  const audio = {
    send: [{ bitrate: 32_000, rttInMs: 40, codecName: 'opus' }],
    receive: [{ bitrate: 30_000, jitterInMs: 3.4, packetsLostPerSecond: 1, codecName: 'opus' }],
  };
  const receivedVideo = { bitrate: 900_000, jitterInMs: 12, packetsLostPerSecond: 2, codecName: 'H264' };
  const sample = {
    audio,
    video: { send: [], receive: [receivedVideo] },
    screenShare: noStreams,
    transports: [{ rttInMs: 35.6 }],
  };
  const readFigures = async (changes: object) => {
    const { collector } = call.features.MediaStats;
    await runAndRender(() => collector.emit('sampleReported', { ...sample, ...changes }));
    return [...getPanel().querySelectorAll('dt, dd')].map(({ textContent }) => textContent).join(' ');
  };
  // The longest times of all streams, and the sums of losses and bit rates.
  expect(await readFigures({})).toBe(
    'Round trip (ms) 40 Jitter (ms) 12 Packets lost per second 3 Sent (kbit/s) 32 Received (kbit/s) 930 Codecs opus, H264',
  );
  expect(await readFigures({ audio: noStreams })).toBe(
    'Round trip (ms) 36 Jitter (ms) 12 Packets lost per second 2 Sent (kbit/s) – Received (kbit/s) 900 Codecs H264',
  );
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

it('says that nobody hears the user if the user speaks while muted', async () => {
  const { call } = await renderInCall(<QualityBanner />, { features: [quality] });
  const { media } = call.features.UserFacingDiagnostics;
  await runAndRender(() => media.reportDiagnostic('speakingWhileMicrophoneIsMuted', true));
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => call.mute());
  expect(screen.getByRole('status')).toHaveTextContent('You are muted. Nobody hears you.');
});
