import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

// E5 is the id of a defect that an earlier version had.
test('E5: a participant on hold receives neither video nor sound, and when both participants hold the call, media flows again once both have resumed', async () => {
  const result = await runInNewPage(
    async ({ connectAliceAndBob, withCamera, waitForRemoteVideo, waitForMedia, waitForNoMedia, ...api }) => {
      const { aliceCall, bobCall } = await connectAliceAndBob(withCamera, withCamera);
      const calls = [aliceCall, bobCall];
      await Promise.all(calls.map((call) => waitForRemoteVideo(call)));
      await Promise.all(calls.map(waitForMedia));
      await aliceCall.hold();
      await waitForNoMedia(aliceCall);
      const statesWhileAliceHolds = calls.map(({ state }) => state);
      await bobCall.hold();
      await Promise.all(calls.map(waitForNoMedia));
      await aliceCall.resume();
      await api.waitUntil(() => aliceCall.state === 'RemoteHold');
      await Promise.all(calls.map(waitForNoMedia));
      // At the same time Bob resumes, and Alice holds and resumes once more.
      await Promise.all([bobCall.resume(), aliceCall.hold(), aliceCall.resume()]);
      await api.waitUntil(() => calls.every(({ state }) => state === 'Connected'));
      await Promise.all(calls.map(waitForMedia));
      const movingVideos = await Promise.all(
        calls.map(async (call) => api.waitUntilMoving(await waitForRemoteVideo(call))),
      );
      return { statesWhileAliceHolds, movingVideos };
    },
  );
  expect(result).toEqual({
    statesWhileAliceHolds: ['LocalHold', 'RemoteHold'],
    movingVideos: [true, true],
  });
});

test('E5: a bot sends nothing while its caller holds the call, and a hold that a listener starts during a resume takes effect', async () => {
  const state = await runInNewPage(
    async ({ signIn, identifierOf, waitUntil, waitForMedia, waitForNoMedia }) => {
      const { agent } = await signIn('alice');
      const call = agent.startCall(identifierOf('echo'));
      await waitUntil(() => call.state === 'Connected');
      await waitForMedia(call);
      await call.hold();
      await waitForNoMedia(call);
      await call.resume();
      await waitForMedia(call);
      await call.hold();
      call.on('stateChanged', function holdAgain() {
        if (call.state !== 'Connected') return;
        call.off('stateChanged', holdAgain);
        void call.hold();
      });
      await call.resume();
      await waitForNoMedia(call);
      return call.state;
    },
  );
  expect(state).toBe('LocalHold');
});
