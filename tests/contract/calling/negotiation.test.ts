import type { TeamsCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { harness, run } = harnessOfFile();

const refused = '410/3111 Call setup failed: the media description of the other side could not be applied.';
const lost = '410/301005 Media connectivity was lost during the call.';

/** A page with a function that waits until calls have ended and media is closed, and returns their end reasons. */
async function openPage() {
  const page = await harness().openPage();
  return page.keep(({ until, openConnections, liveTracks, endOf }) => ({
    endsOf: async (...calls: TeamsCall[]) => {
      await until(() => calls.every(({ state }) => state === 'Disconnected'));
      await until(() => openConnections().length === 0 && liveTracks() === 0);
      return calls.map(
        (call) => `${endOf(call)} ${(call.callEndReason as { message?: string } | undefined)?.message}`,
      );
    },
  }));
}

for (const type of ['offer', 'answer'] as const) {
  test(`C20: an ${type} that the other side cannot apply ends the call with a code and a sentence on both sides`, async () => {
    const page = await openPage();
    const seen = await page.run(
      async ({ agentOf, breakDescriptions, nextIncomingCall, user, endsOf, uncaught }, type) => {
        const a = await agentOf('alice');
        const b = await agentOf('bob');
        breakDescriptions(type);
        const ringing = nextIncomingCall(b.agent);
        const call = a.agent.startCall(user('bob'));
        const peer = await (await ringing).accept();
        return { ends: await endsOf(call, peer), uncaught };
      },
      type,
    );
    expect(seen).toEqual({ ends: [refused, refused], uncaught: [] });
    await page.close();
  });
}

test('C20: an answer of a bot that cannot be applied ends the call, and so does a description in the middle of a call', async () => {
  const page = await openPage();
  const seen = await page.run(
    async ({ agentOf, breakDescriptions, callAndAccept, user, sdk, endsOf, uncaught }) => {
      const a = await agentOf('alice');
      breakDescriptions('offer');
      const ends = await endsOf(a.agent.startCall(user('echo')));
      breakDescriptions(null);
      const [call, peer] = await callAndAccept(a, await agentOf('bob'), 'bob');
      breakDescriptions('offer');
      const canvas = document.createElement('canvas');
      canvas.getContext('2d');
      await call.startScreenSharing(new sdk.LocalVideoStream(canvas.captureStream(5)));
      return { ends: [...ends, ...(await endsOf(call, peer))], uncaught };
    },
  );
  expect(seen).toEqual({ ends: [refused, lost, lost], uncaught: [] });
  await page.close();
});

test('C20: a participant of a group call who can negotiate with nobody leaves it alone', async () => {
  const seen = await run(
    async ({ agentOf, breakDescriptions, nextIncomingCall, user, until, endOf, uncaught }) => {
      const a = await agentOf('alice');
      const b = await agentOf('bob');
      const c = await agentOf('carol');
      const ofBob = nextIncomingCall(b.agent);
      const ofCarol = nextIncomingCall(c.agent);
      const call = a.agent.startCall([user('bob'), user('carol')], { threadId: '19:group@thread.v2' });
      const bob = await (await ofBob).accept();
      await until(() => call.state === 'Connected' && bob.state === 'Connected');
      breakDescriptions('answer');
      const carol = await (await ofCarol).accept();
      await until(() => carol.state === 'Disconnected');
      await until(() => call.remoteParticipants.length === 1 && bob.remoteParticipants.length === 1);
      return { states: [call.state, bob.state], carol: endOf(carol), uncaught };
    },
  );
  expect(seen).toEqual({ states: ['Connected', 'Connected'], carol: '410/3111', uncaught: [] });
});
