import type { DataChannelReceiver, RealTimeTextInfo } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

// "Reactions are not supported for 1:1 call": how-tos/calling-sdk/reactions.
test('a 1:1 call has raised hands, and refuses reactions and the spotlight', async () => {
  const seen = await run(async ({ sdk, caught, connect, names }) => {
    const { call } = await connect();
    const refused = [
      await caught(() => call.feature(sdk.Features.Reaction).sendReaction({ reactionType: 'like' })),
      await caught(() => call.feature(sdk.Features.Spotlight).startSpotlight()),
    ];
    const hands = call.feature(sdk.Features.RaiseHand);
    await hands.raiseHand();
    return { refused, raised: names(hands.getRaisedHands()) };
  });
  expect(seen).toEqual({ refused: ['403/0', '400/45906'], raised: ['alice'] });
});

// quickstarts/…/get-started-with-real-time-text.
test('real-time text arrives in parts and then as a final text, at both sides; 8,001 characters are refused', async () => {
  const seen = await run(async ({ sdk, until, caught, connect, names }) => {
    const { call, peer } = await connect();
    const mine = call.feature(sdk.Features.RealTimeText);
    const received: unknown[] = [];
    const own: unknown[] = [];
    const describe = (info: RealTimeTextInfo) => [
      info.sequenceId,
      names([info.sender])[0],
      info.text,
      info.resultType,
      info.isLocal,
      info.receivedTimestamp <= info.updatedTimestamp,
    ];
    peer
      .feature(sdk.Features.RealTimeText)
      .on('realTimeTextReceived', (info) => received.push(describe(info)));
    mine.on('realTimeTextReceived', (info) => own.push(describe(info)));
    await mine.sendRealTimeText('hel');
    await mine.sendRealTimeText('hello', true);
    await mine.sendRealTimeText('bye\n');
    await until(() => received.length === 3);
    return { received, own, tooLong: await caught(() => mine.sendRealTimeText('x'.repeat(8_001))) };
  });
  const texts = (isLocal: boolean) => [
    [1, 'alice', 'hel', 'Partial', isLocal, true],
    [1, 'alice', 'hello', 'Final', isLocal, true],
    [2, 'alice', 'bye\n', 'Final', isLocal, true],
  ];
  expect(seen).toEqual({ received: texts(false), own: texts(true), tooLong: '400/0' });
});

// concepts/voice-video-calling/data-channel.
test('a data channel delivers messages in order, and refuses wrong types, sizes and channels', async () => {
  const seen = await run(async ({ sdk, until, caught, connect, names, user }) => {
    const { call, peer } = await connect();
    const mine = call.feature(sdk.Features.DataChannel);
    const messages: unknown[] = [];
    let receivers = 0;
    let closed = 0;
    const read = (receiver: DataChannelReceiver) => {
      const message = receiver.readMessage();
      messages.push([
        receiver.channelId,
        names([{ identifier: receiver.senderParticipantIdentifier }])[0],
        message?.sequenceNumber,
        message?.data.length,
        receiver.readMessage(),
      ]);
    };
    peer.feature(sdk.Features.DataChannel).on('dataChannelReceiverCreated', (receiver) => {
      receivers++;
      receiver.on('close', () => closed++);
      receiver.on('messageReady', () => read(receiver));
    });
    const sender = mine.createDataChannelSender({ channelId: 1000 });
    await sender.sendMessage(new Uint8Array([1, 2, 3]));
    await sender.sendMessage(new Uint8Array(sender.maxMessageSize).fill(255));
    const tooMany = Array.from({ length: 65 }, () => user('bob'));
    const refused = [
      await caught(() => sender.sendMessage('abc' as never)),
      await caught(() => sender.sendMessage(new Uint8Array(32_769))),
      await caught(() => mine.createDataChannelSender({ channelId: 65_536 })),
      await caught(() => sender.setParticipants(tooMany)),
    ];
    await until(() => messages.length === 2);
    const second = mine.createDataChannelSender({ channelId: 1000, participants: [user('bob')] });
    refused.push(await caught(() => sender.sendMessage(new Uint8Array(1))));
    await second.sendMessage(new Uint8Array(1));
    await until(() => receivers === 2);
    second.close();
    await until(() => closed === 1);
    return { messages, refused, free: mine.createDataChannelSender({}).channelId, closed };
  });
  expect(seen).toEqual({
    messages: [
      [1000, 'alice', 1, 3, undefined],
      [1000, 'alice', 2, 32_768, undefined],
      [1000, 'alice', 1, 1, undefined],
    ],
    refused: ['400/0', '400/0', '400/0', '400/0', '400/0'],
    free: 1,
    closed: 1,
  });
});

// tutorials/end-of-call-survey-tutorial.
test('a call that has ended can be rated, and a rating outside its scale is refused with a sentence', async () => {
  const seen = await run(async ({ sdk, until, connect }) => {
    const { call, peer } = await connect();
    const survey = call.feature(sdk.Features.CallSurvey);
    await peer.hangUp();
    await until(() => call.state === 'Disconnected');
    const rated = await survey.submitSurvey({
      overallRating: { score: 5 },
      videoRating: {
        score: 0,
        scale: { lowerBound: 0, upperBound: 100, lowScoreThreshold: 50 },
        issues: ['Freezes'],
      },
    });
    const refusalOf = (rating: object) =>
      survey.submitSurvey(rating).then(
        () => 'accepted',
        ({ code, message }: { code: number; message: string }) => `${code} ${message}`,
      );
    const scale = (lowerBound: number, upperBound: number, lowScoreThreshold: number) => ({
      lowerBound,
      upperBound,
      lowScoreThreshold,
    });
    return {
      rated: [
        rated.callId === call.id,
        rated.localParticipantId === call.info.participantId,
        typeof rated.id,
        rated.overallRating?.score,
      ],
      refused: [
        await refusalOf({}),
        await refusalOf({ audioRating: { score: 6 } }),
        await refusalOf({ overallRating: { score: 9, scale: scale(0, 8, 2) } }),
        await refusalOf({ overallRating: { score: 1, scale: scale(0, 101, 2) } }),
        await refusalOf({ overallRating: { score: 1, scale: scale(0, 3, 4) } }),
        await refusalOf({ overallRating: { score: 1, issues: ['Freezes'] } }),
      ],
    };
  });
  expect(seen).toEqual({
    rated: [true, true, 'string', 5],
    refused: [
      '400 At least one survey rating is required.',
      '400 In default scale audioRating.score should be 1 to 5.',
      '400 overallRating: 9 should be between 0 and 8.',
      '400 overallRating lowerBound: 0 and upperBound: 101 should be between 0 and 100.',
      '400 overallRating: 4 should be between 0 and 3.',
      "400 overallRating: 'Freezes' is not one of its issues.",
    ],
  });
});

test('M6: capabilities are unknown until the call is connected, and an event reports them then', async () => {
  const seen = await run(async ({ sdk, until, agentOf, nextIncomingCall, user }) => {
    const a = await agentOf('alice');
    const b = await agentOf('bob');
    const ringing = nextIncomingCall(b.agent);
    const call = a.agent.startCall(user('bob'));
    const feature = call.feature(sdk.Features.Capabilities);
    const reasons = () => [
      ...new Set(
        Object.values(feature.capabilities).map(({ isPresent, reason }) => `${isPresent} ${reason}`),
      ),
    ];
    const first = reasons();
    const events: unknown[] = [];
    feature.on('capabilitiesChanged', ({ oldValue, newValue }) =>
      events.push([oldValue.unmuteMic?.reason, newValue.unmuteMic?.reason, call.state]),
    );
    const incoming = await ringing;
    await until(() => call.state === 'Ringing');
    const whileRinging = reasons();
    await incoming.accept();
    await until(() => call.state === 'Connected');
    return { first, whileRinging, events, connected: feature.capabilities.unmuteMic.reason };
  });
  expect(seen).toEqual({
    first: ['false FeatureNotSupported'],
    whileRinging: ['false FeatureNotSupported'],
    events: [['FeatureNotSupported', 'Capable', 'Connected']],
    connected: 'Capable',
  });
});
