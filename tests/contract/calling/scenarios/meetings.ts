import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { joinAll, joinMeeting, townHallMeeting } from './steps.ts';

/**
 * Scenarios of meetings: commands that organizers use on other participants, and properties of a meeting. Each scenario needs
 * `roles`: the emulator's meetings in which people have roles, such as `townHallMeeting`, in which Alice is an organizer.
 */
export const meetings: readonly Scenario[] = [
  {
    title:
      'an organizer mutes one participant or all, and forbids and permits microphones and cameras; an attendee cannot permit them',
    docs: docs.mediaAccess,
    pages: ['alice', 'bob', 'carol'],
    needs: ['roles'],
    async run({ alice, bob, carol }) {
      await joinAll(townHallMeeting, alice, bob, carol);
      const waitUntilCarolIsMuted = () => carol.run((api) => api.waitUntil(() => api.call.isMuted));
      await alice.run(async (api) => {
        const { carol: carolIdentifier } = api.people;
        const carolAsSeenByAlice = api.call.remoteParticipants.find(({ identifier }) =>
          JSON.stringify(identifier).includes(carolIdentifier.microsoftTeamsUserId),
        );
        await carolAsSeenByAlice?.mute();
      });
      await waitUntilCarolIsMuted();
      await carol.run((api) => api.call.unmute());
      await alice.run((api) => api.call.muteAllRemoteParticipants());
      await waitUntilCarolIsMuted();

      const access = await alice.run(async (api) => {
        const feature = api.call.feature(api.sdk.Features.MediaAccess);
        const { carol: carolIdentifier } = api.people;
        const listener = () => api.log.push('media access changed');
        feature.on('mediaAccessChanged', listener);
        const readAccessOfCarol = () =>
          feature
            .getAllOthersMediaAccess()
            .find(({ participant }) =>
              JSON.stringify(participant).includes(carolIdentifier.microsoftTeamsUserId),
            );
        await feature.forbidAudio([carolIdentifier]);
        await feature.forbidVideo([carolIdentifier]);
        await api.waitUntil(() => {
          const access = readAccessOfCarol();
          return access && !access.isAudioPermitted && !access.isVideoPermitted;
        });
        feature.off('mediaAccessChanged', listener);
        return { featureName: feature.name, eventCount: api.log.length };
      });
      const errorsOfCarol = await carol.run(async (api) => {
        const feature = api.call.feature(api.sdk.Features.MediaAccess);
        return {
          unmute: await api.catchErrorCode(() => api.call.unmute()),
          permitOthers: await api.catchErrorCode(() => feature.permitOthersAudio()),
        };
      });
      const meetingAccess = await alice.run(async (api) => {
        const feature = api.call.feature(api.sdk.Features.MediaAccess);
        const { carol: carolIdentifier } = api.people;
        await feature.permitAudio([carolIdentifier]);
        await feature.permitVideo([carolIdentifier]);
        await feature.forbidOthersAudio();
        await feature.forbidOthersVideo();
        const whenForbidden = feature.getMeetingMediaAccess();
        await feature.permitOthersAudio();
        await feature.permitOthersVideo();
        return { whenForbidden, whenPermitted: feature.getMeetingMediaAccess() };
      });
      return {
        access,
        isUnmuteRefused: errorsOfCarol.unmute !== 'no error',
        permitOthersError: errorsOfCarol.permitOthers,
        meetingAccess,
        laterUnmuteError: await carol.run(async (api) => api.catchErrorCode(() => api.call.unmute())),
      };
    },
    expected: {
      access: { featureName: 'MediaAccess', eventCount: 2 },
      isUnmuteRefused: true,
      permitOthersError: '403/46502',
      meetingAccess: {
        whenForbidden: { isAudioPermitted: false, isVideoPermitted: false },
        whenPermitted: { isAudioPermitted: true, isVideoPermitted: true },
      },
      laterUnmuteError: 'no error',
    },
  },
  {
    title:
      'an organizer lowers hands and ends the spotlight of other participants, one by one and all at once',
    docs: docs.spotlight,
    pages: ['alice', 'bob', 'carol'],
    needs: ['roles'],
    async run({ alice, bob, carol }) {
      await joinAll(townHallMeeting, alice, bob, carol);
      await Promise.all(
        [bob, carol].map((page) =>
          page.run((api) => api.call.feature(api.sdk.Features.RaiseHand).raiseHand()),
        ),
      );
      return alice.run(async (api) => {
        const { log, waitUntil } = api;
        const { bob: bobIdentifier, carol: carolIdentifier } = api.people;
        const hands = api.call.feature(api.sdk.Features.RaiseHand);
        const handListener = () => log.push('hand lowered');
        hands.on('loweredHandEvent', handListener);
        await waitUntil(() => hands.getRaisedHands().length === 2);
        await hands.lowerHands([carolIdentifier]);
        await waitUntil(() => hands.getRaisedHands().length === 1);
        hands.off('loweredHandEvent', handListener);
        await hands.lowerAllHands();
        await waitUntil(() => hands.getRaisedHands().length === 0);

        const spotlight = api.call.feature(api.sdk.Features.Spotlight);
        const spotlightListener = () => log.push('spotlight changed');
        spotlight.on('spotlightChanged', spotlightListener);
        await spotlight.startSpotlight([bobIdentifier]);
        await waitUntil(() => spotlight.getSpotlightedParticipants().length === 1);
        spotlight.off('spotlightChanged', spotlightListener);
        await spotlight.startSpotlight([carolIdentifier]);
        await waitUntil(() => spotlight.getSpotlightedParticipants().length === 2);
        await spotlight.stopSpotlight([bobIdentifier]);
        await waitUntil(() => spotlight.getSpotlightedParticipants().length === 1);
        await spotlight.stopAllSpotlight();
        await waitUntil(() => spotlight.getSpotlightedParticipants().length === 0);
        return { log, maxParticipants: spotlight.maxParticipantsToSpotlight };
      });
    },
    // Each listener was removed after its first event.
    expected: { log: ['hand lowered', 'spotlight changed'], maxParticipants: 7 },
  },
  {
    title: 'a new meeting has dial-in numbers, and no recording, transcription, slides or breakout rooms',
    docs: docs.audioConferencing,
    pages: ['alice'],
    needs: ['roles'],
    async run({ alice }) {
      await joinMeeting(alice, townHallMeeting);
      return alice.run(async (api) => {
        const { call, sdk } = api;
        await api.waitUntil(() => call.state === 'Connected');
        const { Recording, Transcription, PPTLive, BreakoutRooms } = sdk.Features;
        const conference = call.feature(sdk.Features.TeamsMeetingAudioConferencing);
        const { phoneNumbers } = await conference.getTeamsMeetingAudioConferencingDetails();
        const [recording, transcription] = [call.feature(Recording), call.feature(Transcription)];
        const [slides, rooms] = [call.feature(PPTLive), call.feature(BreakoutRooms)];
        await recording.grantTeamsConsent();
        await transcription.grantTeamsConsent();
        conference.dispose();
        return {
          featureName: conference.name,
          threadIdType: typeof call.info.threadId,
          hasDialInNumbers: phoneNumbers.length > 0,
          recording: {
            isActive: recording.isRecordingActive,
            count: recording.recordings.length,
            isConsentRequired: recording.isTeamsConsentRequired,
          },
          transcription: {
            isActive: transcription.isTranscriptionActive,
            isConsentRequired: transcription.isTeamsConsentRequired,
          },
          slides: {
            isActive: slides.isActive,
            hasTarget: slides.target instanceof HTMLElement,
            hasPresenter: slides.activePresenterId !== undefined,
          },
          rooms: {
            hasAssignedRoom: rooms.assignedBreakoutRooms !== undefined,
            count: rooms.breakoutRooms?.length,
            hasSettings: rooms.breakoutRoomsSettings !== undefined,
          },
        };
      });
    },
    expected: {
      featureName: 'TeamsMeetingAudioConferencing',
      threadIdType: 'string',
      hasDialInNumbers: true,
      recording: { isActive: false, count: 0, isConsentRequired: false },
      transcription: { isActive: false, isConsentRequired: false },
      slides: { isActive: false, hasTarget: true, hasPresenter: false },
      rooms: { hasAssignedRoom: false, count: 0, hasSettings: false },
    },
  },
];
