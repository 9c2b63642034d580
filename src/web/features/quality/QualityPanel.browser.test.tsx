import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { play, press, renderInCall } from '../../fixtures/render.tsx';
import { quality } from './quality.ts';
import { QualityPanel } from './QualityPanel.tsx';

const show = () => renderInCall(<QualityPanel />, { features: [quality] });
const panel = () => screen.getByRole('complementary', { name: 'Call quality' });

it('says in words how well each side gets the other', async () => {
  const { call } = await show();
  await play(() => call.features.UserFacingDiagnostics.network.report('networkSendQuality', 3));
  expect(panel()).toHaveTextContent('From you to the others: bad');
  expect(panel()).toHaveTextContent('From the others to you: good');
});

it('measures only while the user wants details, and shows the figures of the last second', async () => {
  const { call } = await show();
  await press('Show details');
  expect(panel()).toHaveTextContent('Measuring…');
  const received = { bitrate: 64_000, jitterInMs: 4.4, packetsLostPerSecond: 2, codecName: 'opus' };
  await play(() =>
    call.features.MediaStats.collector.emit('sampleReported', {
      audio: { send: [], receive: [received] },
      video: { send: [], receive: [] },
      screenShare: { send: [], receive: [] },
      transports: [{ rttInMs: 31 }],
    }),
  );
  const figures = [...panel().querySelectorAll('dt, dd')].map(({ textContent }) => textContent).join(' ');
  expect(figures).toContain('Round trip (ms) 31 Jitter (ms) 4 Packets lost per second 2');
  expect(figures).toContain('Sent (kbit/s) – Received (kbit/s) 64 Codecs opus');
  await press('Hide details');
  expect(panel().querySelector('dl')).toBeNull();
});

it('says so where the SDK gives no details', async () => {
  const { call } = await show();
  call.features.MediaStats.createCollector = () => {
    throw new Error('not supported');
  };
  await press('Show details');
  expect(panel()).toHaveTextContent('There are no details for this call.');
});
