import type { MediaStatsReportSample, MediaStatsReportSummary } from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

test('a collector reports the browser’s media statistics as a sample each second and a summary of each interval', async (api) => {
  const { waitUntil, expectEqual, firstOf, withCamera } = api;
  const { aliceCall } = await api.connectAliceAndBob(withCamera, withCamera);
  const stream = await api.waitForRemoteVideo(aliceCall);
  const feature = aliceCall.feature(api.sdk.Features.MediaStats);
  const createWrongCollector = () => feature.createCollector({ aggregationInterval: 0 });
  expectEqual(await api.catchErrorCode(createWrongCollector), '400/0');
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
  expectEqual(samples.length, countAtDispose);

  const [earlierSample, sample] = samples;
  if (!earlierSample || !sample) throw new Error('There are fewer than two samples.');
  const { audio, video, screenShare, transports } = sample;
  const streams = [audio.send, audio.receive, video.send, video.receive, screenShare.send, transports];
  expectEqual(
    streams.map(({ length }) => length),
    [1, 1, 1, 1, 0, 1],
  );
  const earlierVideo = firstOf(earlierSample.video.receive);
  const receivedVideo = firstOf(video.receive);
  const [sentAudio, sentVideo, transport] = [firstOf(audio.send), firstOf(video.send), firstOf(transports)];
  expectEqual([sentAudio.codecName, receivedVideo.codecName], ['OPUS', 'VP8']);
  expectEqual(
    [receivedVideo.streamId, receivedVideo.id, receivedVideo.transportId],
    [stream.id, earlierVideo.id, transport.id],
  );
  const rates = [
    sentAudio.bitrate,
    sentVideo.bitrate,
    receivedVideo.bitrate,
    Number(receivedVideo.framesDecoded) - Number(earlierVideo.framesDecoded),
    receivedVideo.frameRateDecoded,
    transport.availableOutgoingBitrate,
  ];
  expectEqual(
    rates.every((rate) => Number(rate) > 0),
    true,
  );
  expectEqual([sentVideo.frameWidthInput, sentVideo.frameHeightInput], [640, 360]);
  const { bitrate } = firstOf(summary.video.send);
  expectEqual([bitrate?.aggregation?.count, bitrate?.raw.length], [[1, 1], 2]);
  expectEqual(firstOf(summary.audio.send).codecName?.raw, ['OPUS', 'OPUS']);
});

test('constraints limit the height of the sent video from the start of a call and during it, and a limit of 0 removes the limit', async (api) => {
  const { waitUntil } = api;
  const { aliceCall, bobCall } = await api.connectAliceAndBob(async (user) => ({
    videoOptions: {
      ...(await api.withCamera(user)).videoOptions,
      constraints: { send: { frameHeight: { max: 200 } } },
    },
  }));
  const stream = await api.waitForRemoteVideo(bobCall);
  await api.waitUntilMoving(stream);
  // The camera's 640 × 360 is halved to stay below the limit of 200.
  await waitUntil(() => stream.size.height === 180);
  await aliceCall.setConstraints({ video: { send: { frameHeight: { max: 0 } } } });
  await waitUntil(() => stream.size.height === 360);
});
