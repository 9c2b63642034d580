import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

// Documented at learn.microsoft.com, concepts/interop/teams-user-calling:
// "Actions available in the Teams meeting are defined by assigned role".
test('a call refuses the commands that the role Attendee forbids, and runs all other commands of an attendee', async () => {
  const result = await runInNewPage(
    async ({ sdk, identifierOf, waitUntil, catchErrorCode, firstOf, ...api }) => {
      const [aliceCall, carolCall] = await api.joinTownHall('alice', 'carol');
      await waitUntil(() => carolCall.remoteParticipants[0]?.state === 'Connected');
      const aliceAsSeenByCarol = firstOf(carolCall.remoteParticipants);
      const forbiddenCommands = [
        () => carolCall.removeParticipant(identifierOf('alice')),
        () => carolCall.muteAllRemoteParticipants(),
        () => aliceAsSeenByCarol.mute(),
        () => carolCall.hangUp({ forEveryone: true }),
        () => carolCall.startScreenSharing(),
        () => carolCall.addParticipant(identifierOf('bob')),
        () => carolCall.addParticipant({ phoneNumber: '+14255550100' }),
        () => carolCall.lobby.admitAll(),
        () => carolCall.lobby.reject(identifierOf('bob')),
      ];
      const errors: string[] = [];
      for (const command of forbiddenCommands) errors.push(await catchErrorCode(command));
      const muteError = await catchErrorCode(() => carolCall.mute());
      const raiseHandError = await catchErrorCode(() =>
        carolCall.feature(sdk.Features.RaiseHand).raiseHand(),
      );
      const roles = {
        carol: carolCall.role,
        aliceAsSeenByCarol: aliceAsSeenByCarol.role,
        carolAsSeenByAlice: firstOf(aliceCall.remoteParticipants).role,
      };
      const states = [aliceCall.state, carolCall.state];
      const isCarolMuted = new Promise((resolve) => {
        carolCall.on('mutedByOthers', () => resolve(carolCall.isMuted));
      });
      await carolCall.unmute();
      await aliceCall.muteAllRemoteParticipants();
      const isMutedByAlice = await isCarolMuted;
      await aliceCall.removeParticipant(identifierOf('carol'));
      const remainingParticipantCount = aliceCall.remoteParticipants.length;
      await waitUntil(() => carolCall.state === 'Disconnected');
      await aliceCall.hangUp();
      const carolEndSubCode = carolCall.callEndReason?.subCode;
      return {
        errorCodes: errors.map((error) => error.split('/')[0]),
        muteError,
        raiseHandError,
        roles,
        states,
        isMutedByAlice,
        remainingParticipantCount,
        carolEndSubCode,
      };
    },
  );
  expect(result).toEqual({
    errorCodes: Array.from({ length: 9 }, () => '403'),
    muteError: 'no error',
    raiseHandError: 'no error',
    roles: { carol: 'Attendee', aliceAsSeenByCarol: 'Organizer', carolAsSeenByAlice: 'Attendee' },
    states: ['Connected', 'Connected'],
    isMutedByAlice: true,
    remainingParticipantCount: 0,
    carolEndSubCode: 5300,
  });
});
