import type { DataChannelReceiver, RealTimeTextInfo } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

/** The comment at each test names the page of learn.microsoft.com that documents the behaviour. */

// how-tos/calling-sdk/reactions: "Reactions are not supported for 1:1 call".
test('a 1:1 call refuses raised hands, reactions and the spotlight', async () => {
  const result = await runInNewPage(async ({ sdk, catchErrorCode, connectAliceAndBob, ...api }) => {
    const { aliceCall } = await connectAliceAndBob();
    const reaction = aliceCall.feature(sdk.Features.Reaction);
    const spotlight = aliceCall.feature(sdk.Features.Spotlight);
    const reactionError = await catchErrorCode(() => reaction.sendReaction({ reactionType: 'like' }));
    const spotlightError = await catchErrorCode(() => spotlight.startSpotlight());
    const hands = aliceCall.feature(sdk.Features.RaiseHand);
    const handError = await catchErrorCode(() => hands.raiseHand());
    const lowerErrors = [
      await catchErrorCode(() => hands.lowerHand()),
      await catchErrorCode(() => hands.lowerHands([api.identifierOf('bob')])),
      await catchErrorCode(() => hands.lowerAllHands()),
    ];
    return { reactionError, spotlightError, handError, lowerErrors };
  });
  expect(result).toEqual({
    reactionError: '403/0',
    spotlightError: '400/45906',
    handError: '400/45758',
    lowerErrors: ['no error', 'no error', 'no error'],
  });
});

// quickstarts/…/get-started-with-real-time-text.
test('both participants receive real-time text in parts and then as a final text, and 8,001 characters are refused', async () => {
  const result = await runInNewPage(
    async ({ sdk, waitUntil, catchErrorCode, connectAliceAndBob, ...api }) => {
      const { aliceCall, bobCall } = await connectAliceAndBob();
      const textOfAlice = aliceCall.feature(sdk.Features.RealTimeText);
      const eventsAtBob: unknown[] = [];
      const eventsAtAlice: unknown[] = [];
      const summarize = (info: RealTimeTextInfo) => ({
        sequenceId: info.sequenceId,
        sender: api.firstNamesOf([info.sender])[0],
        text: info.text,
        resultType: info.resultType,
        isLocal: info.isLocal,
        areTimesInOrder: info.receivedTimestamp <= info.updatedTimestamp,
      });
      bobCall
        .feature(sdk.Features.RealTimeText)
        .on('realTimeTextReceived', (info) => eventsAtBob.push(summarize(info)));
      textOfAlice.on('realTimeTextReceived', (info) => eventsAtAlice.push(summarize(info)));
      await textOfAlice.sendRealTimeText('hel');
      await textOfAlice.sendRealTimeText('hello', true);
      await textOfAlice.sendRealTimeText('bye\n');
      await waitUntil(() => eventsAtBob.length === 3);
      const tooLongError = await catchErrorCode(() => textOfAlice.sendRealTimeText('x'.repeat(8_001)));
      return { eventsAtBob, eventsAtAlice, tooLongError };
    },
  );
  const expectedEvents = (isLocal: boolean) => {
    const common = { sender: 'alice', isLocal, areTimesInOrder: true };
    return [
      { sequenceId: 1, text: 'hel', resultType: 'Partial', ...common },
      { sequenceId: 1, text: 'hello', resultType: 'Final', ...common },
      // A line break makes a text final.
      { sequenceId: 2, text: 'bye\n', resultType: 'Final', ...common },
    ];
  };
  expect(result).toEqual({
    eventsAtBob: expectedEvents(false),
    eventsAtAlice: expectedEvents(true),
    tooLongError: '400/0',
  });
});

// concepts/voice-video-calling/data-channel.
test('a data channel delivers messages in order, and refuses wrong message types, sizes, channels and recipients', async () => {
  const result = await runInNewPage(
    async ({ sdk, waitUntil, catchErrorCode, connectAliceAndBob, ...api }) => {
      const { aliceCall, bobCall } = await connectAliceAndBob();
      const bobId = api.identifierOf('bob');
      const channelOfAlice = aliceCall.feature(sdk.Features.DataChannel);
      const messages: unknown[] = [];
      let receiverCount = 0;
      let closedCount = 0;
      const readMessage = (receiver: DataChannelReceiver) => {
        const message = receiver.readMessage();
        messages.push({
          channelId: receiver.channelId,
          sender: api.firstNamesOf([{ identifier: receiver.senderParticipantIdentifier }])[0],
          sequenceNumber: message?.sequenceNumber,
          length: message?.data.length,
          nextMessage: receiver.readMessage(),
        });
      };
      bobCall.feature(sdk.Features.DataChannel).on('dataChannelReceiverCreated', (receiver) => {
        receiverCount++;
        receiver.on('close', () => closedCount++);
        receiver.on('messageReady', () => readMessage(receiver));
      });
      const sender = channelOfAlice.createDataChannelSender({ channelId: 1000 });
      await sender.sendMessage(new Uint8Array([1, 2, 3]));
      await sender.sendMessage(new Uint8Array(sender.maxMessageSize).fill(255));
      const tooManyParticipants = Array.from({ length: 65 }, () => bobId);
      const errors = [
        await catchErrorCode(() => sender.sendMessage('abc' as never)),
        await catchErrorCode(() => sender.sendMessage(new Uint8Array(32_769))),
        await catchErrorCode(() => channelOfAlice.createDataChannelSender({ channelId: 65_536 })),
        await catchErrorCode(() => sender.setParticipants(tooManyParticipants)),
      ];
      await waitUntil(() => messages.length === 2);
      // A second sender for the same channel replaces the first one.
      const secondSender = channelOfAlice.createDataChannelSender({ channelId: 1000, participants: [bobId] });
      errors.push(await catchErrorCode(() => sender.sendMessage(new Uint8Array(1))));
      await secondSender.sendMessage(new Uint8Array(1));
      await waitUntil(() => receiverCount === 2);
      secondSender.close();
      await waitUntil(() => closedCount === 1);
      const freeChannelId = channelOfAlice.createDataChannelSender({}).channelId;
      return { messages, errors, freeChannelId };
    },
  );
  const common = { channelId: 1000, sender: 'alice', nextMessage: undefined };
  expect(result).toEqual({
    messages: [
      { sequenceNumber: 1, length: 3, ...common },
      { sequenceNumber: 2, length: 32_768, ...common },
      { sequenceNumber: 1, length: 1, ...common },
    ],
    errors: ['400/0', '400/0', '400/0', '400/0', '400/0'],
    freeChannelId: 1,
  });
});

// tutorials/end-of-call-survey-tutorial.
test('a user can rate a call that has ended, and a rating outside its scale is refused with a message', async () => {
  const result = await runInNewPage(async ({ sdk, waitUntil, connectAliceAndBob }) => {
    const { aliceCall, bobCall } = await connectAliceAndBob();
    const survey = aliceCall.feature(sdk.Features.CallSurvey);
    await bobCall.hangUp();
    await waitUntil(() => aliceCall.state === 'Disconnected');
    const submittedSurvey = await survey.submitSurvey({
      overallRating: { score: 5 },
      videoRating: {
        score: 0,
        scale: { lowerBound: 0, upperBound: 100, lowScoreThreshold: 50 },
        issues: ['Freezes'],
      },
    });
    const catchError = (rating: object) =>
      survey.submitSurvey(rating).then(
        () => 'no error',
        ({ code, message }: { code: number; message: string }) => `${code} ${message}`,
      );
    const createScale = (lowerBound: number, upperBound: number, lowScoreThreshold: number) => ({
      lowerBound,
      upperBound,
      lowScoreThreshold,
    });
    return {
      submittedSurvey: {
        isOfThisCall: submittedSurvey.callId === aliceCall.id,
        isOfThisParticipant: submittedSurvey.localParticipantId === aliceCall.info.participantId,
        idType: typeof submittedSurvey.id,
        score: submittedSurvey.overallRating?.score,
      },
      errors: [
        await catchError({}),
        await catchError({ audioRating: { score: 6 } }),
        await catchError({ overallRating: { score: 9, scale: createScale(0, 8, 2) } }),
        await catchError({ overallRating: { score: 1, scale: createScale(0, 101, 2) } }),
        await catchError({ overallRating: { score: 1, scale: createScale(0, 3, 4) } }),
        await catchError({ overallRating: { score: 1, issues: ['Freezes'] } }),
      ],
    };
  });
  expect(result).toEqual({
    submittedSurvey: { isOfThisCall: true, isOfThisParticipant: true, idType: 'string', score: 5 },
    errors: [
      '400 At least one survey rating is required.',
      '400 In default scale audioRating.score should be 1 to 5.',
      '400 overallRating: 9 should be between 0 and 8.',
      '400 overallRating lowerBound: 0 and upperBound: 101 should be between 0 and 100.',
      '400 overallRating: 4 should be between 0 and 3.',
      "400 overallRating: 'Freezes' is not one of its issues.",
    ],
  });
});

// M6 is the id of a defect that an earlier version had.
test('M6: a call does not know its capabilities until it is connected, and then an event reports them', async () => {
  const result = await runInNewPage(async ({ sdk, waitUntil, signIn, ...api }) => {
    const alice = await signIn('alice');
    const bob = await signIn('bob');
    const nextIncomingCall = api.waitForIncomingCall(bob.agent);
    const call = alice.agent.startCall(api.identifierOf('bob'));
    const feature = call.feature(sdk.Features.Capabilities);
    /** @returns every combination of `isPresent` and `reason` that a capability has. */
    const readReasons = () => [
      ...new Set(
        Object.values(feature.capabilities).map(({ isPresent, reason }) => `${isPresent} ${reason}`),
      ),
    ];
    const whenStarted = readReasons();
    const events: unknown[] = [];
    feature.on('capabilitiesChanged', ({ oldValue, newValue }) =>
      events.push({
        oldReason: oldValue.unmuteMic?.reason,
        newReason: newValue.unmuteMic?.reason,
        callState: call.state,
      }),
    );
    const incomingCall = await nextIncomingCall;
    await waitUntil(() => call.state === 'Ringing');
    const whileRinging = readReasons();
    await incomingCall.accept();
    await waitUntil(() => call.state === 'Connected');
    return { whenStarted, whileRinging, events, whenConnected: feature.capabilities.unmuteMic.reason };
  });
  expect(result).toEqual({
    whenStarted: ['false FeatureNotSupported'],
    whileRinging: ['false FeatureNotSupported'],
    events: [{ oldReason: 'FeatureNotSupported', newReason: 'Capable', callState: 'Connected' }],
    whenConnected: 'Capable',
  });
});
