import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inPage as runInPage, startHarness, type Harness } from './harness.ts';

// Real browsers on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
}, 60_000);
afterAll(() => harness.close());

const inPage = (body: string) =>
  runInPage(
    harness,
    `      const a = await agentOf('alice'), b = await agentOf('bob'), c = await agentOf('carol');
      const talk = async (from, to, name) => {
        const ring = incoming(to.agent);
        const call = from.agent.startCall(user(name));
        const peer = await (await ring).accept();
        await until(() => call.state === 'Connected' && peer.state === 'Connected');
        return [call, peer];
      };
      const [call, bob] = await talk(a, b, 'bob');
      const accepted = new Promise((done) => bob.feature(sdk.Features.Transfer).on('transferAccepted', ({ targetCall }) => done(targetCall)));
      ${body}`,
  );

test('a blind transfer: the transferred one calls the target, who sees by whom, and the first call ends', async () => {
  const seen = await inPage(`
    const ring = incoming(c.agent);
    const transfer = call.feature(sdk.Features.Transfer).transfer({ targetParticipant: user('carol') });
    const states = [transfer.state];
    transfer.on('stateChanged', () => states.push(transfer.state));
    const inc = await ring;
    const by = [inc.callerInfo, inc.transferorInfo].map((info) => info.identifier.microsoftTeamsUserId);
    const carol = await inc.accept();
    const target = await accepted;
    await until(() => target.state === 'Connected' && carol.state === 'Connected' && call.state === 'Disconnected' && bob.state === 'Disconnected');
    await until(() => states.length === 2);
    return { by: by.map((id) => Object.keys(ids).find((name) => ids[name] === id)), states, calls: [a, b, c].map((x) => x.agent.calls.length), end: call.callEndReason.code };
  `);
  expect(seen).toEqual({
    by: ['bob', 'alice'],
    states: ['Transferring', 'Transferred'],
    calls: [0, 1, 1],
    end: 0,
  });
});

test('a transfer to somebody who declines fails with that code, and the first call stays', async () => {
  const seen = await inPage(`
    const ring = incoming(c.agent);
    const transfer = call.feature(sdk.Features.Transfer).transfer({ targetParticipant: user('carol') });
    await (await ring).reject();
    await until(() => transfer.state === 'Failed');
    return [transfer.error.code, call.state, bob.state, b.agent.calls.length];
  `);
  expect(seen).toEqual([603, 'Connected', 'Connected', 1]);
});

test('a consultative transfer joins the two others in the consulted call, without the one who transfers', async () => {
  const seen = await inPage(`
    await call.hold();
    const [second, carol] = await talk(a, c, 'carol');
    const transfer = call.feature(sdk.Features.Transfer).transfer({ targetCallId: second.id });
    const target = await accepted;
    await until(() => transfer.state === 'Transferred' && call.state === 'Disconnected' && second.state === 'Disconnected');
    await until(() => target.state === 'Connected' && carol.state === 'Connected' && carol.remoteParticipants.length === 1 && carol.remoteParticipants[0].state === 'Connected');
    const others = [target, carol].map((x) => x.remoteParticipants[0].identifier.microsoftTeamsUserId);
    return { others: others.map((id) => Object.keys(ids).find((name) => ids[name] === id)), same: target.id === carol.id, calls: [a, b, c].map((x) => x.agent.calls.length) };
  `);
  expect(seen).toEqual({ others: ['carol', 'bob'], same: true, calls: [0, 1, 1] });
});
