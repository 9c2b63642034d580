import { expect, test, vi } from 'vitest';
import { createStore } from '../../../src/web/base/store.ts';
import type { DeviceList } from '../../../src/web/calling/devices/devices.ts';
import { fail } from '../../../src/web/errors/problem.ts';
import { hold } from '../../../src/web/features/hold/hold.ts';
import { createSimulatedDevices } from '../../../src/web/fixtures/simulatedDevices.ts';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { bob, carol } from '../../../src/web/fixtures/testUsers.ts';
import { transfer } from '../../../src/web/transfer/transfer.ts';
import { createPromptingPhone, createTestPhone, normalEnd } from './createTestPhone.ts';

/** The message about a failure goes when its cause has gone, whatever the user does with the message. */

stubBrowser();

type TestPhone = ReturnType<typeof createTestPhone>;
const toBob = { kind: 'people', rawIds: [bob.rawId] } as const;

/** Lets a call ring and the user accept it, while the service refuses one command. */
async function acceptWith(refused: 'hold' | 'accept', { service, phone, connectCall }: TestPhone) {
  const frontCall = await connectCall(bob.rawId);
  const ring = service.ringIncomingCall();
  const accept = () => phone.acceptCall(ring.id, { video: false });
  service.refuseNext(refused);
  await accept();
  return { frontCall, accept };
}
const holdFront = ({ findFrontSession }: TestPhone) => findFrontSession()?.run(hold, undefined);

test.each<[code: string, end: string, run: (app: TestPhone, expectProblem: () => void) => Promise<unknown>]>([
  [
    'call-not-held',
    'the user puts the call on hold',
    async (app, expectProblem) => {
      await acceptWith('hold', app);
      expectProblem();
      await holdFront(app);
    },
  ],
  [
    'call-not-held',
    'the user accepts the other call',
    async (app, expectProblem) => {
      const { accept } = await acceptWith('hold', app);
      expectProblem();
      await accept();
    },
  ],
  [
    'call-not-held',
    'the call ends',
    async (app, expectProblem) => {
      const { frontCall } = await acceptWith('hold', app);
      expectProblem();
      frontCall.end(normalEnd);
    },
  ],
  [
    'call-not-answered',
    'the user accepts the call',
    async (app, expectProblem) => {
      const { accept } = await acceptWith('accept', app);
      expectProblem();
      await accept();
    },
  ],
  [
    'agent-unreachable',
    'the agent is connected again',
    async ({ phone, service }, expectProblem) => {
      service.changeConnection('Disconnected');
      phone.reportProblem(fail('agent-unreachable').problem);
      expectProblem();
      service.changeConnection('Connected');
    },
  ],
])('the message %s goes when %s', async (code, _end, run) => {
  const app = createTestPhone();
  await run(app, () => expect(app.readProblemCodes()).toEqual([code]));
  expect(app.readProblemCodes()).toEqual([]);
});

test('a message about the microphone goes when the user allows it in the browser', async () => {
  const status = Object.assign(new EventTarget(), { state: 'denied' });
  vi.stubGlobal('navigator', { onLine: true, permissions: { query: async () => status } });
  const { placeWithPrompt, readProblemCodes } = createPromptingPhone();
  await placeWithPrompt(toBob, { isAllowed: false });
  expect(readProblemCodes()).toEqual(['microphone-needed']);
  status.state = 'granted';
  status.dispatchEvent(new Event('change'));
  expect(readProblemCodes()).toEqual([]);
});

test('a message about the microphone goes when the app can use it', async () => {
  const { phone, placeWithPrompt, answerPrompt, readProblemCodes } = createPromptingPhone('busy');
  await placeWithPrompt(toBob, { isAllowed: false });
  expect(readProblemCodes()).toEqual(['microphone-needed-busy']);
  void phone.devices.askPermission({ audio: true, video: false });
  await answerPrompt(true);
  expect(readProblemCodes()).toEqual([]);
});

test('a message about a missing device goes when one is plugged in, and about a camera when it opens', async () => {
  const list = createStore<DeviceList>({ microphones: [], cameras: [], speakers: [] });
  const devices = { ...createSimulatedDevices(async () => {}), list };
  const { phone, readProblemCodes } = createTestPhone({ connectedAgent: { devices } });
  for (const code of ['microphone-missing', 'camera-busy'] as const) phone.reportProblem(fail(code).problem);
  list.set({ ...list.get(), microphones: [{ id: 'microphone:a', name: 'Headset' }] });
  expect(readProblemCodes()).toEqual(['camera-busy']);
  await phone.devices.openCamera();
  expect(readProblemCodes()).toEqual([]);
});

test('the message that a device was not changed goes when the next change succeeds', async () => {
  const applyChoice = vi.fn(async () => {});
  const devices = { ...createSimulatedDevices(async () => {}), applyChoice };
  const { phone, readProblemCodes } = createTestPhone({ connectedAgent: { devices } });
  const choose = (microphone: string) => phone.settings.set({ ...phone.settings.get(), microphone });
  applyChoice.mockRejectedValueOnce(new Error('The device is busy.'));
  choose('microphone:a');
  await vi.waitFor(() => expect(readProblemCodes()).toEqual(['unexpected']));
  choose('microphone:b');
  await vi.waitFor(() => expect(readProblemCodes()).toEqual([]));
});

test('the message about a failed transfer goes when the user talks to the person in another call', async () => {
  const { phone, connectCall, findFrontSession } = createTestPhone();
  const call = await connectCall(bob.rawId);
  await findFrontSession()?.run(transfer, { kind: 'start', target: { kind: 'person', rawId: carol.rawId } });
  call.finishTransfer('Failed', { code: 603, subCode: 0 });
  call.end(normalEnd);
  expect(phone.state.get().notices).toMatchObject([{ kind: 'transferFailed' }]);
  await connectCall(bob.rawId);
  expect(phone.state.get().notices).toEqual([]);
});
