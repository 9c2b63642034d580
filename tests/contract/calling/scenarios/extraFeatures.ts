import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connectCall, waitForEnds } from './steps.ts';

/** Scenarios of features besides audio and video: text, data, statistics and ratings. */
export const extraFeatures: readonly Scenario[] = [
  {
    title: 'real-time text arrives while the sender types it, and again when it is final',
    docs: docs.realTimeText,
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await bob.run(({ call, sdk, log }) => {
        const feature = call.feature(sdk.Features.RealTimeText);
        feature.on('realTimeTextReceived', ({ text, resultType, isLocal }) =>
          log.push(`${resultType} ${text} ${isLocal}`),
        );
      });
      await alice.run(async ({ call, sdk }) => {
        const feature = call.feature(sdk.Features.RealTimeText);
        await feature.sendRealTimeText('hel');
        await feature.sendRealTimeText('hello', true);
      });
      return bob.run(async ({ waitUntil, log }) => {
        await waitUntil(() => log.length === 2);
        return log;
      });
    },
    expected: ['Partial hel false', 'Final hello false'],
  },
  {
    title:
      'a data channel delivers messages in order, and an event gives the receiver to the other participant',
    docs: docs.dataChannel,
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await bob.run(({ call, sdk, log }) => {
        call.feature(sdk.Features.DataChannel).on('dataChannelReceiverCreated', (receiver) => {
          receiver.on('messageReady', () => {
            const message = receiver.readMessage();
            if (message) log.push(`${receiver.channelId} ${new TextDecoder().decode(message.data)}`);
          });
        });
      });
      await alice.run(async ({ call, sdk }) => {
        const feature = call.feature(sdk.Features.DataChannel);
        const sender = feature.createDataChannelSender({ channelId: 1000 });
        for (const word of ['one', 'two']) await sender.sendMessage(new TextEncoder().encode(word));
      });
      return bob.run(async ({ waitUntil, log }) => {
        await waitUntil(() => log.length === 2);
        return log;
      });
    },
    expected: ['1000 one', '1000 two'],
  },
  {
    title: 'the statistics of a call report the audio that is sent and received',
    docs: docs.mediaStats,
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      return alice.run(async (api) => {
        const feature = api.call.feature(api.sdk.Features.MediaStats);
        const collector = feature.createCollector({ aggregationInterval: 1, dataPointsPerAggregation: 1 });
        const reportedDirections = new Set<string>();
        collector.on('sampleReported', ({ audio }) => {
          if (audio.send.length > 0) reportedDirections.add('send');
          if (audio.receive.length > 0) reportedDirections.add('receive');
        });
        await api.waitUntil(() => reportedDirections.size === 2);
        collector.dispose();
        return [...reportedDirections].toSorted();
      });
    },
    expected: ['receive', 'send'],
  },
  {
    title: 'a user can rate a call that has ended, and a rating outside its scale is refused',
    docs: docs.survey,
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await bob.run((api) => api.call.hangUp());
      await waitForEnds(alice);
      return alice.run(async (api) => {
        const feature = api.call.feature(api.sdk.Features.CallSurvey);
        const { overallRating } = await feature.submitSurvey({ overallRating: { score: 5 } });
        const submitHighScore = () => feature.submitSurvey({ overallRating: { score: 6 } });
        const errorCode = await api.catchErrorCode(submitHighScore);
        return { score: overallRating?.score, isHighScoreRefused: errorCode !== 'no error' };
      });
    },
    expected: { score: 5, isHighScoreRefused: true },
  },
];
