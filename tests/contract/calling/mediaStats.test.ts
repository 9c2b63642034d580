import type { MediaStatsReportSample, MediaStatsReportSummary } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

test('a collector reports the browser’s media statistics as a sample each second and a summary of each interval', async () => {
  const result = await runInNewPage(
    async ({ sdk, waitUntil, connectAliceAndBob, withCamera, firstOf, ...api }) => {
      const { aliceCall } = await connectAliceAndBob(withCamera, withCamera);
      const stream = await api.waitForRemoteVideo(aliceCall);
      const feature = aliceCall.feature(sdk.Features.MediaStats);
      const zeroIntervalError = await api.catchErrorCode(() =>
        feature.createCollector({ aggregationInterval: 0 }),
      );
      // One sample each second, and a summary of every two samples.
      const collector = feature.createCollector({ aggregationInterval: 1, dataPointsPerAggregation: 2 });
      const samples: MediaStatsReportSample[] = [];
      const summaries: MediaStatsReportSummary[] = [];
      collector.on('sampleReported', (sample) => samples.push(sample));
      collector.on('summaryReported', (summary) => summaries.push(summary));
      const summary = await waitUntil(() => summaries[0]);
      collector.dispose();
      const countAtDispose = samples.length;
      await api.pause(1_200);
      const [firstSample, secondSample] = samples;
      if (!firstSample || !secondSample) throw new Error('There are fewer than two samples.');
      const earlierVideo = firstOf(firstSample.video.receive);
      const receivedVideo = firstOf(secondSample.video.receive);
      const sentAudio = firstOf(secondSample.audio.send);
      const sentVideo = firstOf(secondSample.video.send);
      const transport = firstOf(secondSample.transports);
      const sentVideoSummary = firstOf(summary.video.send);
      return {
        zeroIntervalError,
        hasStopped: samples.length === countAtDispose,
        streamCounts: [
          secondSample.audio.send,
          secondSample.audio.receive,
          secondSample.video.send,
          secondSample.video.receive,
          secondSample.screenShare.send,
          secondSample.transports,
        ].map((list) => list.length),
        codecs: [sentAudio.codecName, receivedVideo.codecName],
        areIdsStable:
          receivedVideo.streamId === stream.id &&
          receivedVideo.id === earlierVideo.id &&
          receivedVideo.transportId === transport.id,
        areRatesPositive: [
          sentAudio.bitrate,
          sentVideo.bitrate,
          receivedVideo.bitrate,
          Number(receivedVideo.framesDecoded) - Number(earlierVideo.framesDecoded),
          receivedVideo.frameRateDecoded,
          transport.availableOutgoingBitrate,
        ].every((value) => Number(value) > 0),
        cameraSize: [sentVideo.frameWidthInput, sentVideo.frameHeightInput],
        samplesPerInterval: sentVideoSummary.bitrate?.aggregation?.count,
        rawValueCount: sentVideoSummary.bitrate?.raw.length,
        rawCodecs: firstOf(summary.audio.send).codecName?.raw,
      };
    },
  );
  expect(result).toEqual({
    zeroIntervalError: '400/0',
    hasStopped: true,
    streamCounts: [1, 1, 1, 1, 0, 1],
    codecs: ['OPUS', 'VP8'],
    areIdsStable: true,
    areRatesPositive: true,
    cameraSize: [640, 360],
    samplesPerInterval: [1, 1],
    rawValueCount: 2,
    rawCodecs: ['OPUS', 'OPUS'],
  });
});

test('constraints limit the height of the sent video from the start of a call and during it, and a limit of 0 removes the limit', async () => {
  const negativeBitrateError = await runInNewPage(
    async ({ connectAliceAndBob, withCamera, waitUntil, ...api }) => {
      const { aliceCall, bobCall } = await connectAliceAndBob(async (user) => ({
        videoOptions: {
          ...(await withCamera(user)).videoOptions,
          constraints: { send: { frameHeight: { max: 200 } } },
        },
      }));
      const stream = await api.waitForRemoteVideo(bobCall);
      await api.waitUntilMoving(stream);
      // The camera's 640 × 360 is halved to stay below the limit of 200.
      await waitUntil(() => stream.size.height === 180);
      await aliceCall.setConstraints({ video: { send: { frameHeight: { max: 0 } } } });
      await waitUntil(() => stream.size.height === 360);
      return api.catchErrorCode(() =>
        aliceCall.setConstraints({ video: { send: { bitrate: { max: -1 } } } }),
      );
    },
  );
  expect(negativeBitrateError).toBe('400/0');
});
