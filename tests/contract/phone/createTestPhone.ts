import type { AnyCallFeature } from '../../../src/web/calling/call/feature.ts';
import { createSimulatedPhone } from '../../../src/web/fixtures/simulatedPhone.ts';
import { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';

/**
 * Creates a phone, the object of the app that manages all calls. Its simulated service answers at once until a test calls
 * `blockAnswers`.
 */
export function createTestPhone(features: readonly AnyCallFeature[] = []) {
  let blockade: Promise<void> | null = null;
  let endBlockade = () => {};
  const service = new SimulatedService(() => blockade ?? Promise.resolve());
  const { phone, endedCalls } = createSimulatedPhone(service, features);
  return {
    service,
    phone,
    endedCalls,
    /** Makes the service hold back its answers until a test calls `releaseAnswers`. */
    blockAnswers: () => void (blockade = new Promise((resolve) => (endBlockade = resolve))),
    /** Makes the service give all answers that it held back. From then on it answers at once again. */
    releaseAnswers: () => {
      blockade = null;
      endBlockade();
    },
    /** @returns the session of the front call, which is the call on the screen. */
    findFrontSession: () => phone.findSession(phone.state.get().front ?? ''),
    readProblemCodes: () => phone.state.get().problems.map(({ code }) => code),
    /** Calls a person, who answers. */
    connectCall: async (rawId: string) => {
      await phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false });
      const call = service.calls.at(-1);
      if (!call) throw new Error('No call was started.');
      call.changeState('Connected');
      return call;
    },
  };
}
