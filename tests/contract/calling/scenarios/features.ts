import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connect, ends } from './steps.ts';

/** Features of a call between two, and transfers. */
export const features: readonly Scenario[] = [
  {
    title: 'a feature is the same object each time, and the capabilities of a call say what is allowed in it',
    docs: docs.capabilities,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      return alice.run((here) => {
        const feature = here.call.feature(here.sdk.Features.Capabilities);
        const { shareScreen, unmuteMic, turnVideoOn } = feature.capabilities;
        return {
          same: feature === here.call.feature(here.sdk.Features.Capabilities),
          present: [shareScreen, unmuteMic, turnVideoOn].map((one) => one?.isPresent),
        };
      });
    },
    expected: { same: true, present: [true, true, true] },
  },
  {
    title: 'the diagnostics of a call are there to be read: network and media, each with its latest values',
    docs: docs.diagnostics,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      return alice.run((here) => {
        const { network, media } = here.call.feature(here.sdk.Features.UserFacingDiagnostics);
        const values = (latest: object) => Object.values(latest).map((one) => typeof one);
        return [network, media].map((part) => values(part.getLatest()).every((type) => type === 'object'));
      });
    },
    expected: [true, true],
  },
  {
    title: 'a participant who speaks is a dominant speaker',
    docs: docs.dominantSpeakers,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      return alice.run(async (here) => {
        const speakers = here.call.feature(here.sdk.Features.DominantSpeakers);
        const first = await here.until(() => speakers.dominantSpeakers.speakersList[0]);
        return (
          (first as typeof here.people.bob).microsoftTeamsUserId === here.people.bob.microsoftTeamsUserId
        );
      });
    },
    expected: true,
  },
  {
    title: 'a call is transferred to a target, who sees the transferor; the first call ends',
    docs: docs.transfer,
    pages: ['alice', 'bob', 'carol'],
    async run({ alice, bob, carol }) {
      await connect(alice, bob, 'bob');
      await bob.run((here) => {
        here.call.feature(here.sdk.Features.Transfer).on('transferAccepted', ({ targetCall }) => {
          here.stored['target'] = targetCall;
        });
      });
      await alice.run((here) => {
        const feature = here.call.feature(here.sdk.Features.Transfer);
        const transfer = feature.transfer({ targetParticipant: here.people.carol });
        here.log.push(transfer.state);
        transfer.on('stateChanged', () => here.log.push(transfer.state));
      });
      const by = await carol.run(async (here) => {
        const incoming = await here.incomingCall();
        here.call = await incoming.accept();
        const named = [incoming.callerInfo, incoming.transferorInfo].map((info) => info?.identifier);
        const { alice, bob } = here.people;
        return [bob, alice].map((one, i) => JSON.stringify(named[i]).includes(one.microsoftTeamsUserId));
      });
      await bob.run(async (here) => {
        const first = here.call;
        here.call = await here.until(() => here.stored['target'] as typeof here.call);
        await here.connected();
        await here.until(() => first.state === 'Disconnected');
      });
      await carol.run((here) => here.connected());
      await ends(alice);
      return { by, states: await alice.run((here) => here.log) };
    },
    expected: { by: [true, true], states: ['Transferring', 'Transferred'] },
  },
  {
    title: 'a transfer to a target who declines fails, and the first call stays',
    docs: docs.transfer,
    pages: ['alice', 'bob', 'carol'],
    async run({ alice, bob, carol }) {
      await connect(alice, bob, 'bob');
      await alice.run((here) => {
        const feature = here.call.feature(here.sdk.Features.Transfer);
        here.stored['transfer'] = feature.transfer({ targetParticipant: here.people.carol });
      });
      await carol.run(async (here) => (await here.incomingCall()).reject());
      return alice.run(async (here) => {
        const transfer = here.stored['transfer'] as { state: string };
        await here.until(() => transfer.state !== 'Transferring');
        return [transfer.state, here.call.state];
      });
    },
    expected: ['Failed', 'Connected'],
  },
  {
    title: 'a transfer into another call connects the two others, without the transferor',
    docs: docs.transfer,
    pages: ['alice', 'bob', 'carol'],
    async run({ alice, bob, carol }) {
      await connect(alice, bob, 'bob');
      await alice.run(async (here) => {
        here.stored['first'] = here.call;
        await here.call.hold();
      });
      await connect(alice, carol, 'carol');
      await bob.run((here) => {
        here.call.feature(here.sdk.Features.Transfer).on('transferAccepted', ({ targetCall }) => {
          here.stored['target'] = targetCall;
        });
      });
      await alice.run(async (here) => {
        const first = here.stored['first'] as typeof here.call;
        const transfer = first.feature(here.sdk.Features.Transfer).transfer({ targetCallId: here.call.id });
        await here.until(() => transfer.state === 'Transferred');
        await here.until(() => here.agent.calls.length === 0);
      });
      await bob.run(async (here) => {
        here.call = await here.until(() => here.stored['target'] as typeof here.call);
        await here.connected();
      });
      return carol.run(async (here) => {
        await here.connected();
        const [other] = here.call.remoteParticipants;
        return JSON.stringify(other?.identifier).includes(here.people.bob.microsoftTeamsUserId);
      });
    },
    expected: true,
  },
];
