import { setTimeout as sleep } from 'node:timers/promises';
import { waitForEnds, waitUntilAllConnected } from '../../contract/calling/scenarios/steps.ts';
import { acceptCall, connectCall, endLastCall, hangUp, placeCall, waitForState } from './pageSteps.ts';
import { StepNotPossible, type HourStep } from './step.ts';

export const call: HourStep = {
  name: 'call',
  title: 'Call from person to person, and watch what the Content Security Policy would block',
  acsMinutes: 2,
  needs:
    'Two persons with a Teams licence, who are in no other call. Their Teams clients ring, too: let them ring.',
  minutes: 3,
  async run({ openPage, target }) {
    const [alice, bob] = [await openPage('alice'), await openPage('bob')];
    await connectCall(alice, bob, 'bob');
    await sleep(target.talkMs);
    await hangUp(bob, alice);
    await placeCall(alice, 'bob');
    // No page of Microsoft says whether this is allowed so early.
    await alice.run((api) =>
      api.tryAct('muteIncomingAudio before Connected', () => api.call.muteIncomingAudio()),
    );
    await bob.run(async (api) => {
      const incomingCall = await api.takeIncomingCall();
      await api.act('reject', () => incomingCall.reject());
    });
    await waitForEnds(alice);
  },
};

export const group: HourStep = {
  name: 'group',
  title: 'Call two persons at once, and remove one of them',
  acsMinutes: 4,
  otherCosts: 'The chat of HOUR_THREAD_ID shows the call for ever.',
  needs: 'Three persons with a Teams licence, and a Teams chat of theirs in HOUR_THREAD_ID.',
  minutes: 3,
  async run({ openPage, target }) {
    if (!target.inputs.threadId)
      throw new StepNotPossible(
        'Create a Teams chat of the three persons, and put its id (19:…@thread.v2) into HOUR_THREAD_ID.',
      );
    const [alice, bob] = [await openPage('alice'), await openPage('bob')];
    const carol = await openPage('carol');
    await alice.run((api) =>
      api.act('startCall', () => {
        const { bob, carol } = api.people;
        api.call = api.agent.startCall([bob, carol], { threadId: api.threadId ?? '' });
      }),
    );
    // One after the other, so that two records have the same order.
    await acceptCall(bob);
    await waitForState(bob, 'Connected');
    await acceptCall(carol);
    await waitUntilAllConnected(alice, bob, carol);
    await sleep(target.talkMs);
    await alice.run((api) =>
      api.act('removeParticipant', () => api.call.removeParticipant(api.people.carol)),
    );
    await waitForEnds(carol);
    await hangUp(alice);
    await endLastCall(bob);
  },
};

export const meeting: HourStep = {
  name: 'meeting',
  title: 'Join a Teams meeting with two persons',
  acsMinutes: 3,
  otherCosts: 'Teams keeps the meeting, its chat and its attendance report.',
  needs: 'The link of a Teams meeting in HOUR_MEETING_LINK, in which nobody waits in the lobby.',
  minutes: 3,
  async run({ openPage, target }) {
    if (!target.inputs.meetingLink)
      throw new StepNotPossible(
        'Let a person create a Teams meeting without a lobby, and put its link into HOUR_MEETING_LINK.',
      );
    const pages = [await openPage('alice'), await openPage('bob')];
    for (const page of pages) {
      await page.run((api) =>
        api.act('join', () => (api.call = api.agent.join({ meetingLink: api.meetingLink ?? '' }))),
      );
      await waitForState(page, 'Connected');
    }
    await waitUntilAllConnected(...pages);
    await sleep(target.talkMs);
    for (const page of pages) await hangUp(page);
  },
};

export const telephone: HourStep = {
  name: 'telephone',
  title: 'Call a telephone, and send tones',
  acsMinutes: 1,
  otherCosts: 'One minute of the person’s calling plan, or what the telephone company charges.',
  needs:
    'A person with Teams Phone and a calling plan, and a telephone in HOUR_PHONE_NUMBER (+ and the full number) that somebody answers.',
  minutes: 3,
  async run({ openPage, operator, target }) {
    const { phoneNumber } = target.inputs;
    if (!phoneNumber)
      throw new StepNotPossible(
        'Put the number of a telephone that you can answer into HOUR_PHONE_NUMBER, such as +14255550100.',
      );
    const alice = await openPage('alice');
    operator.print('  Answer the telephone when it rings.');
    await alice.run(
      (api, phoneNumber) =>
        api.act('startCall', () => {
          api.call = api.agent.startCall({ phoneNumber } as unknown as typeof api.people.bob);
        }),
      phoneNumber,
    );
    await waitForState(alice, 'Connected');
    await alice.run((api) => api.tryAct('sendDtmf', () => api.call.sendDtmf('Num1')));
    await sleep(target.talkMs);
    await hangUp(alice);
  },
};

export const transfer: HourStep = {
  name: 'transfer',
  title: 'Transfer a call to a third person',
  acsMinutes: 4,
  needs: 'Three persons with a Teams licence.',
  minutes: 3,
  async run({ openPage, target }) {
    const [alice, bob] = [await openPage('alice'), await openPage('bob')];
    const carol = await openPage('carol');
    await connectCall(alice, bob, 'bob');
    // The transferee gets a new call with the target.
    await alice.run((api) => {
      api.call.feature(api.sdk.Features.Transfer).on('transferAccepted', ({ targetCall }) => {
        // The event's type is that of every kind of call. The call of a Teams user is always a `TeamsCall`.
        api.call = targetCall as typeof api.call;
      });
    });
    await bob.run((api) =>
      api.act('transfer', () =>
        api.call.feature(api.sdk.Features.Transfer).transfer({ targetParticipant: api.people.carol }),
      ),
    );
    await acceptCall(carol);
    await waitUntilAllConnected(alice, carol);
    await waitForEnds(bob);
    await sleep(target.talkMs);
    await hangUp(carol, alice);
  },
};

export const hold: HourStep = {
  name: 'hold',
  title: 'Hold a call on both sides',
  acsMinutes: 2,
  needs: 'Two persons with a Teams licence.',
  minutes: 2,
  async run({ openPage, target }) {
    const [alice, bob] = [await openPage('alice'), await openPage('bob')];
    await connectCall(alice, bob, 'bob');
    await alice.run((api) => api.act('hold', () => api.call.hold()));
    await waitForState(bob, 'RemoteHold');
    // No page of Microsoft says whether a person may hold a call that the other one holds.
    await bob.run((api) => api.tryAct('hold in RemoteHold', () => api.call.hold()));
    await sleep(target.talkMs);
    await alice.run((api) => api.tryAct('resume', () => api.call.resume()));
    await sleep(target.talkMs);
    for (const page of [alice, bob])
      await page.run((api) => api.addFact('state after one has resumed', api.call.state));
    await bob.run((api) => api.tryAct('resume', () => api.call.resume()));
    await waitUntilAllConnected(alice, bob);
    await hangUp(alice, bob);
  },
};

export const mute: HourStep = {
  name: 'mute',
  title: 'Mute and unmute 20 times in 30 seconds',
  acsMinutes: 3,
  needs: 'Two persons with a Teams licence.',
  minutes: 2,
  async run({ openPage, target }) {
    const [alice, bob] = [await openPage('alice'), await openPage('bob')];
    await connectCall(alice, bob, 'bob');
    for (let press = 1; press <= 20; press += 1) {
      // After a refusal with 429, `isMuted` was seen to be true although the call was not muted.
      await alice.run(async (api, press) => {
        const isMute = press % 2 === 1;
        await api.tryAct(`${isMute ? 'mute' : 'unmute'} ${press}`, () =>
          isMute ? api.call.mute() : api.call.unmute(),
        );
        api.addFact(`isMuted after press ${press}`, api.call.isMuted);
      }, press);
      await sleep(target.betweenMutesMs);
    }
    await hangUp(alice, bob);
  },
};
