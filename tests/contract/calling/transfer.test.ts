import type { TeamsCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

// "The call object of the new transfer call between the transferee and the target participant voicemail":
// how-tos/calling-sdk/transfer-calls.
test('a transfer to voicemail: the transferee hears the greeting, and the first call ends', async () => {
  const seen = await run(async ({ agentOf, connect, sdk, ids, user, userIdOf, until, first }) => {
    const { a, b, call, peer } = await connect();
    const c = await agentOf('carol');
    const accepted = new Promise<TeamsCall>((resolve) => {
      peer
        .feature(sdk.Features.Transfer)
        .on('transferAccepted', ({ targetCall }) => resolve(targetCall as TeamsCall));
    });
    const transfer = call
      .feature(sdk.Features.Transfer)
      .transfer({ targetParticipantVoicemail: user('carol') });
    const states = [transfer.state];
    transfer.on('stateChanged', () => states.push(transfer.state));
    let rang = false;
    c.agent.on('incomingCall', () => (rang = true));
    const target = await accepted;
    await until(
      () => target.state === 'Connected' && call.state === 'Disconnected' && peer.state === 'Disconnected',
    );
    const volume = await first(target.remoteAudioStreams).getVolume();
    await until(() => volume.level > 0);
    const voicemail = first(target.remoteParticipants);
    const seen = {
      states,
      rang,
      isCarols: userIdOf(voicemail.identifier) === ids['carol'],
      state: voicemail.state,
      video: voicemail.videoStreams.filter(({ isAvailable }) => isAvailable).length,
    };
    await target.hangUp();
    return { ...seen, calls: [a, b, c].map(({ agent }) => agent.calls.length) };
  });
  expect(seen).toEqual({
    states: ['Transferring', 'Transferred'],
    rang: false,
    isCarols: true,
    state: 'Connected',
    video: 0,
    calls: [0, 0, 0],
  });
});
