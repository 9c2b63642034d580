import type { TeamsCaptions } from '@azure/communication-calling';
import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connectCall } from './steps.ts';

/** Scenarios of the SDK's properties and methods that all call features have, and of those that no other scenario uses. */
export const allFeatures: readonly Scenario[] = [
  {
    title: 'every call feature has its name, adds and removes listeners, and can be disposed of',
    docs: docs.features,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      return alice.run((api) => {
        const { call, sdk } = api;
        // Maps each feature to one of its events, or to '' if it has none. Audio conferencing is missing: it needs a meeting.
        const events: Record<string, string> = {
          BreakoutRooms: 'breakoutRoomsUpdated',
          CallSurvey: '',
          Capabilities: 'capabilitiesChanged',
          Captions: 'CaptionsKindChanged',
          DataChannel: 'dataChannelReceiverCreated',
          DominantSpeakers: 'dominantSpeakersChanged',
          MediaAccess: 'meetingMediaAccessChanged',
          MediaStats: '',
          OptimalVideoCount: 'optimalVideoCountChanged',
          PPTLive: 'isActiveChanged',
          RaiseHand: 'raisedHandEvent',
          Reaction: 'reaction',
          RealTimeText: 'realTimeTextReceived',
          Recording: 'isRecordingActiveChanged',
          Spotlight: 'spotlightChanged',
          TogetherMode: 'togetherModeStreamsUpdated',
          Transcription: 'isTranscriptionActiveChanged',
          Transfer: 'transferAccepted',
          UserFacingDiagnostics: '',
        };
        type AnyFeature = {
          readonly name: string;
          on(event: string, listener: () => void): void;
          off(event: string, listener: () => void): void;
          dispose(): void;
        };
        const factories = sdk.Features as unknown as Record<string, Parameters<typeof call.feature>[0]>;
        const listener = () => undefined;
        const wrongNames: string[] = [];
        for (const [name, event] of Object.entries(events)) {
          const feature = call.feature(factories[name]!) as unknown as AnyFeature;
          if (event) {
            feature.on(event, listener);
            feature.off(event, listener);
          }
          feature.dispose();
          if (feature.name !== name) wrongNames.push(name);
        }
        return wrongNames;
      });
    },
    expected: [],
  },
  {
    title: 'captions start, change their languages and stop',
    docs: docs.captions,
    pages: ['alice'],
    needs: ['bots'],
    async run({ alice }) {
      return alice.run(async (api) => {
        // The emulator's bot Echo, a simulated person who accepts every call.
        api.call = api.agent.startCall({ microsoftTeamsUserId: 'ec000000-0000-4000-8000-0000000000ec' });
        await api.waitUntilConnected();
        const captions = api.call.feature(api.sdk.Features.Captions).captions as TeamsCaptions;
        const listener = () => api.log.push('caption');
        captions.on('CaptionsReceived', listener);
        await captions.startCaptions({ spokenLanguage: 'en-us' });
        await api.waitUntil(() => api.log.length > 0);
        captions.off('CaptionsReceived', listener);
        await captions.setSpokenLanguage('en-gb');
        await captions.setCaptionLanguage('de');
        await api.waitUntil(() => captions.activeCaptionLanguage === 'de');
        const result = {
          kind: captions.kind,
          isActive: captions.isCaptionsFeatureActive,
          spokenLanguage: captions.activeSpokenLanguage,
          supportsSpokenEnglish: captions.supportedSpokenLanguages.includes('en-gb'),
          supportsGermanCaptions: captions.supportedCaptionLanguages.includes('de'),
        };
        await captions.stopCaptions();
        await api.waitUntil(() => !captions.isCaptionsFeatureActive);
        return result;
      });
    },
    expected: {
      kind: 'TeamsCaptions',
      isActive: true,
      spokenLanguage: 'en-gb',
      supportsSpokenEnglish: true,
      supportsGermanCaptions: true,
    },
  },
  {
    title:
      'a data channel sends to the participants that the app names, and its receiver names the sender and reports the end',
    docs: docs.dataChannel,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await bob.run((api) => {
        const { log, people } = api;
        api.call.feature(api.sdk.Features.DataChannel).on('dataChannelReceiverCreated', (receiver) => {
          const listener = () => {
            const senderId = JSON.stringify(receiver.senderParticipantIdentifier);
            const isAlice = senderId.includes(people.alice.microsoftTeamsUserId);
            log.push(isAlice ? 'message of Alice' : `message of ${senderId}`);
            receiver.off('messageReady', listener);
          };
          receiver.on('messageReady', listener);
          receiver.on('close', () => log.push('closed'));
        });
      });
      const sender = await alice.run(async (api) => {
        const feature = api.call.feature(api.sdk.Features.DataChannel);
        const sender = feature.createDataChannelSender({ channelId: 7 });
        sender.setParticipants([api.people.bob]);
        for (const byte of [1, 2]) await sender.sendMessage(new Uint8Array([byte]));
        sender.close();
        const { channelId, maxMessageSize } = sender;
        const lateError = await api.catchErrorCode(() => sender.sendMessage(new Uint8Array(1)));
        return { channelId, maxMessageSize, isLateMessageRefused: lateError !== 'no error' };
      });
      const log = await bob.run(async (api) => {
        await api.waitUntil(() => api.log.includes('closed'));
        return api.log;
      });
      return { sender, log };
    },
    expected: {
      sender: { channelId: 7, maxMessageSize: 32_768, isLateMessageRefused: true },
      // The listener removed itself after the first of two messages.
      log: ['message of Alice', 'closed'],
    },
  },
  {
    title:
      'an app turns the sending of diagnostics on and off, adds and removes listeners, and disposes of a statistics collector',
    docs: docs.diagnostics,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      return alice.run((api) => {
        const { Features } = api.sdk;
        const feature = api.call.feature(Features.UserFacingDiagnostics);
        const listener = () => undefined;
        for (const part of [feature.network, feature.media, feature.remote]) {
          part.on('diagnosticChanged', listener);
          part.off('diagnosticChanged', listener);
        }
        const { remote } = feature;
        const isSendingByDefault = remote.isSendingDiagnosticsEnabled;
        remote.startSendingDiagnostics();
        const isSendingAfterStart = remote.isSendingDiagnosticsEnabled;
        remote.stopSendingDiagnostics();
        const collector = api.call.feature(Features.MediaStats).createCollector();
        collector.on('summaryReported', listener);
        collector.off('summaryReported', listener);
        collector.dispose();
        const optimalVideoCount = api.call.feature(Features.OptimalVideoCount);
        return {
          isSendingByDefault,
          isSendingAfterStart,
          remoteDiagnostics: remote.getLatest().diagnostics,
          changeReasonType: typeof optimalVideoCount.lastOvcChangeReason,
        };
      });
    },
    expected: {
      isSendingByDefault: false,
      isSendingAfterStart: true,
      remoteDiagnostics: [],
      changeReasonType: 'string',
    },
  },
  {
    title: 'a 1:1 call refuses together mode, and a transfer in progress has no error',
    docs: docs.togetherMode,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      return alice.run(async (api) => {
        const together = api.call.feature(api.sdk.Features.TogetherMode);
        const startError = await api.catchErrorCode(() => together.start());
        together.sceneSize = { width: 640, height: 360 };
        const streamCount = together.togetherModeStream.length;
        const seatCount = together.togetherModeSeatingMap.size;
        const transfer = api.call
          .feature(api.sdk.Features.Transfer)
          .transfer({ targetParticipant: api.people.carol });
        const listener = () => undefined;
        transfer.on('stateChanged', listener);
        transfer.off('stateChanged', listener);
        const sceneWidth = together.sceneSize.width;
        return {
          startError,
          streamCount,
          seatCount,
          sceneWidth,
          hasTransferError: transfer.error !== undefined,
        };
      });
    },
    expected: {
      startError: '403/46304',
      streamCount: 0,
      seatCount: 0,
      sceneWidth: 640,
      hasTransferError: false,
    },
  },
];
