import type { MediaStatsReportSample, MediaStatsReportSummary } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

test('media statistics are those of the browser: a sample each second, and a summary of each interval', async () => {
  const seen = await run(async ({ sdk, until, pause, caught, connect, withCamera, remoteVideo, first }) => {
    const { call } = await connect(withCamera, withCamera);
    const stream = await remoteVideo(call);
    const feature = call.feature(sdk.Features.MediaStats);
    const wrong = await caught(() => feature.createCollector({ aggregationInterval: 0 }));
    const collector = feature.createCollector({ aggregationInterval: 1, dataPointsPerAggregation: 2 });
    const samples: MediaStatsReportSample[] = [];
    const summaries: MediaStatsReportSummary[] = [];
    collector.on('sampleReported', (sample) => samples.push(sample));
    collector.on('summaryReported', (summary) => summaries.push(summary));
    const summary = await until(() => summaries[0]);
    collector.dispose();
    const count = samples.length;
    await pause(1_200);
    const [one, two] = samples;
    if (!one || !two) throw new Error('There are fewer than two samples.');
    const before = first(one.video.receive);
    const video = first(two.video.receive);
    const sentAudio = first(two.audio.send);
    const sentVideo = first(two.video.send);
    const transport = first(two.transports);
    const sentSummary = first(summary.video.send);
    return {
      wrong,
      stopped: samples.length === count,
      counts: [
        two.audio.send,
        two.audio.receive,
        two.video.send,
        two.video.receive,
        two.screenShare.send,
        two.transports,
      ].map((list) => list.length),
      codecs: [sentAudio.codecName, video.codecName],
      same: video.streamId === stream.id && video.id === before.id && video.transportId === transport.id,
      moving: [
        sentAudio.bitrate,
        sentVideo.bitrate,
        video.bitrate,
        Number(video.framesDecoded) - Number(before.framesDecoded),
        video.frameRateDecoded,
        transport.availableOutgoingBitrate,
      ].every((value) => Number(value) > 0),
      sizes: [sentVideo.frameWidthInput, sentVideo.frameHeightInput],
      points: [
        sentSummary.bitrate?.aggregation?.count,
        sentSummary.bitrate?.raw.length,
        first(summary.audio.send).codecName?.raw,
      ],
    };
  });
  expect(seen).toEqual({
    wrong: '400/0',
    stopped: true,
    counts: [1, 1, 1, 1, 0, 1],
    codecs: ['OPUS', 'VP8'],
    same: true,
    moving: true,
    sizes: [640, 360],
    points: [[1, 1], 2, ['OPUS', 'OPUS']],
  });
});

test('constraints limit the height of the video that is sent, from the start and in the call; 0 lifts the limit', async () => {
  const wrong = await run(async ({ connect, withCamera, remoteVideo, isMoving, until, caught }) => {
    const { call, peer } = await connect(async (side) => ({
      videoOptions: {
        ...(await withCamera(side)).videoOptions,
        constraints: { send: { frameHeight: { max: 200 } } },
      },
    }));
    const stream = await remoteVideo(peer);
    await isMoving(stream);
    await until(() => stream.size.height === 180);
    await call.setConstraints({ video: { send: { frameHeight: { max: 0 } } } });
    await until(() => stream.size.height === 360);
    return caught(() => call.setConstraints({ video: { send: { bitrate: { max: -1 } } } }));
  });
  expect(wrong).toBe('400/0');
});
