import type { CapabilitiesChangeInfo, TeamsCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

/** The comment at each test names the page of learn.microsoft.com that documents the behaviour. */

// how-tos/cte-calling-sdk/manage-calls: "Join Teams meeting with meeting code", "with meeting URL".
test('one user joins an empty meeting by its id, another user joins by its link, only one can share a screen at a time, and the meeting goes on when one leaves', async () => {
  const result = await runInNewPage(async ({ signIn, objectIds, meetings, waitUntil, firstOf, ...api }) => {
    const createLink = (threadId: string, organizer: string) => {
      // The emulator does not read the tenant id, so any id will do.
      const context = encodeURIComponent(JSON.stringify({ Tid: objectIds['alice'], Oid: organizer }));
      return `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(threadId)}/0?context=${context}`;
    };
    const alice = await signIn('alice');
    const bob = await signIn('bob');
    const aliceCall = alice.agent.join(meetings.openHouse);
    const states: string[] = [aliceCall.state];
    aliceCall.on('stateChanged', () => states.push(aliceCall.state));
    await waitUntil(() => aliceCall.state === 'Connected');
    const threadId = aliceCall.info.threadId ?? '';
    const aliceAlone = {
      states,
      kind: aliceCall.kind,
      direction: aliceCall.direction,
      role: aliceCall.role,
      threadId,
      lobbyCount: aliceCall.lobby.participants.length,
    };
    const bobCall = bob.agent.join(
      { meetingLink: createLink(threadId, objectIds['alice'] ?? '') },
      await api.withCamera(bob),
    );
    await waitUntil(
      () =>
        bobCall.state === 'Connected' &&
        aliceCall.remoteParticipants[0]?.state === 'Connected' &&
        bobCall.remoteParticipants[0]?.state === 'Connected',
    );
    const bobAsSeenByAlice = firstOf(aliceCall.remoteParticipants);
    const aliceAsSeenByBob = firstOf(bobCall.remoteParticipants);
    const video = await waitUntil(() => bobAsSeenByAlice.videoStreams.find(({ isAvailable }) => isAvailable));
    const aliceAndBob = {
      isMoving: await api.waitUntilMoving(video),
      roles: [bobCall.role, bobAsSeenByAlice.role, aliceAsSeenByBob.role],
      haveOwnCallIds: aliceCall.id !== bobCall.id,
      haveSameServerCallId:
        (await aliceCall.info.getServerCallId()) === (await bobCall.info.getServerCallId()),
    };
    const seesScreen = (viewer: TeamsCall) =>
      firstOf(viewer.remoteParticipants).videoStreams.some(
        ({ mediaStreamType, isAvailable }) => mediaStreamType === 'ScreenSharing' && isAvailable,
      );
    await aliceCall.startScreenSharing();
    await waitUntil(() => seesScreen(bobCall));
    await bobCall.startScreenSharing();
    await waitUntil(() => seesScreen(aliceCall) && !seesScreen(bobCall) && !aliceCall.isScreenSharingOn);
    await bobCall.hangUp();
    await waitUntil(() => aliceCall.remoteParticipants.length === 0);
    const afterBobLeft = { aliceState: aliceCall.state, bobEndCode: bobCall.callEndReason?.code };
    await aliceCall.hangUp();
    const endReason = api.endReasonOf(aliceCall);
    return {
      aliceAlone,
      aliceAndBob,
      afterBobLeft,
      endReason,
      openMedia: await api.waitUntilMediaIsClosed(),
    };
  });
  expect(result).toEqual({
    aliceAlone: {
      states: ['None', 'Connecting', 'Connected', 'Disconnecting', 'Disconnected'],
      kind: 'TeamsCall',
      direction: 'Outgoing',
      role: 'Organizer',
      threadId: '19:meeting_OpenHouse@thread.v2',
      lobbyCount: 0,
    },
    aliceAndBob: {
      isMoving: true,
      roles: ['Presenter', 'Presenter', 'Organizer'],
      haveOwnCallIds: true,
      haveSameServerCallId: true,
    },
    afterBobLeft: { aliceState: 'Connected', bobEndCode: 0 },
    endReason: '0/0',
    openMedia: { peers: 0, tracks: 0, sounds: 0 },
  });
});

// how-tos/calling-sdk/lobby: "Organizer, Co-organizer and Presenter … admit".
// how-tos/calling-sdk/capabilities: "NotInitialized".
test('participants in the lobby see nobody until they are admitted, and an organizer or presenter admits or rejects them one by one or all at once', async () => {
  const result = await runInNewPage(
    async ({ meetings, sdk, identifierOf, waitUntil, catchErrorCode, endReasonOf, ...api }) => {
      const [alice, bob, carol, erin] = await Promise.all(
        api.mapTuple(['alice', 'bob', 'carol', 'erin'], (name) => api.signIn(name)),
      );
      const bobCall = bob.agent.join(meetings.withLobby);
      const states: string[] = [];
      bobCall.on('stateChanged', () => states.push(bobCall.state));
      const changes: CapabilitiesChangeInfo[] = [];
      const capabilitiesOfBob = bobCall.feature(sdk.Features.Capabilities);
      capabilitiesOfBob.on('capabilitiesChanged', (change) => changes.push(change));
      await waitUntil(() => bobCall.state === 'InLobby');
      const aliceCall = alice.agent.join(meetings.withLobby);
      const events: string[] = [];
      aliceCall.lobby.on('lobbyParticipantsUpdated', ({ added, removed }) =>
        events.push(`+${added.length} -${removed.length}`),
      );
      const waitingBob = await waitUntil(() => aliceCall.lobby.participants[0]);
      const bobInLobby = {
        state: waitingBob.state,
        visibleParticipants: bobCall.remoteParticipants.length,
        role: bobCall.role,
        shareScreen: capabilitiesOfBob.capabilities.shareScreen,
        admitAllError: await catchErrorCode(() => bobCall.lobby.admitAll()),
      };
      await aliceCall.lobby.admit(waitingBob.identifier);
      await waitUntil(
        () =>
          bobCall.state === 'Connected' && api.firstOf(aliceCall.remoteParticipants).state === 'Connected',
      );
      // The first change came when Bob entered the lobby, the second when he was admitted.
      const [lobbyChange, admissionChange] = changes;
      const bobAdmitted = {
        lobbyCount: aliceCall.lobby.participants.length,
        role: bobCall.role,
        changeReason: admissionChange?.reason,
        manageLobby: admissionChange?.newValue.manageLobby,
        manageLobbyInLobby: admissionChange?.oldValue.manageLobby,
        manageLobbyBeforeLobby: lobbyChange?.oldValue.manageLobby,
      };
      const carolCall = carol.agent.join(meetings.withLobby);
      const erinCall = erin.agent.join(meetings.withLobby);
      await waitUntil(
        () => bobCall.lobby.participants.length === 2 && aliceCall.lobby.participants.length === 2,
      );
      await bobCall.lobby.reject(identifierOf('carol'));
      await waitUntil(() => carolCall.state === 'Disconnected');
      const lateAdmitError = await catchErrorCode(() => aliceCall.lobby.admit(identifierOf('carol')));
      const admitAllResult = await aliceCall.lobby.admitAll();
      const doAllSeeTwoOthers = () =>
        [aliceCall, bobCall, erinCall].every(({ remoteParticipants }) => remoteParticipants.length === 2);
      await waitUntil(() => erinCall.state === 'Connected' && doAllSeeTwoOthers());
      const carolRejected = {
        endReason: endReasonOf(carolCall),
        visibleParticipants: carolCall.remoteParticipants.length,
      };
      await aliceCall.hangUp({ forEveryone: true });
      await waitUntil(() => bobCall.state === 'Disconnected' && erinCall.state === 'Disconnected');
      return {
        bobInLobby,
        bobAdmitted,
        states: states.slice(0, 3),
        events,
        lateAdmitError,
        admitAllResult,
        carolRejected,
        endReason: endReasonOf(bobCall),
      };
    },
  );
  expect(result).toEqual({
    bobInLobby: {
      state: 'InLobby',
      visibleParticipants: 0,
      role: 'Unknown',
      shareScreen: { isPresent: false, reason: 'NotInitialized' },
      admitAllError: '403/0',
    },
    bobAdmitted: {
      lobbyCount: 0,
      role: 'Presenter',
      changeReason: 'RoleChanged',
      manageLobby: { isPresent: true, reason: 'Capable' },
      manageLobbyInLobby: { isPresent: false, reason: 'NotInitialized' },
      manageLobbyBeforeLobby: { isPresent: false, reason: 'FeatureNotSupported' },
    },
    states: ['Connecting', 'InLobby', 'Connected'],
    events: ['+1 -0', '+0 -1', '+1 -0', '+1 -0', '+0 -1', '+0 -1'],
    lateAdmitError: '400/0',
    admitAllResult: { successCount: 1, failureCount: 0 },
    carolRejected: { endReason: '0/5854', visibleParticipants: 0 },
    endReason: '0/4097',
  });
});
