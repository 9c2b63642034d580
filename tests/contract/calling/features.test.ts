import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

// concepts/voice-video-calling/data-channel.
test('a data channel names the sender, refuses wrong messages, channels and recipients, and a second sender replaces the first', async () => {
  const result = await runInNewPage(
    async ({ sdk, waitUntil, catchErrorCode, connectAliceAndBob, ...api }) => {
      const { aliceCall, bobCall } = await connectAliceAndBob();
      const bobId = api.identifierOf('bob');
      const channelOfAlice = aliceCall.feature(sdk.Features.DataChannel);
      const log: unknown[] = [];
      bobCall.feature(sdk.Features.DataChannel).on('dataChannelReceiverCreated', (receiver) => {
        const [sender] = api.firstNamesOf([{ identifier: receiver.senderParticipantIdentifier }]);
        log.push(`receiver of ${sender}`);
        receiver.on('close', () => log.push('closed'));
        receiver.on('messageReady', () => {
          const message = receiver.readMessage();
          log.push([message?.sequenceNumber, message?.data.length]);
        });
      });
      const sender = channelOfAlice.createDataChannelSender({ channelId: 1000 });
      await sender.sendMessage(new Uint8Array(sender.maxMessageSize).fill(255));
      const errors = [
        await catchErrorCode(() => sender.sendMessage('abc' as never)),
        await catchErrorCode(() => sender.sendMessage(new Uint8Array(32_769))),
        await catchErrorCode(() => channelOfAlice.createDataChannelSender({ channelId: 65_536 })),
        await catchErrorCode(() => sender.setParticipants(Array.from({ length: 65 }, () => bobId))),
      ];
      await waitUntil(() => log.length === 2);
      const secondSender = channelOfAlice.createDataChannelSender({ channelId: 1000, participants: [bobId] });
      errors.push(await catchErrorCode(() => sender.sendMessage(new Uint8Array(1))));
      await secondSender.sendMessage(new Uint8Array(1));
      secondSender.close();
      await waitUntil(() => log.length === 5);
      return { log, errors, freeChannelId: channelOfAlice.createDataChannelSender({}).channelId };
    },
  );
  expect(result).toEqual({
    log: ['receiver of alice', [1, 32_768], 'receiver of alice', [1, 1], 'closed'],
    errors: ['400/0', '400/0', '400/0', '400/0', '400/0'],
    freeChannelId: 1,
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
