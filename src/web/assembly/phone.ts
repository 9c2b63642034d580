import type { ComponentType } from 'react';
import { loadPart } from '../base/loadPart.ts';
import { createAgentOwner, type ConnectedAgent } from '../calling/agent/agentOwner.ts';
import type { AnyCallFeature } from '../calling/call/feature.ts';
import { createPreview } from '../calling/devices/preview.ts';
import { createPhone, type Phone, type PhoneDeps } from '../calling/phone.ts';
import { createLeaderTab } from '../calling/tab/leaderTab.ts';
import { createPageLife } from '../calling/tab/pageLife.ts';
import { createRejoin } from '../calling/tab/rejoin.ts';
import type { DiagnosticsLog } from '../diagnostics/diagnosticsLog.ts';
import { watchPhone } from '../diagnostics/watchPhone.ts';
import { fail, ok, type Result } from '../errors/problem.ts';
import { startCallLog } from '../history/callLog.ts';
import { entryOfCall, entryOfUnanswered, type History } from '../history/history.ts';
import type { People } from '../people/people.ts';
import { rawIdOf } from '../people/rawId.ts';
import { createSettings } from '../settings/settings.ts';
import type { SignInAssembly } from './signIn.ts';
import type { TokensAssembly } from './tokens.ts';

// One per page: the SDK allows no second agent of the same identity.
const owner = createAgentOwner();

/** The user's own camera, outside a call. It works without an agent. */
export const preview = createPreview(owner.ready);

const loadInCall = () => loadPart(() => import('../app/inCall.ts'), 'CallScreen');

/** Begins to fetch the Calling SDK and the call's screen while the sign-in is still being completed. */
export function preloadCalling(): void {
  owner.load();
  // If this fails, `connect` tries again and reports it.
  void loadInCall().catch(() => {});
}

interface PhoneAssemblyDeps {
  /** Entra object id of the user. */
  readonly oid: string;
  readonly signIn: Pick<SignInAssembly, 'keeper' | 'isOver'>;
  readonly tokens: Pick<TokensAssembly, 'credentialForAgent'>;
  readonly people: People;
  readonly history: History;
  readonly createThread: PhoneDeps['createThread'];
  readonly log: DiagnosticsLog;
}

interface ReadyPhone {
  readonly phone: Phone;
  readonly CallScreen: ComponentType;
}

/**
 * The phone. It exists from the first successful `connect` until `close`; the agent inside it may be replaced. Create
 * the assembly before there is an agent, because its listeners for leaving the page must come before the SDK's.
 */
export function assemblePhone(deps: PhoneAssemblyDeps) {
  const { oid, signIn, tokens, people, history, createThread, log } = deps;
  const pageLife = createPageLife();
  const stops = [pageLife.stop];
  let phone: Phone | null = null;

  const create = (connected: ConnectedAgent, features: readonly AnyCallFeature[]): Phone => {
    const created = createPhone(connected, {
      features,
      ownId: rawIdOf(oid),
      settings: createSettings(oid),
      leaderTab: createLeaderTab(oid),
      rejoin: createRejoin(oid),
      createThread,
      isUnknown: async (rawId) => (await people.find(rawId)) === 'unknown',
      onCallEnded: (ended) => history.put(entryOfCall(ended)),
      onUnanswered: (ring) => history.add(entryOfUnanswered(ring)),
    });
    signIn.keeper.attach(created);
    const callLog = startCallLog(created, history);
    pageLife.watch(created, connected.agent, callLog.end);
    const { state } = created;
    stops.push(
      callLog.stop,
      watchPhone(created, log),
      state.subscribe(() => connected.setRinging(state.get().incoming.length > 0)),
    );
    return created;
  };

  return {
    /** `null` until an agent has connected. */
    current: () => phone,
    /** @returns `null` when the user signed out meanwhile */
    connect: async (): Promise<Result<ReadyPhone> | null> => {
      const connected = await owner.connect(tokens.credentialForAgent);
      if (!connected.ok) return connected;
      const inCall = await loadInCall().catch((cause: unknown) => fail('sdk-not-loaded', { cause }));
      if ('ok' in inCall) {
        // The next attempt connects again, and there must never be two agents.
        await connected.value.close();
        return inCall;
      }
      if (signIn.isOver()) {
        await connected.value.close();
        return null;
      }
      phone = create(
        connected.value,
        inCall.callFeatures.map(({ feature }) => feature),
      );
      return ok({ phone, CallScreen: inCall.CallScreen });
    },
    close: () => {
      for (const stop of stops) stop();
      void phone?.close();
    },
  };
}
