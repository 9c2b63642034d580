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
  expectEqual(streams.map(({ length }) => length).join(), '1,1,1,1,0,1');
  const earlierVideo = firstOf(earlierSample.video.receive);
  const [sentAudio, sentVideo, transport] = [firstOf(audio.send), firstOf(video.send), firstOf(transports)];
  const { codecName, streamId, id, transportId, ...receivedVideo } = firstOf(video.receive);
  expectEqual([sentAudio.codecName, codecName], ['OPUS', 'VP8']);
  expectEqual([streamId, id, transportId], [stream.id, earlierVideo.id, transport.id]);
  const rates = [
    sentAudio.bitrate,
    sentVideo.bitrate,
    receivedVideo.bitrate,
    Number(receivedVideo.framesDecoded) - Number(earlierVideo.framesDecoded),
    receivedVideo.frameRateDecoded,
    transport.availableOutgoingBitrate,
  ];
  expectEqual(Math.min(...rates.map((rate) => rate ?? 0)) > 0, true);
  expectEqual([sentVideo.frameWidthInput, sentVideo.frameHeightInput], [640, 360]);
  const { bitrate } = firstOf(summary.video.send);
  expectEqual([bitrate?.aggregation?.count, bitrate?.raw.length], [[1, 1], 2]);
  expectEqual(firstOf(summary.audio.send).codecName?.raw, ['OPUS', 'OPUS']);
});
