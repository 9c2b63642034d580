import type { MediaStatsReportSample } from '@azure/communication-calling';
import { expect, it } from 'vitest';
import { Summary } from './mediaSummary.ts';

const sample = (streams: Partial<MediaStatsReportSample['audio']>): MediaStatsReportSample => ({
  audio: { send: [], receive: [], ...streams },
  video: { send: [], receive: [] },
  screenShare: { send: [], receive: [] },
  transports: [],
});

it('aggregates count, sum, minimum and maximum of each interval, with a count of 0 before a stream began', () => {
  const summary = new Summary();
  summary.add(sample({ send: [{ id: 'one', bitrate: 10, codecName: 'OPUS' }] }));
  summary.add(sample({ send: [{ id: 'one', bitrate: 30, codecName: 'OPUS' }] }));
  summary.endInterval();
  summary.add(
    sample({ send: [{ id: 'one', bitrate: 20, codecName: 'OPUS' }], receive: [{ id: 'two', bitrate: 5 }] }),
  );
  const { audio, transports } = summary.report();
  const timestamp = expect.any(Date) as Date;
  expect(audio.send).toEqual([
    {
      id: 'one',
      bitrate: {
        aggregation: { count: [2, 1], sum: [40, 20], min: [10, 20], max: [30, 20] },
        raw: [10, 30, 20],
        timestamp,
      },
      codecName: { raw: ['OPUS', 'OPUS', 'OPUS'], timestamp },
    },
  ]);
  expect(audio.receive[0]?.bitrate?.aggregation).toEqual({
    count: [0, 1],
    sum: [0, 5],
    min: [5, 5],
    max: [5, 5],
  });
  expect(transports).toEqual([]);
});
