import type { TeamsCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { getHarness, runInNewPage } = setUpHarness();

const setupFailed =
  '410/3111 Call setup failed: the media description of the other side could not be applied.';
const mediaLost = '410/301005 Media connectivity was lost during the call.';

/** Opens a page whose API has a function that waits until calls have ended and their media is closed. */
async function openNegotiationPage() {
  const page = await getHarness().openPage();
  return page.extendApi(({ waitUntil, listOpenConnections, countLiveTracks, endReasonOf }) => ({
    /** @returns the end reason of each call: `code/subCode message`. */
    waitForEnds: async (...calls: TeamsCall[]) => {
      await waitUntil(() => calls.every(({ state }) => state === 'Disconnected'));
      await waitUntil(() => listOpenConnections().length === 0 && countLiveTracks() === 0);
      return calls.map(
        (call) => `${endReasonOf(call)} ${(call.callEndReason as { message?: string } | undefined)?.message}`,
      );
    },
  }));
}

for (const type of ['offer', 'answer'] as const) {
  // C20 is the id of a defect that an earlier version had.
  test(`C20: an ${type} that the other participant cannot apply ends the call on both sides, with a code and a message`, async () => {
    const page = await openNegotiationPage();
    const result = await page.run(
      async ({ signIn, breakSessionDescriptions, waitForEnds, uncaughtErrors, ...api }, type) => {
        const alice = await signIn('alice');
        const bob = await signIn('bob');
        breakSessionDescriptions(type);
        const nextIncomingCall = api.waitForIncomingCall(bob.agent);
        const aliceCall = alice.agent.startCall(api.identifierOf('bob'));
        const bobCall = await (await nextIncomingCall).accept();
        return { endReasons: await waitForEnds(aliceCall, bobCall), uncaughtErrors };
      },
      type,
    );
    expect(result).toEqual({ endReasons: [setupFailed, setupFailed], uncaughtErrors: [] });
    await page.close();
  });
}

test('C20: a call with a bot ends when the bot’s answer cannot be applied, and a connected call ends when a later description cannot be applied', async () => {
  const page = await openNegotiationPage();
  const result = await page.run(
    async ({ signIn, breakSessionDescriptions, sdk, waitForEnds, uncaughtErrors, ...api }) => {
      const alice = await signIn('alice');
      breakSessionDescriptions('offer');
      const [endOfBotCall] = await waitForEnds(alice.agent.startCall(api.identifierOf('echo')));
      breakSessionDescriptions(null);
      const [aliceCall, bobCall] = await api.connectCall(alice, await signIn('bob'), 'bob');
      breakSessionDescriptions('offer');
      // A shared screen makes a new negotiation necessary.
      const canvas = document.createElement('canvas');
      canvas.getContext('2d');
      await aliceCall.startScreenSharing(new sdk.LocalVideoStream(canvas.captureStream(5)));
      return { endOfBotCall, endReasons: await waitForEnds(aliceCall, bobCall), uncaughtErrors };
    },
  );
  expect(result).toEqual({
    endOfBotCall: setupFailed,
    endReasons: [mediaLost, mediaLost],
    uncaughtErrors: [],
  });
  await page.close();
});

test('C20: a participant who cannot negotiate with anyone in a group call leaves it, and the group call goes on for the others', async () => {
  const result = await runInNewPage(
    async ({ signIn, breakSessionDescriptions, identifierOf, waitUntil, uncaughtErrors, ...api }) => {
      const alice = await signIn('alice');
      const bob = await signIn('bob');
      const carol = await signIn('carol');
      const incomingCallOfBob = api.waitForIncomingCall(bob.agent);
      const incomingCallOfCarol = api.waitForIncomingCall(carol.agent);
      const aliceCall = alice.agent.startCall([identifierOf('bob'), identifierOf('carol')], {
        threadId: '19:group@thread.v2',
      });
      const bobCall = await (await incomingCallOfBob).accept();
      await waitUntil(() => aliceCall.state === 'Connected' && bobCall.state === 'Connected');
      breakSessionDescriptions('answer');
      const carolCall = await (await incomingCallOfCarol).accept();
      await waitUntil(() => carolCall.state === 'Disconnected');
      await waitUntil(() =>
        [aliceCall, bobCall].every(({ remoteParticipants }) => remoteParticipants.length === 1),
      );
      const states = [aliceCall.state, bobCall.state];
      return { states, carolEndReason: api.endReasonOf(carolCall), uncaughtErrors };
    },
  );
  expect(result).toEqual({
    states: ['Connected', 'Connected'],
    carolEndReason: '410/3111',
    uncaughtErrors: [],
  });
});
