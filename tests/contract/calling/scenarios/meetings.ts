import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { joinMeeting, meet, townHall } from './steps.ts';

/** Roles in a meeting: what those who organize may do to the others, and what it tells of itself. */
export const meetings: readonly Scenario[] = [
  {
    title:
      'an organizer mutes one or all, takes away microphones and cameras of attendees and gives them back; an attendee may not',
    docs: docs.mediaAccess,
    pages: ['alice', 'bob', 'carol'],
    needs: ['roles'],
    async run({ alice, bob, carol }) {
      await meet(townHall, alice, bob, carol);
      const muted = (wanted: boolean) =>
        carol.run((here, given) => here.until(() => here.call.isMuted === given), wanted);
      await alice.run(async (here) => {
        const { carol } = here.people;
        const them = here.call.remoteParticipants.find(({ identifier }) =>
          JSON.stringify(identifier).includes(carol.microsoftTeamsUserId),
        );
        await them?.mute();
      });
      await muted(true);
      await carol.run((here) => here.call.unmute());
      await alice.run((here) => here.call.muteAllRemoteParticipants());
      await muted(true);

      const access = await alice.run(async (here) => {
        const feature = here.call.feature(here.sdk.Features.MediaAccess);
        const { carol } = here.people;
        const listener = () => here.log.push('told');
        feature.on('mediaAccessChanged', listener);
        const of = () =>
          feature
            .getAllOthersMediaAccess()
            .find(({ participant }) => JSON.stringify(participant).includes(carol.microsoftTeamsUserId));
        await feature.forbidAudio([carol]);
        await feature.forbidVideo([carol]);
        await here.until(() => of()?.isAudioPermitted === false && of()?.isVideoPermitted === false);
        feature.off('mediaAccessChanged', listener);
        return [feature.name, here.log.length];
      });
      const withheld = await carol.run(async (here) => [
        await here.refusal(() => here.call.unmute()),
        await here.refusal(() => here.call.feature(here.sdk.Features.MediaAccess).permitOthersAudio()),
      ]);
      const everybody = await alice.run(async (here) => {
        const feature = here.call.feature(here.sdk.Features.MediaAccess);
        const { carol } = here.people;
        await feature.permitAudio([carol]);
        await feature.permitVideo([carol]);
        await feature.forbidOthersAudio();
        await feature.forbidOthersVideo();
        const before = feature.getMeetingMediaAccess();
        await feature.permitOthersAudio();
        await feature.permitOthersVideo();
        return [before, feature.getMeetingMediaAccess()];
      });
      return {
        access,
        withheld: withheld.map((code) => code === 'silent'),
        code: withheld[1],
        everybody,
        after: await carol.run(async (here) => here.refusal(() => here.call.unmute())),
      };
    },
    expected: {
      access: ['MediaAccess', 2],
      withheld: [false, false],
      code: '403/46502',
      everybody: [
        { isAudioPermitted: false, isVideoPermitted: false },
        { isAudioPermitted: true, isVideoPermitted: true },
      ],
      after: 'silent',
    },
  },
  {
    title: 'organizers lower hands and end the spotlight of others, one by one and all at once',
    docs: docs.spotlight,
    pages: ['alice', 'bob', 'carol'],
    needs: ['roles'],
    async run({ alice, bob, carol }) {
      await meet(townHall, alice, bob, carol);
      await Promise.all(
        [bob, carol].map((page) =>
          page.run((here) => here.call.feature(here.sdk.Features.RaiseHand).raiseHand()),
        ),
      );
      return alice.run(async (here) => {
        const { log, until } = here;
        const { bob, carol } = here.people;
        const hands = here.call.feature(here.sdk.Features.RaiseHand);
        const lowered = () => log.push('lowered');
        hands.on('loweredHandEvent', lowered);
        await until(() => hands.getRaisedHands().length === 2);
        await hands.lowerHands([carol]);
        await until(() => hands.getRaisedHands().length === 1);
        hands.off('loweredHandEvent', lowered);
        await hands.lowerAllHands();
        await until(() => hands.getRaisedHands().length === 0);

        const spotlight = here.call.feature(here.sdk.Features.Spotlight);
        const changed = () => log.push('spotlight');
        spotlight.on('spotlightChanged', changed);
        await spotlight.startSpotlight([bob]);
        await until(() => spotlight.getSpotlightedParticipants().length === 1);
        spotlight.off('spotlightChanged', changed);
        await spotlight.startSpotlight([carol]);
        await until(() => spotlight.getSpotlightedParticipants().length === 2);
        await spotlight.stopSpotlight([bob]);
        await until(() => spotlight.getSpotlightedParticipants().length === 1);
        await spotlight.stopAllSpotlight();
        await until(() => spotlight.getSpotlightedParticipants().length === 0);
        return [log, spotlight.maxParticipantsToSpotlight];
      });
    },
    expected: [['lowered', 'spotlight'], 7],
  },
  {
    title:
      'a meeting names its dial-in numbers, and has no recording, transcription, slides or breakout rooms',
    docs: docs.audioConferencing,
    pages: ['alice'],
    needs: ['roles'],
    async run({ alice }) {
      await joinMeeting(alice, townHall);
      return alice.run(async (here) => {
        const { call, sdk } = here;
        await here.until(() => call.state === 'Connected');
        const { Recording, Transcription, PPTLive, BreakoutRooms } = sdk.Features;
        const conference = call.feature(sdk.Features.TeamsMeetingAudioConferencing);
        const { phoneNumbers } = await conference.getTeamsMeetingAudioConferencingDetails();
        const [recording, transcription] = [call.feature(Recording), call.feature(Transcription)];
        const [slides, rooms] = [call.feature(PPTLive), call.feature(BreakoutRooms)];
        await recording.grantTeamsConsent();
        await transcription.grantTeamsConsent();
        conference.dispose();
        return {
          conference: conference.name,
          thread: typeof call.info.threadId,
          phones: phoneNumbers.length > 0,
          recording: [
            recording.isRecordingActive,
            recording.recordings.length,
            recording.isTeamsConsentRequired,
          ],
          transcription: [transcription.isTranscriptionActive, transcription.isTeamsConsentRequired],
          slides: [
            slides.isActive,
            slides.target instanceof HTMLElement,
            slides.activePresenterId === undefined,
          ],
          rooms: [
            rooms.assignedBreakoutRooms === undefined,
            rooms.breakoutRooms?.length,
            rooms.breakoutRoomsSettings === undefined,
          ],
        };
      });
    },
    expected: {
      conference: 'TeamsMeetingAudioConferencing',
      thread: 'string',
      phones: true,
      recording: [false, 0, false],
      transcription: [false, false],
      slides: [false, true, true],
      rooms: [true, 0, true],
    },
  },
];
