import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { call, connect, ends } from './steps.ts';

/** What a call, a ring, a participant, a client and its devices tell of themselves. */
export const details: readonly Scenario[] = [
  {
    title:
      'an incoming call and its call are the same call on both sides and name the caller; an incoming call that ended says why',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await call(alice, 'bob');
      const ring = await bob.run(async (here) => {
        const incoming = await here.incomingCall();
        const ended = () => here.log.push('ended');
        incoming.on('callEnded', ended);
        incoming.off('callEnded', ended);
        here.call = await incoming.accept();
        await here.connected();
        return {
          transferor: incoming.transferorInfo === undefined,
          same: incoming.id === here.call.id,
          server: (await incoming.info.getServerCallId()) === (await here.call.info.getServerCallId()),
          own: incoming.info.participantId === here.call.info.participantId,
        };
      });
      const seen = await alice.run(async (here) => {
        await here.connected();
        const { call, people } = here;
        const [other] = call.remoteParticipants;
        const [endpoint] = other?.endpointDetails ?? [];
        const listener = () => here.log.push('told');
        call.info.onCallInfoChanged('callInfoChanged', listener);
        call.info.offCallInfoChanged('callInfoChanged', listener);
        return {
          caller: JSON.stringify(call.callerInfo.identifier).includes(people.alice.microsoftTeamsUserId),
          transferor: call.transferorInfo === undefined,
          emergency: call.isEmergencyCall,
          role: call.role,
          other: other?.role,
          lobby: call.lobby.participants.length,
          thread: call.info.threadId === undefined,
          endpoint: typeof endpoint?.participantId,
          kind: here.agent.kind,
        };
      });
      await bob.run((here) => here.call.hangUp());
      await ends(alice);
      await call(alice, 'bob');
      await bob.run(async (here) => {
        here.stored['ring'] = await here.incomingCall();
      });
      await alice.run((here) => here.call.hangUp());
      const reason = await bob.run(async (here) => {
        const ring = here.stored['ring'] as Awaited<ReturnType<typeof here.incomingCall>>;
        const { code } = await here.until(() => ring.callEndReason);
        return [code, ...here.log];
      });
      return { ring, seen, reason };
    },
    expected: {
      ring: { transferor: true, same: true, server: true, own: true },
      seen: {
        caller: true,
        transferor: true,
        emergency: false,
        role: 'Unknown',
        other: 'Unknown',
        lobby: 0,
        thread: true,
        endpoint: 'string',
        kind: 'TeamsCallAgent',
      },
      reason: [487],
    },
  },
  {
    title: 'a removed listener hears nothing more, and a call that is disposed of raises no more events',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await alice.run((here) => {
        const { agent, log } = here;
        const listed = () => log.push('listed');
        agent.on('callsUpdated', listed);
        agent.off('callsUpdated', listed);
      });
      await connect(alice, bob, 'bob');
      await alice.run((here) => {
        const { call, log } = here;
        const [other] = call.remoteParticipants;
        const muted = () => log.push('muted');
        const spoke = () => log.push('spoke');
        call.on('isMutedChanged', muted);
        call.off('isMutedChanged', muted);
        other?.on('isMutedChanged', spoke);
        other?.off('isMutedChanged', spoke);
        call.on('isIncomingAudioMutedChanged', () => log.push('deaf'));
      });
      await bob.run((here) => here.call.mute());
      await alice.run(async (here) => {
        const [other] = here.call.remoteParticipants;
        await here.until(() => other?.isMuted);
        await here.until(() => other?.isSpeaking === false);
        await here.call.mute();
        await here.call.muteIncomingAudio();
        here.call.dispose();
        await here.call.unmuteIncomingAudio();
        await here.call.hangUp();
      });
      await ends(bob);
      return alice.run((here) => here.log);
    },
    expected: ['deaf'],
  },
  {
    title: 'a participant who has left has an end reason, and speaking raises an event',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      await alice.run(async (here) => {
        const [other] = here.call.remoteParticipants;
        here.stored['other'] = other;
        await here.until(() => other?.isSpeaking);
      });
      await bob.run((here) => here.call.hangUp());
      return alice.run(async (here) => {
        const other = here.stored['other'] as (typeof here.call.remoteParticipants)[number];
        await here.until(() => other.state === 'Disconnected');
        return typeof other.callEndReason?.code;
      });
    },
    expected: 'number',
  },
];
