import type { ConnectedAgent } from '../../../src/web/calling/agent/agentOwner.ts';
import type { AnyCallFeature } from '../../../src/web/calling/call/feature.ts';
import type { EndedCall } from '../../../src/web/calling/call/snapshot.ts';
import { createPhone, type Phone } from '../../../src/web/calling/phone.ts';
import { createStore } from '../../../src/web/base/store.ts';
import { hangUp } from '../../../src/web/features/hang-up/hangUp.ts';
import { hold } from '../../../src/web/features/hold/hold.ts';
import { mute } from '../../../src/web/features/mute/mute.ts';
import { transfer } from '../../../src/web/features/transfer/transfer.ts';
import type { SimulatedService } from './simulatedService.ts';

/** Counts how often the sessions of calls were opened and closed. */
export interface SessionCount {
  opened: number;
  closed: number;
}

/**
 * The real phone and its real features, on a simulated SDK.
 * @param more features beside those that the phone needs
 */
export function createSimulatedPhone(
  service: SimulatedService,
  more: readonly AnyCallFeature[] = [],
): { phone: Phone; sessions: SessionCount; endedCalls: readonly EndedCall[] } {
  const endedCalls: EndedCall[] = [];
  const sessions: SessionCount = { opened: 0, closed: 0 };
  const counter: AnyCallFeature = {
    name: 'counter',
    read: () => null,
    watch() {
      sessions.opened += 1;
      return () => (sessions.closed += 1);
    },
    run: async () => {},
  };
  const connected = {
    sdk: {
      Features: { UserFacingDiagnostics: {}, Capabilities: {}, Transfer: {} },
      DiagnosticQuality: { Poor: 2, Bad: 3 },
    },
    devices: {
      list: createStore({ microphones: [], cameras: [], speakers: [] }),
      async ask() {
        await service.delay();
        return { audio: true, video: false };
      },
      hasMicrophone: async () => true,
      look: async () => {},
      choose: async () => {},
    },
    agent: createStore(service.agent),
    status: createStore({ kind: 'up' }),
    tryNow: () => {},
    close: async () => {},
  } as unknown as ConnectedAgent;
  const phone = createPhone(connected, {
    async isUnknown() {
      await service.delay();
      return false;
    },
    onCallEnded: (ended) => endedCalls.push(ended),
    onRingEnded: () => {},
    features: [counter, hangUp, hold, mute, transfer, ...more] as readonly AnyCallFeature[],
    ownId: '8:orgid:own',
    rejoin: { offer: createStore(null) } as never,
    settings: createStore({ doNotDisturb: false, microphone: null, camera: null, speaker: null }) as never,
    leader: { role: createStore('phone' as const), take: () => {}, close: () => {} },
    createThread: async () => ({ ok: true, value: '' }),
  });
  return { phone, sessions, endedCalls };
}
