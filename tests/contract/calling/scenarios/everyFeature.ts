import type { TeamsCaptions } from '@azure/communication-calling';
import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connect } from './steps.ts';

/** What all features of a call have in common, and what is left of single ones. */
export const everyFeature: readonly Scenario[] = [
  {
    title: 'every feature of a call has its name, takes and removes listeners, and can be disposed of',
    docs: docs.features,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      return alice.run((here) => {
        const { call, sdk } = here;
        // One event of each that has any. Audio conferencing can be had in meetings only.
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
        type Feature = {
          readonly name: string;
          on(event: string, listener: () => void): void;
          off(event: string, listener: () => void): void;
          dispose(): void;
        };
        const factories = sdk.Features as unknown as Record<string, Parameters<typeof call.feature>[0]>;
        const listener = () => here.log.push('told');
        return Object.entries(events).filter(([name, event]) => {
          const feature = call.feature(factories[name]!) as unknown as Feature;
          if (event) {
            feature.on(event, listener);
            feature.off(event, listener);
          }
          feature.dispose();
          return feature.name !== name;
        });
      });
    },
    expected: [],
  },
  {
    title: 'captions come in the languages asked for, as long as they are on',
    docs: docs.captions,
    pages: ['alice'],
    needs: ['bots'],
    async run({ alice }) {
      return alice.run(async (here) => {
        here.call = here.agent.startCall({ microsoftTeamsUserId: 'ec000000-0000-4000-8000-0000000000ec' });
        await here.connected();
        const captions = here.call.feature(here.sdk.Features.Captions).captions as TeamsCaptions;
        const read = () => here.log.push('read');
        captions.on('CaptionsReceived', read);
        await captions.startCaptions({ spokenLanguage: 'en-us' });
        await here.until(() => here.log.length > 0);
        captions.off('CaptionsReceived', read);
        await captions.setSpokenLanguage('en-gb');
        await captions.setCaptionLanguage('de');
        await here.until(() => captions.activeCaptionLanguage === 'de');
        const on = [captions.kind, captions.isCaptionsFeatureActive, captions.activeSpokenLanguage];
        const known = [
          captions.supportedSpokenLanguages.includes('en-gb'),
          captions.supportedCaptionLanguages.includes('de'),
        ];
        await captions.stopCaptions();
        await here.until(() => !captions.isCaptionsFeatureActive);
        return { on, known };
      });
    },
    expected: { on: ['TeamsCaptions', true, 'en-gb'], known: [true, true] },
  },
  {
    title:
      'data reaches the participants it is addressed to until its sender is closed, and names its sender',
    docs: docs.dataChannel,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      await bob.run((here) => {
        const { log, people } = here;
        here.call.feature(here.sdk.Features.DataChannel).on('dataChannelReceiverCreated', (receiver) => {
          const ready = () => {
            const from = JSON.stringify(receiver.senderParticipantIdentifier);
            log.push(`read ${from.includes(people.alice.microsoftTeamsUserId)}`);
            receiver.off('messageReady', ready);
          };
          receiver.on('messageReady', ready);
          receiver.on('close', () => log.push('closed'));
        });
      });
      const sender = await alice.run(async (here) => {
        const feature = here.call.feature(here.sdk.Features.DataChannel);
        const sender = feature.createDataChannelSender({ channelId: 7 });
        sender.setParticipants([here.people.bob]);
        for (const byte of [1, 2]) await sender.sendMessage(new Uint8Array([byte]));
        sender.close();
        const late = await here.refusal(() => sender.sendMessage(new Uint8Array(1)));
        return [sender.channelId, sender.maxMessageSize, late === 'silent'];
      });
      const log = await bob.run(async (here) => {
        await here.until(() => here.log.includes('closed'));
        return here.log;
      });
      return { sender, log };
    },
    expected: { sender: [7, 32_768, false], log: ['read true', 'closed'] },
  },
  {
    title:
      'diagnostics raise events, are shared with the others when asked, and collectors can be disposed of',
    docs: docs.diagnostics,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      return alice.run((here) => {
        const { Features } = here.sdk;
        const feature = here.call.feature(Features.UserFacingDiagnostics);
        const listener = () => undefined;
        for (const part of [feature.network, feature.media, feature.remote]) {
          part.on('diagnosticChanged', listener);
          part.off('diagnosticChanged', listener);
        }
        const { remote } = feature;
        const before = remote.isSendingDiagnosticsEnabled;
        remote.startSendingDiagnostics();
        const during = remote.isSendingDiagnosticsEnabled;
        remote.stopSendingDiagnostics();
        const collector = here.call.feature(Features.MediaStats).createCollector();
        collector.on('summaryReported', listener);
        collector.off('summaryReported', listener);
        collector.dispose();
        const count = here.call.feature(Features.OptimalVideoCount);
        return [before, during, remote.getLatest().diagnostics, typeof count.lastOvcChangeReason];
      });
    },
    expected: [false, true, [], 'string'],
  },
  {
    title: 'together mode is for group calls and meetings; a transfer in progress has no error',
    docs: docs.togetherMode,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      return alice.run(async (here) => {
        const together = here.call.feature(here.sdk.Features.TogetherMode);
        const refused = await here.refusal(() => together.start());
        together.sceneSize = { width: 640, height: 360 };
        const none = [together.togetherModeStream.length, together.togetherModeSeatingMap.size];
        const transfer = here.call
          .feature(here.sdk.Features.Transfer)
          .transfer({ targetParticipant: here.people.carol });
        const listener = () => undefined;
        transfer.on('stateChanged', listener);
        transfer.off('stateChanged', listener);
        return { refused, none, size: together.sceneSize.width, error: transfer.error === undefined };
      });
    },
    expected: { refused: '403/46304', none: [0, 0], size: 640, error: true },
  },
];
