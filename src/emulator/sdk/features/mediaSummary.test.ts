import type { MediaStatsReportSample } from '@azure/communication-calling';
import { expect, it } from 'vitest';
import { MediaSummary } from './mediaSummary.ts';

const createSample = (audioStreams: Partial<MediaStatsReportSample['audio']>): MediaStatsReportSample => ({
  audio: { send: [], receive: [], ...audioStreams },
  video: { send: [], receive: [] },
  screenShare: { send: [], receive: [] },
  transports: [],
});

it('MediaSummary gives count, sum, minimum and maximum of each interval; before a stream begins, the count is 0', () => {
  const summary = new MediaSummary();
  summary.add(createSample({ send: [{ id: 'sent', bitrate: 10, codecName: 'OPUS' }] }));
  summary.add(createSample({ send: [{ id: 'sent', bitrate: 30, codecName: 'OPUS' }] }));
  summary.endInterval();
  const send = [{ id: 'sent', bitrate: 20, codecName: 'OPUS' }];
  summary.add(createSample({ send, receive: [{ id: 'received', bitrate: 5 }] }));
  const { audio, transports } = summary.createReport();
  const timestamp = expect.any(Date) as Date;
  const aggregation = { count: [2, 1], sum: [40, 20], min: [10, 20], max: [30, 20] };
  const bitrate = { aggregation, raw: [10, 30, 20], timestamp };
  const codecName = { raw: ['OPUS', 'OPUS', 'OPUS'], timestamp };
  expect(audio.send).toEqual([{ id: 'sent', bitrate, codecName }]);
  const aggregationOfReceived = { count: [0, 1], sum: [0, 5], min: [5, 5], max: [5, 5] };
  expect(audio.receive[0]?.bitrate?.aggregation).toEqual(aggregationOfReceived);
  expect(transports).toEqual([]);
});
