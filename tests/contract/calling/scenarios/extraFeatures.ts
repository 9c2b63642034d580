import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connectCall, joinAllByLink, waitForEnds } from './steps.ts';

/** Scenarios of features besides audio and video: text, data, statistics, ratings, reactions and the spotlight. */
export const extraFeatures: readonly Scenario[] = [
  {
    title: 'real-time text arrives while the sender types it, and again when it is final',
    docs: docs.realTimeText,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await bob.run((api) => {
        const { log } = api;
        const feature = api.call.feature(api.sdk.Features.RealTimeText);
        feature.on('realTimeTextReceived', ({ text, resultType, isLocal }) =>
          log.push(`${resultType} ${text} ${isLocal}`),
        );
      });
      await alice.run(async (api) => {
        const feature = api.call.feature(api.sdk.Features.RealTimeText);
        await feature.sendRealTimeText('hel');
        await feature.sendRealTimeText('hello', true);
      });
      return bob.run(async (api) => {
        await api.waitUntil(() => api.log.length === 2);
        return api.log;
      });
    },
    expected: ['Partial hel false', 'Final hello false'],
  },
  {
    title:
      'a data channel delivers messages in order, and an event gives the receiver to the other participant',
    docs: docs.dataChannel,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await bob.run((api) => {
        const { log } = api;
        api.call.feature(api.sdk.Features.DataChannel).on('dataChannelReceiverCreated', (receiver) => {
          receiver.on('messageReady', () => {
            const message = receiver.readMessage();
            if (message) log.push(`${receiver.channelId} ${new TextDecoder().decode(message.data)}`);
          });
        });
      });
      await alice.run(async (api) => {
        const feature = api.call.feature(api.sdk.Features.DataChannel);
        const sender = feature.createDataChannelSender({ channelId: 1000 });
        for (const word of ['one', 'two']) await sender.sendMessage(new TextEncoder().encode(word));
      });
      return bob.run(async (api) => {
        await api.waitUntil(() => api.log.length === 2);
        return api.log;
      });
    },
    expected: ['1000 one', '1000 two'],
  },
  {
    title: 'a user can rate a call that has ended, and a rating outside its scale is refused',
    docs: docs.survey,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await bob.run((api) => api.call.hangUp());
      await waitForEnds(alice);
      return alice.run(async (api) => {
        const feature = api.call.feature(api.sdk.Features.CallSurvey);
        const { overallRating } = await feature.submitSurvey({ overallRating: { score: 5 } });
        const errorCode = await api.catchErrorCode(() =>
          feature.submitSurvey({ overallRating: { score: 6 } }),
        );
        return { score: overallRating?.score, isHighScoreRefused: errorCode !== 'no error' };
      });
    },
    expected: { score: 5, isHighScoreRefused: true },
  },
  {
    title: 'the statistics of a call report the audio that is sent and received',
    docs: docs.mediaStats,
    pages: ['alice', 'bob'],
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
    title:
      'participants of a meeting get reactions of others, and see which participants are in the spotlight',
    docs: docs.spotlight,
    pages: ['alice', 'bob'],
    needs: ['meeting'],
    async run({ alice, bob }) {
      await joinAllByLink(alice, bob);
      await bob.run((api) => {
        const { log } = api;
        const reactions = api.call.feature(api.sdk.Features.Reaction);
        reactions.on('reaction', ({ reactionMessage }) => log.push(reactionMessage.reactionType));
      });
      await alice.run(async (api) => {
        await api.call.feature(api.sdk.Features.Reaction).sendReaction({ reactionType: 'applause' });
        await api.call.feature(api.sdk.Features.Spotlight).startSpotlight([api.people.bob]);
      });
      return bob.run(async (api) => {
        const spotlight = api.call.feature(api.sdk.Features.Spotlight);
        const spotlightedParticipant = await api.waitUntil(() => spotlight.getSpotlightedParticipants()[0]);
        const { microsoftTeamsUserId } = api.people.bob;
        await api.waitUntil(() => api.log.length > 0);
        return {
          reactions: api.log,
          isBobSpotlighted: JSON.stringify(spotlightedParticipant.identifier).includes(microsoftTeamsUserId),
        };
      });
    },
    expected: { reactions: ['applause'], isBobSpotlighted: true },
  },
];
