import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

test('E5: a participant who holds receives neither video nor sound; when both held, both receive them once both have resumed', async () => {
  const seen = await run(
    async ({ connect, withCamera, remoteVideo, isMoving, mediaArrives, noMediaArrives, until }) => {
      const { call, peer } = await connect(withCamera, withCamera);
      const both = [call, peer];
      await Promise.all(both.map((side) => remoteVideo(side)));
      await Promise.all(both.map(mediaArrives));
      await call.hold();
      await noMediaArrives(call);
      const oneHolds = both.map(({ state }) => state);
      await peer.hold();
      await Promise.all(both.map(noMediaArrives));
      await call.resume();
      await until(() => call.state === 'RemoteHold');
      await Promise.all(both.map(noMediaArrives));
      // At the same time: Bob resumes, and Alice holds and resumes.
      await Promise.all([peer.resume(), call.hold(), call.resume()]);
      await until(() => both.every(({ state }) => state === 'Connected'));
      await Promise.all(both.map(mediaArrives));
      const moving = await Promise.all(both.map(async (side) => isMoving(await remoteVideo(side))));
      return { oneHolds, moving };
    },
  );
  expect(seen).toEqual({ oneHolds: ['LocalHold', 'RemoteHold'], moving: [true, true] });
});

test('E5: a bot on hold sends nothing, and a hold called from the event of a resume wins', async () => {
  const state = await run(async ({ agentOf, user, until, mediaArrives, noMediaArrives }) => {
    const { agent } = await agentOf('alice');
    const call = agent.startCall(user('echo'));
    await until(() => call.state === 'Connected');
    await mediaArrives(call);
    await call.hold();
    await noMediaArrives(call);
    await call.resume();
    await mediaArrives(call);
    await call.hold();
    call.on('stateChanged', function holdAgain() {
      if (call.state !== 'Connected') return;
      call.off('stateChanged', holdAgain);
      void call.hold();
    });
    await call.resume();
    await noMediaArrives(call);
    return call.state;
  });
  expect(state).toBe('LocalHold');
});
