import type { Scenario } from './scenario.ts';
import { connectCall, waitForEnds } from './steps.ts';

/**
 * Scenarios of features besides audio and video: text, data, statistics and ratings.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/voice-video-calling/get-started-with-real-time-text
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export const extraFeatures: readonly Scenario[] = [
  {
    title: 'real-time text arrives while it is typed and when it is final, and data messages arrive in order',
    async run({ alice, bob }) {
      await connectCall(alice, bob);
      await bob.run(({ call, sdk, log }) => {
        const text = call.feature(sdk.Features.RealTimeText);
        text.on('realTimeTextReceived', ({ text, resultType, isLocal }) =>
          log.push(`${resultType} ${text} ${isLocal}`),
        );
        call.feature(sdk.Features.DataChannel).on('dataChannelReceiverCreated', (receiver) => {
          receiver.on('messageReady', () => {
            const { data } = receiver.readMessage() ?? {};
            log.push(`${receiver.channelId} ${new TextDecoder().decode(data)}`);
          });
        });
      });
      await alice.run(async ({ call, sdk }) => {
        const text = call.feature(sdk.Features.RealTimeText);
        await text.sendRealTimeText('hel');
        await text.sendRealTimeText('hello', true);
        const sender = call.feature(sdk.Features.DataChannel).createDataChannelSender({ channelId: 1000 });
        for (const word of ['one', 'two']) await sender.sendMessage(new TextEncoder().encode(word));
      });
      return bob.run(({ waitUntil, log }) => waitUntil(() => log.length === 4 && log));
    },
    expected: ['Partial hel false', 'Final hello false', '1000 one', '1000 two'],
  },
  {
    title: 'statistics report sent and received audio, and a user can rate the call when it has ended',
    async run({ alice, bob }) {
      await connectCall(alice, bob);
      await alice.run(async ({ call, sdk, waitUntil }) => {
        const collector = call.feature(sdk.Features.MediaStats).createCollector();
        let counts: number[] = [];
        collector.on('sampleReported', ({ audio }) => {
          counts = [audio.send.length, audio.receive.length];
        });
        await waitUntil(() => counts.join() === '1,1');
      });
      await bob.run((api) => api.call.hangUp());
      await waitForEnds(alice);
      return alice.run(async ({ call, sdk, catchErrorCode }) => {
        const survey = call.feature(sdk.Features.CallSurvey);
        const { overallRating } = await survey.submitSurvey({ overallRating: { score: 5 } });
        const error = await catchErrorCode(() => survey.submitSurvey({ overallRating: { score: 6 } }));
        return [overallRating?.score, error !== 'no error'];
      });
    },
    expected: [5, true],
  },
];
