import type { LocalVideoStream } from '@azure/communication-calling';
import { createIdentifierFromRawId } from '@azure/communication-common';
import type * as fc from 'fast-check';
import { vi } from 'vitest';
import type { AnyCallFeature } from '../../../src/web/calling/call/feature.ts';
import type { UnansweredCall } from '../../../src/web/calling/call/snapshot.ts';
import type { Target } from '../../../src/web/calling/call/target.ts';
import type { DeviceFault } from '../../../src/web/calling/devices/deviceFault.ts';
import type { DeviceAccess } from '../../../src/web/calling/devices/devicePermission.ts';
import { ok } from '../../../src/web/errors/problem.ts';
import { createSimulatedDevices } from '../../../src/web/fixtures/simulatedDevices.ts';
import { createSimulatedPhone, type PhoneParts } from '../../../src/web/fixtures/simulatedPhone.ts';
import { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';

/** End reasons of the SDK. */
export const normalEnd = { code: 0, subCode: 0 };
export const callerGaveUp = { code: 487, subCode: 0 };

/** Creates a phone, the object of the app that manages all calls, with a simulated service. */
export function createTestPhone(
  parts: PhoneParts = {},
  features: readonly AnyCallFeature[] = [],
  service = new SimulatedService(),
) {
  const unanswered: UnansweredCall[] = [];
  const onUnanswered = (call: UnansweredCall) => unanswered.push(call);
  const { phone, endedCalls } = createSimulatedPhone(service, features, { onUnanswered, ...parts });
  const placeCall = async (rawId: string) => {
    await phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false });
    const call = service.calls.at(-1);
    if (!call) throw new Error('No call was started.');
    return call;
  };
  return {
    service,
    phone,
    endedCalls,
    unanswered,
    /** @returns the session of the front call, which is the call on the screen */
    findFrontSession: () => phone.findSession(phone.state.get().front ?? ''),
    hangUpFrontCall: () => phone.hangUp(phone.state.get().front ?? ''),
    ringFrom: (rawId: string) => service.ringIncomingCall({ identifier: createIdentifierFromRawId(rawId) }),
    readProblemCodes: () => phone.state.get().problems.map(({ code }) => code),
    placeCall,
    connectCall: async (rawId: string) => {
      const call = await placeCall(rawId);
      call.changeState('Connected');
      return call;
    },
  };
}

/** Waits until everything has happened that does not depend on the user or on a timer. */
export const waitForImmediate = () => new Promise((resolve) => setImmediate(resolve));

/** Lets all answers of a random order arrive, also those to commands that the phone sends after an answer. */
export async function settle(scheduler: fc.Scheduler): Promise<void> {
  do {
    await scheduler.waitIdle();
    await waitForImmediate();
  } while (scheduler.count() > 0);
}

/**
 * Creates a phone in a browser that asks the user for microphone and camera.
 * @param microphoneFault why the microphone cannot be used, if the user does not allow it
 */
export function createPromptingPhone(microphoneFault: DeviceFault = 'refused', parts: PhoneParts = {}) {
  let answer: (access: DeviceAccess) => void = () => {};
  const askPermission = vi.fn(() => new Promise<DeviceAccess>((resolve) => (answer = resolve)));
  const disposeCamera = vi.fn();
  const camera = { mediaStreamType: 'Video', dispose: disposeCamera } as unknown as LocalVideoStream;
  const devices = {
    ...createSimulatedDevices(async () => {}),
    askPermission,
    findFault: async () => microphoneFault,
    openCamera: async () => ok(camera),
  };
  const testPhone = createTestPhone({ connectedAgent: { devices }, ...parts });
  /** Waits until the browser asks, and answers for the user. */
  const answerPrompt = async (isAllowed: boolean) => {
    await waitForImmediate();
    answer({ audio: isAllowed, video: isAllowed });
    await waitForImmediate();
  };
  return {
    ...testPhone,
    askPermission,
    disposeCamera,
    answerPrompt,
    /** Places a call, and answers the browser's question for the user. */
    placeWithPrompt: async (target: Target, { isAllowed = true, video = false } = {}) => {
      const placing = testPhone.phone.placeCall(target, { video });
      await answerPrompt(isAllowed);
      await placing;
    },
  };
}
