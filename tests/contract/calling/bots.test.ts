import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Page } from 'playwright';
import { inPage as runInPage, startHarness, type Harness } from './harness.ts';

// Real browsers on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
}, 60_000);
afterAll(() => harness.close());

const inPage = (body: string, page?: Page) => runInPage(harness, body, page);

/** Nothing stays open after a call. */
const clean = `await new Promise((r) => setTimeout(r, 200));
  const left = { peers: open().length, tracks: live(), sounds: document.querySelectorAll('audio').length };`;
const nothing = { peers: 0, tracks: 0, sounds: 0 };

test('the echo bot answers at once with a moving picture and a tone', async () => {
  const seen = await inPage(`
    const a = await agentOf('alice');
    const call = a.agent.startCall(user('echo'));
    await until(() => call.state === 'Connected');
    const stream = await until(() => call.remoteParticipants[0].videoStreams.find((s) => s.isAvailable));
    const { n } = await frames(stream);
    const volume = await call.remoteAudioStreams[0].getVolume();
    await until(() => volume.level > 0);
    await call.hangUp();
    ${clean}
    return { moving: n > 3, left };
  `);
  expect(seen).toEqual({ moving: true, left: nothing });
});

test('a phone answers and reads back what is dialled; the busy one ends 486/560486, an unknown one 404', async () => {
  const seen = await inPage(`
    const a = await agentOf('alice');
    const number = (phoneNumber) => a.agent.startCall({ phoneNumber });
    const call = number('+14255550100');
    await until(() => call.state === 'Connected');
    const volume = await call.remoteAudioStreams[0].getVolume();
    await until(() => volume.level > 0); await until(() => volume.level === 0);
    await call.sendDtmf('Num5');
    await until(() => volume.level > 0);
    const wrong = await call.sendDtmf('Num10').catch((e) => e.code);
    await call.hangUp();
    const ends = [];
    for (const other of ['+14255550101', '+14255559999']) { const c = number(other); await until(() => c.state === 'Disconnected'); ends.push(c.callEndReason.code + '/' + c.callEndReason.subCode); }
    ${clean}
    return { wrong, ends, left };
  `);
  expect(seen).toEqual({ wrong: 400, ends: ['486/560486', '404/0'], left: nothing });
});
