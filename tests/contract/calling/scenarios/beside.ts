import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connect, ends, meetByLink } from './steps.ts';

/** Features beside audio and video: text, data, statistics, a rating, reactions and the spotlight. */
export const beside: readonly Scenario[] = [
  {
    title: 'real-time text arrives while the sender types, and once more when it is final',
    docs: docs.realTimeText,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      await bob.run((here) => {
        const { log } = here;
        const feature = here.call.feature(here.sdk.Features.RealTimeText);
        feature.on('realTimeTextReceived', ({ text, resultType }) => log.push(`${resultType} ${text}`));
      });
      await alice.run(async (here) => {
        const feature = here.call.feature(here.sdk.Features.RealTimeText);
        await feature.sendRealTimeText('hel');
        await feature.sendRealTimeText('hello', true);
      });
      return bob.run(async (here) => {
        await here.until(() => here.log.length === 2);
        return here.log;
      });
    },
    expected: ['Partial hel', 'Final hello'],
  },
  {
    title:
      'a data channel delivers messages in order, to a receiver that the other side learns of by an event',
    docs: docs.dataChannel,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      await bob.run((here) => {
        const { log } = here;
        here.call.feature(here.sdk.Features.DataChannel).on('dataChannelReceiverCreated', (receiver) => {
          receiver.on('messageReady', () => {
            const message = receiver.readMessage();
            if (message) log.push(`${receiver.channelId} ${new TextDecoder().decode(message.data)}`);
          });
        });
      });
      await alice.run(async (here) => {
        const feature = here.call.feature(here.sdk.Features.DataChannel);
        const sender = feature.createDataChannelSender({ channelId: 1000 });
        for (const word of ['one', 'two']) await sender.sendMessage(new TextEncoder().encode(word));
      });
      return bob.run(async (here) => {
        await here.until(() => here.log.length === 2);
        return here.log;
      });
    },
    expected: ['1000 one', '1000 two'],
  },
  {
    title: 'a call that has ended can be rated, and a rating outside its scale is refused',
    docs: docs.survey,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      await bob.run((here) => here.call.hangUp());
      await ends(alice);
      return alice.run(async (here) => {
        const feature = here.call.feature(here.sdk.Features.CallSurvey);
        const { overallRating } = await feature.submitSurvey({ overallRating: { score: 5 } });
        const refused = await here.refusal(() => feature.submitSurvey({ overallRating: { score: 6 } }));
        return [overallRating?.score, refused !== 'silent'];
      });
    },
    expected: [5, true],
  },
  {
    title: 'the statistics of a call report the audio that is sent and received',
    docs: docs.mediaStats,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      return alice.run(async (here) => {
        const feature = here.call.feature(here.sdk.Features.MediaStats);
        const collector = feature.createCollector({ aggregationInterval: 1, dataPointsPerAggregation: 1 });
        const parts = new Set<string>();
        collector.on('sampleReported', ({ audio }) => {
          if (audio.send.length > 0) parts.add('send');
          if (audio.receive.length > 0) parts.add('receive');
        });
        await here.until(() => parts.size === 2);
        collector.dispose();
        return [...parts].toSorted();
      });
    },
    expected: ['receive', 'send'],
  },
  {
    title: 'the optimal number of videos is above zero',
    docs: docs.manageVideo,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      return alice.run(
        (here) => here.call.feature(here.sdk.Features.OptimalVideoCount).optimalVideoCount > 0,
      );
    },
    expected: true,
  },
  {
    title: 'in a meeting the others see a reaction, and everybody knows who is spotlighted',
    docs: docs.spotlight,
    pages: ['alice', 'bob'],
    needs: ['meeting'],
    async run({ alice, bob }) {
      await meetByLink(alice, bob);
      await bob.run((here) => {
        const { log } = here;
        const reactions = here.call.feature(here.sdk.Features.Reaction);
        reactions.on('reaction', ({ reactionMessage }) => log.push(reactionMessage.reactionType));
      });
      await alice.run(async (here) => {
        await here.call.feature(here.sdk.Features.Reaction).sendReaction({ reactionType: 'applause' });
        await here.call.feature(here.sdk.Features.Spotlight).startSpotlight([here.people.bob]);
      });
      return bob.run(async (here) => {
        const spotlight = here.call.feature(here.sdk.Features.Spotlight);
        const shown = await here.until(() => spotlight.getSpotlightedParticipants()[0]);
        const { microsoftTeamsUserId } = here.people.bob;
        await here.until(() => here.log.length > 0);
        return [here.log, JSON.stringify(shown.identifier).includes(microsoftTeamsUserId)];
      });
    },
    expected: [['applause'], true],
  },
];
