import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { answer, call, connect, ends, states } from './steps.ts';

/** What two people do while they talk. */
export const during: readonly Scenario[] = [
  {
    title: 'the other side learns of a hold, and each participant who held must resume',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      await alice.run((here) => here.call.hold());
      await states([alice, 'LocalHold'], [bob, 'RemoteHold']);
      await bob.run((here) => here.call.hold());
      await states([alice, 'LocalHold'], [bob, 'LocalHold']);
      await alice.run((here) => here.call.resume());
      await states([alice, 'RemoteHold'], [bob, 'LocalHold']);
      await bob.run((here) => here.call.resume());
      await states([alice, 'Connected'], [bob, 'Connected']);
      return alice.run((here) => here.call.remoteParticipants.map(({ state }) => state));
    },
    expected: ['Connected'],
  },
  {
    title: 'the other side learns of mute and unmute',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      const muted = () => bob.run((here) => here.call.remoteParticipants[0]?.isMuted);
      await alice.run((here) =>
        here.call.on('isMutedChanged', () => here.log.push(String(here.call.isMuted))),
      );
      const hears = (wanted: boolean) =>
        bob.run(
          (here, given) => here.until(() => here.call.remoteParticipants[0]?.isMuted === given),
          wanted,
        );
      await alice.run((here) => here.call.mute());
      await hears(true);
      await alice.run((here) => here.call.unmute());
      await hears(false);
      return { events: await alice.run((here) => here.log), muted: await muted() };
    },
    expected: { events: ['true', 'false'], muted: false },
  },
  {
    title: 'a participant mutes incoming audio for themselves alone, and an event reports it',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      return alice.run(async (here) => {
        const { call } = here;
        call.on('isIncomingAudioMutedChanged', () => here.log.push(String(call.isIncomingAudioMuted)));
        await call.muteIncomingAudio();
        await here.until(() => call.isIncomingAudioMuted);
        await call.unmuteIncomingAudio();
        await here.until(() => !call.isIncomingAudioMuted);
        return here.log;
      });
    },
    expected: ['true', 'false'],
  },
  {
    title: 'a second call is placed while the first is on hold, and each is resumed by itself',
    docs: docs.manageCalls,
    pages: ['alice', 'bob', 'carol'],
    async run({ alice, bob, carol }) {
      await connect(alice, bob, 'bob');
      await alice.run(async (here) => {
        here.stored['first'] = here.call;
        await here.call.hold();
      });
      await call(carol, 'alice');
      await answer(alice);
      await states([alice, 'Connected'], [carol, 'Connected'], [bob, 'RemoteHold']);
      const during = await alice.run((here) => here.agent.calls.map(({ state }) => state));
      await alice.run(async (here) => {
        await here.call.hangUp();
        here.call = here.stored['first'] as typeof here.call;
        await here.call.resume();
      });
      await states([alice, 'Connected'], [bob, 'Connected']);
      return {
        during: during.toSorted(),
        carol: await ends(carol),
        left: await alice.run((h) => h.agent.calls.length),
      };
    },
    expected: { during: ['Connected', 'LocalHold'], carol: ['0/0'], left: 1 },
  },
  {
    title: 'two users who call each other at once each get the other as a second call',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await Promise.all([call(alice, 'bob'), call(bob, 'alice')]);
      await Promise.all([
        alice.run(async (here) => {
          here.stored['mine'] = here.call;
          here.call = await (await here.incomingCall()).accept();
        }),
        bob.run(async (here) => (await here.incomingCall()).reject()),
      ]);
      await states([alice, 'Connected'], [bob, 'Connected']);
      return alice.run(async (here) => {
        const mine = here.stored['mine'] as typeof here.call;
        await here.until(() => mine.state === 'Disconnected');
        return mine.callEndReason?.code;
      });
    },
    expected: 603,
  },
  {
    title: 'DTMF tones are sent to a phone, which reads them back',
    docs: docs.manageCalls,
    pages: ['alice'],
    needs: ['bots'],
    async run({ alice }) {
      return alice.run(async (here) => {
        here.call = here.agent.startCall({ phoneNumber: '+14255550100' });
        await here.until(() => here.call.state === 'Connected');
        const volume = await here.until(() => here.call.remoteAudioStreams[0]?.getVolume());
        await here.until(() => volume.level > 0);
        await here.until(() => volume.level === 0);
        await here.call.sendDtmf('Num5');
        await here.until(() => volume.level > 0);
        return here.refusal(() => here.call.sendDtmf('Num10' as 'Num1'));
      });
    },
    expected: '422/41023',
  },
  {
    title: 'disposing of the agent ends its calls',
    docs: docs.manageCalls,
    pages: ['alice', 'bob2'],
    async run({ alice, bob2 }) {
      await call(bob2, 'alice');
      await answer(alice);
      await states([bob2, 'Connected'], [alice, 'Connected']);
      await bob2.run((here) => here.agent.dispose());
      return { ends: await ends(alice), left: await bob2.run((here) => here.agent.calls.length) };
    },
    expected: { ends: ['0/0'], left: 0 },
  },
];
