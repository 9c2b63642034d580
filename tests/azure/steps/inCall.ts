import { setTimeout as sleep } from 'node:timers/promises';
import {
  acceptCall,
  connectCall,
  hangUp,
  waitForEnds,
  waitForState,
  waitUntilConnected,
} from './pageSteps.ts';
import type { HourStep } from './step.ts';

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
    await waitUntilConnected(1, alice, carol);
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
    await waitUntilConnected(1, alice, bob);
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
