import type { CallClient, DeviceManager, LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import type { CommunicationTokenCredential } from '@azure/communication-common';
import { answerOf, eventAnswers, laterAnswerOf, type Answers } from './answers.ts';

type Sdk = typeof import('@azure/communication-calling');

const [alice, bob] = ['a0000000-0000-4000-8000-00000000000a', 'b0000000-0000-4000-8000-00000000000b'];
const callee = { microsoftTeamsUserId: bob };

const part = (value: object): string => btoa(JSON.stringify(value)).replaceAll('=', '');

/** A credential of a Teams user whose token nobody issued: what is observed here needs no network. */
function credentialOf(oid: string): CommunicationTokenCredential {
  const now = Math.floor(Date.now() / 1000);
  const tid = 'f1111111-1111-4111-8111-111111111111';
  const claims = { skypeid: `orgid:${oid}`, scp: 1024, csi: String(now), iat: now, exp: now + 86_400, tid };
  const resource = { acsScope: 'voip', resourceId: tid };
  const token = `${part({ alg: 'RS256', kid: 'x', typ: 'JWT' })}.${part({ ...claims, ...resource })}.c2ln`;
  return { getToken: async () => ({ token, expiresOnTimestamp: (now + 86_400) * 1000 }), dispose: () => {} };
}

/** Members of a device, without the part of its id that each page has for itself. */
const deviceOf = (device: { id: string; name: string; deviceType: string; isSystemDefault?: boolean }) => ({
  kind: device.id.replace(/[0-9a-f]{64}$/, '…'),
  name: device.name,
  type: device.deviceType,
  isDefault: device.isSystemDefault,
});

async function devices(manager: DeviceManager): Promise<Answers> {
  const ask = (constraints: unknown) => async () =>
    JSON.stringify(await manager.askDevicePermission(constraints as { audio: boolean; video: boolean }));
  return {
    audioOnly: await laterAnswerOf(ask({ audio: true })),
    videoOnly: await laterAnswerOf(ask({ video: true })),
    audioNotVideo: await laterAnswerOf(ask({ audio: true, video: false })),
    both: await laterAnswerOf(ask({ audio: true, video: true })),
    neither: await laterAnswerOf(ask({ audio: false, video: false })),
    nothing: await laterAnswerOf(ask(undefined)),
    cameras: (await manager.getCameras()).map(deviceOf),
    microphones: (await manager.getMicrophones()).map(deviceOf),
    speakers: (await manager.getSpeakers()).map(deviceOf),
    selected: [manager.selectedMicrophone, manager.selectedSpeaker].map(
      (device) => device && deviceOf(device),
    ),
    selectNothing: await laterAnswerOf(() => manager.selectMicrophone(undefined as never)),
  };
}

async function streams(sdk: Sdk, manager: DeviceManager): Promise<{ events: Answers; answers: Answers }> {
  const [camera] = await manager.getCameras();
  const [microphone] = await manager.getMicrophones();
  if (!camera || !microphone) throw new Error('The browser has no fake devices.');
  const video = new sdk.LocalVideoStream(camera);
  const audio = new sdk.LocalAudioStream(microphone);
  const sources = { undefined, null: null, empty: {}, text: 'x', id: { id: 'x' } };
  const made = (make: (source: never) => unknown, other: object) =>
    Object.entries({ ...sources, other }).map(([name, source]) => [
      name,
      answerOf(() => make(source as never)),
    ]);
  const renderer = new sdk.VideoStreamRenderer(video);
  const view = await renderer.createView();
  const plain = await renderer.createView({ isMirrored: false });
  return {
    events: {
      LocalVideoStream: eventAnswers(video, 'videoSourceChanged'),
      LocalAudioStream: eventAnswers(audio, 'audioSourceChanged'),
      VideoEffects: eventAnswers(video.feature(sdk.Features.VideoEffects), 'effectsStarted'),
      AudioEffects: eventAnswers(audio.feature(sdk.Features.AudioEffects), 'effectsStarted'),
    },
    answers: {
      newVideo: made((source) => new sdk.LocalVideoStream(source), microphone),
      newAudio: made((source) => new sdk.LocalAudioStream(source), camera),
      newRenderer: made((stream) => new sdk.VideoStreamRenderer(stream), camera),
      sameCamera: await laterAnswerOf(() => video.switchSource(camera)),
      noCamera: await laterAnswerOf(() => video.switchSource({} as never)),
      noStream: await laterAnswerOf(() => video.setMediaStream(undefined as never)),
      noSound: await laterAnswerOf(() => audio.setMediaStream(undefined as never)),
      wrongFeature: answerOf(() => video.feature(sdk.Features.RaiseHand as never)),
      mirrored: [view.isMirrored, plain.isMirrored],
      wrongScaling: await laterAnswerOf(() => view.updateScalingMode('Zoom' as never)),
      disposeView: [answerOf(() => view.dispose()), answerOf(() => view.dispose())],
      scaleDisposed: await laterAnswerOf(() => view.updateScalingMode('Crop')),
      disposeRenderer: [answerOf(() => renderer.dispose()), answerOf(() => renderer.dispose())],
      viewOfDisposed: await laterAnswerOf(() => renderer.createView()),
      disposeVideo: [answerOf(() => video.dispose()), answerOf(() => video.dispose())],
      disposeAudio: [answerOf(() => audio.dispose()), answerOf(() => audio.dispose())],
    },
  };
}

const ownEvent: Partial<Record<keyof Sdk['Features'], string>> = {
  BreakoutRooms: 'breakoutRoomsUpdated',
  Capabilities: 'capabilitiesChanged',
  Captions: 'CaptionsKindChanged',
  DataChannel: 'dataChannelReceiverCreated',
  DominantSpeakers: 'dominantSpeakersChanged',
  MediaAccess: 'mediaAccessChanged',
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
};

function callEvents(sdk: Sdk, call: TeamsCall): Answers {
  const [participant] = call.remoteParticipants;
  const feature = (name: keyof Sdk['Features']) => call.feature(sdk.Features[name] as never) as unknown;
  const { media, network, remote } = call.feature(sdk.Features.UserFacingDiagnostics);
  return {
    TeamsCall: eventAnswers(call, 'stateChanged'),
    Lobby: eventAnswers(call.lobby, 'lobbyParticipantsUpdated'),
    RemoteParticipant: eventAnswers(participant, 'stateChanged'),
    RemoteVideoStream: eventAnswers(participant?.videoStreams[0], 'isAvailableChanged'),
    LocalAudioStream: eventAnswers(call.localAudioStreams[0], 'audioSourceChanged'),
    media: eventAnswers(media, 'diagnosticChanged'),
    network: eventAnswers(network, 'diagnosticChanged'),
    remote: eventAnswers(remote, 'diagnosticChanged'),
    TeamsCaptions: eventAnswers(call.feature(sdk.Features.Captions).captions, 'CaptionsReceived'),
    MediaStatsCollector: eventAnswers(
      call.feature(sdk.Features.MediaStats).createCollector(),
      'sampleReported',
    ),
    ...Object.fromEntries(
      Object.entries(ownEvent).map(([name, event]) => [
        name,
        eventAnswers(feature(name as keyof Sdk['Features']), event),
      ]),
    ),
  };
}

function callAtOnce(call: TeamsCall, given: LocalVideoStream): Answers {
  return {
    state: call.state,
    video: call.localVideoStreams.map((stream) => stream === given),
    isLocalVideoStarted: call.isLocalVideoStarted,
    audio: call.localAudioStreams.map(({ mediaStreamType, source }) => [mediaStreamType, deviceOf(source)]),
    muted: [call.isMuted, call.isIncomingAudioMuted, call.isScreenSharingOn],
    participants: call.remoteParticipants.map(({ state, identifier, videoStreams, isMuted, role }) => ({
      state,
      rawId: (identifier as { rawId?: string }).rawId,
      streams: videoStreams.map((stream) => [stream.mediaStreamType, stream.isAvailable, stream.isReceiving]),
      isMuted,
      role,
    })),
    lobby: call.lobby?.participants.length,
  };
}

async function callActs(sdk: Sdk, call: TeamsCall): Promise<Answers> {
  const { capabilities } = call.feature(sdk.Features.Capabilities);
  const spotlight = call.feature(sdk.Features.Spotlight);
  const { captions } = call.feature(sdk.Features.Captions) as unknown as {
    captions: {
      setSpokenLanguage(language: string): Promise<void>;
      setCaptionLanguage(language: string): Promise<void>;
    };
  };
  return {
    capabilities: Object.entries(capabilities)
      .map(([name, { isPresent, reason }]) => `${name} ${isPresent} ${reason}`)
      .toSorted(),
    admitAll: await laterAnswerOf(() => call.lobby.admitAll()),
    spotlight: await laterAnswerOf(() => spotlight.startSpotlight()),
    reaction: await laterAnswerOf(() =>
      call.feature(sdk.Features.Reaction).sendReaction({ reactionType: 'like' }),
    ),
    dialIn: answerOf(() => call.feature(sdk.Features.TeamsMeetingAudioConferencing)),
    spokenLanguage: await laterAnswerOf(() => captions.setSpokenLanguage('de-de')),
    captionLanguage: await laterAnswerOf(() => captions.setCaptionLanguage('de')),
    addParticipant: answerOf(() => call.addParticipant({ microsoftTeamsUserId: alice })),
    removeParticipant: await laterAnswerOf(() => call.removeParticipant(callee)),
    muteAll: await laterAnswerOf(() => call.muteAllRemoteParticipants()),
    muteOne: await laterAnswerOf(() => call.remoteParticipants[0]?.mute()),
    noTone: await laterAnswerOf(() => call.sendDtmf('x' as never)),
    startAudio: await laterAnswerOf(() => call.startAudio({} as never)),
    startVideo: await laterAnswerOf(() => call.startVideo({} as never)),
    startNothing: await laterAnswerOf(() => call.startVideo(undefined as never)),
    wrongFeature: answerOf(() => call.feature(sdk.Features.VideoEffects as never)),
  };
}

/** Calls what needs no network: of the real module its answers are the ones to have. */
export async function observe(sdk: Sdk): Promise<Record<string, Answers>> {
  const client: CallClient = new sdk.CallClient();
  const second = new sdk.CallClient();
  const third = new sdk.CallClient();
  const manager = await client.getDeviceManager();
  const gone = new sdk.CallClient();
  const make = (from: CallClient, oid: string) =>
    laterOrAgent(() => from.createTeamsCallAgent(credentialOf(oid)));
  const making = client.createTeamsCallAgent(credentialOf(alice));
  // At once, before the first of them has looked at its token.
  const [same, otherPerson, otherClient] = await Promise.all([
    make(client, alice),
    make(client, bob),
    make(second, alice),
  ]);
  const permission = await devices(manager);
  const ofStreams = await streams(sdk, manager);
  const refused = {
    callAgent: await laterAnswerOf(() => third.createCallAgent(credentialOf(bob))),
    displayName: await laterAnswerOf(() =>
      third.createTeamsCallAgent(credentialOf(bob), { displayName: 'x' }),
    ),
    noCredential: await laterAnswerOf(() => third.createTeamsCallAgent(undefined as never)),
    wrongFeature: answerOf(() => client.feature(sdk.Features.RaiseHand as never)),
    dispose: [await laterAnswerOf(() => gone.dispose()), await laterAnswerOf(() => gone.dispose())],
    devicesOfDisposed: await laterAnswerOf(() => gone.getDeviceManager()),
    agentOfDisposed: await laterAnswerOf(() => gone.createTeamsCallAgent(credentialOf(bob))),
  };
  const agent = await making;
  const [camera] = await manager.getCameras();
  const video = new sdk.LocalVideoStream(camera as never);
  const join = (locator: unknown) => answerOf(() => agent.join(locator as never));
  const call = agent.startCall(callee, { videoOptions: { localVideoStreams: [video] } });
  const start = callAtOnce(call, video);
  const joins = {
    nothing: join(undefined),
    empty: join({}),
    text: join('x'),
    link: join({ meetingLink: 'https://example.com' }),
  };
  return {
    events: {
      DebugInfo: eventAnswers(
        client.feature(sdk.Features.DebugInfo),
        'isCallClientActiveInAnotherTabChanged',
      ),
      DeviceManager: eventAnswers(manager, 'videoDevicesUpdated'),
      TeamsCallAgent: eventAnswers(agent, 'incomingCall'),
      ...ofStreams.events,
      ...callEvents(sdk, call),
    },
    devices: permission,
    streams: ofStreams.answers,
    start,
    call: await callActs(sdk, call),
    joins,
    clients: refused,
    agents: {
      pending: { same, otherPerson, otherClient },
      same: (await client.createTeamsCallAgent(credentialOf(alice))) === agent,
      otherPerson: await make(client, bob),
      otherClient: (await second.createTeamsCallAgent(credentialOf(alice))) === agent,
      otherClientBound: await make(second, bob),
      dispose: [await laterAnswerOf(() => agent.dispose()), await laterAnswerOf(() => agent.dispose())],
    },
  };
}

/** @returns the refusal, or "agent". */
const laterOrAgent = async (act: () => Promise<unknown>): Promise<unknown> => {
  const answer = await laterAnswerOf(act);
  return answer === 'ok' ? 'agent' : answer;
};
