import type { ComponentType } from 'react';
import { loadPart } from '../base/loadPart.ts';
import { pauseRendering } from '../base/renderingPause.ts';
import { storageFaults, type StorageFault } from '../base/storedValue.ts';
import { joinStops } from '../base/subscriptions.ts';
import { openTabChannel } from '../base/tabChannel.ts';
import { createAgentOwner, type PreparedAgent } from '../calling/agent/agentOwner.ts';
import type { AnyCallFeature } from '../calling/call/feature.ts';
import { createCompany, type CompanyLine } from '../calling/call/company.ts';
import { createPreview } from '../calling/devices/preview.ts';
import { createPhone, type Phone, type PhoneDeps } from '../calling/phone.ts';
import { createCallsInTabs } from '../calling/tab/callsInTabs.ts';
import { joinLeaderElection } from '../calling/tab/leaderTab.ts';
import { joinLiveRight } from '../calling/tab/liveRight.ts';
import { createPageLife } from '../calling/tab/pageLife.ts';
import { createRejoinOffer } from '../calling/tab/rejoinOffer.ts';
import type { Consents } from '../consent/consents.ts';
import type { DiagnosticsLog } from '../diagnostics/diagnosticsLog.ts';
import { watchPhone } from '../diagnostics/watchPhone.ts';
import { capabilitiesBySource } from '../capabilities/capabilities.ts';
import type { Config } from '../config/schema.ts';
import { fail, ok, type Result } from '../errors/problem.ts';
import { startCallLog } from '../history/callLog.ts';
import { createCallEntry, createUnansweredEntry } from '../history/createEntry.ts';
import type { History } from '../history/history.ts';
import type { People } from '../people/people.ts';
import { rawIdOf, readAgentId } from '../people/rawId.ts';
import { sharePresence } from '../people/sharePresence.ts';
import { createSettings } from '../settings/settings.ts';
import type { SignInAssembly } from './signIn.ts';
import type { TokensAssembly } from './tokens.ts';

/** The page's only agent owner, because the SDK allows only one agent (connection to the service) for each user. */
const agentOwner = createAgentOwner();

export const openPreview = createPreview(agentOwner.prepare);

const loadInCall = () => loadPart(() => import('../app/inCall.ts'), 'CallScreen');

/**
 * Begins to load the call screen, and loads the Calling SDK, which takes longest.
 * @returns a promise that resolves when the SDK is loaded or could not be loaded
 */
export async function preloadCalling(): Promise<void> {
  try {
    void loadInCall().catch(() => {});
    await agentOwner.load();
  } catch {
    // `connect` loads the SDK again.
  }
}

interface PhoneAssemblyDeps extends Pick<PhoneDeps, 'createThread' | 'addToThread'> {
  readonly oid: string;
  readonly tokenSource: Config['tokenSource'];
  readonly signIn: Pick<SignInAssembly, 'keeper' | 'isOver'>;
  readonly tokens: Pick<TokensAssembly, 'getCredentialForAgent' | 'getAcsToken'>;
  readonly people: People;
  readonly consents: Consents;
  readonly history: History;
  readonly log: DiagnosticsLog;
}

/** The phone, and the component that shows its calls. */
export interface OpenPhone {
  readonly phone: Phone;
  readonly CallScreen: ComponentType;
}

/** Creates the functions that create and close the phone. Must run before there is an agent (see `createPageLife`). */
export function assemblePhone(deps: PhoneAssemblyDeps) {
  const { oid, tokenSource, signIn, tokens, people, consents, history, createThread, addToThread, log } =
    deps;
  const pageLife = createPageLife();
  const callsInTabs = createCallsInTabs(oid);
  /** Without Web Locks, a tab does not know of the calls in other tabs, so it assumes that there is one. */
  const isInCallElsewhere = async () => !navigator.locks || (await callsInTabs.hasCalls());
  let openPhone: OpenPhone | null = null;
  let stopWatching = () => {};

  const capabilities = capabilitiesBySource[tokenSource.kind];
  const lines: readonly CompanyLine[] | null =
    'resourceAccounts' in tokenSource ? tokenSource.resourceAccounts : null;

  const createWatchedPhone = (agent: PreparedAgent, features: readonly AnyCallFeature[]): Phone => {
    // An agent has another raw id than the Teams user. It names the ACS resource, which only the token knows.
    const ownId = (lines && readAgentId(tokens.getAcsToken() ?? '')) ?? rawIdOf(oid);
    const newPhone = createPhone(agent, {
      features,
      ownId,
      capabilities,
      company: lines && createCompany(lines, ownId),
      settings: createSettings(oid),
      leaderTab: joinLeaderElection(oid),
      rejoin: createRejoinOffer(oid, isInCallElsewhere),
      createThread,
      addToThread,
      joinLiveRight: (calls) => joinLiveRight(oid, calls),
      joinCrossedCallChannel: (onMessage) => openTabChannel(`switchboard.crossed.${oid}`, onMessage),
      isUnknownPerson: (rawId) => {
        // Begins to look the person up, so that a later call of this function knows the answer.
        void people.find(rawId);
        return people.isUnknown(rawId);
      },
      pauseRendering,
      onCallEnded: (ended) => {
        const name = people.names.get().get(ended.other ?? '') ?? ended.otherName;
        history.put(createCallEntry(ended, name));
      },
      onUnanswered: (call) => history.add(createUnansweredEntry(call)),
    });
    signIn.keeper.setPhone(newPhone);
    const callLog = startCallLog(newPhone, history);
    pageLife.watch(newPhone, agent.agent, callLog.writeDurations);
    const reportStorageFault = (fault: StorageFault) =>
      newPhone.reportProblem(fail(fault === 'unreadable' ? 'data-not-read' : 'data-not-stored').problem);
    storageFaults.get().forEach(reportStorageFault);
    stopWatching = joinStops(
      storageFaults.subscribe(() => storageFaults.get().slice(-1).forEach(reportStorageFault)),
      callLog.stop,
      sharePresence(newPhone, people.ownPresence, consents, callsInTabs),
      watchPhone(newPhone, log),
      newPhone.state.subscribe(() => agent.setRinging(newPhone.state.get().incoming.length > 0)),
    );
    return newPhone;
  };

  const closePhone = async () => {
    if (!openPhone) return;
    const { phone } = openPhone;
    openPhone = null;
    stopWatching();
    await phone.close();
  };

  return {
    /** @returns the phone; `null` until one is open */
    getPhone: () => openPhone?.phone ?? null,
    /**
     * Opens the phone and connects its agent. If that fails, the phone is closed again.
     * @param onOpen runs when the phone is open and its agent is still connecting; `null` opens the phone only with an agent
     * @returns the open phone; `null` if the user has signed out meanwhile
     */
    connect: async (onOpen: ((opened: OpenPhone) => void) | null): Promise<Result<OpenPhone> | null> => {
      const prepared = await agentOwner.prepareAgent(tokens.getCredentialForAgent);
      if (!prepared.ok) return prepared;
      const agent = prepared.value;
      // `npm run bench -- first-screen` measures the app's start until this mark. What follows takes as long as Microsoft's SDK needs.
      performance.mark('agent-asked-for');
      const starting = agent.start();
      const inCall = await loadInCall().catch((cause: unknown) => fail('sdk-not-loaded', { cause }));
      // Only a failure has the property `ok`.
      if ('ok' in inCall) {
        // The next attempt creates another agent, and there must never be two agents.
        await starting;
        await agent.close();
        return inCall;
      }
      const open = (): OpenPhone => {
        const phone = createWatchedPhone(agent, inCall.listFeatures(capabilities));
        openPhone = { phone, CallScreen: inCall.CallScreen };
        return openPhone;
      };
      if (onOpen && !signIn.isOver()) onOpen(open());
      const started = await starting;
      if (started.ok && !signIn.isOver()) return ok(openPhone ?? open());
      await (openPhone ? closePhone() : agent.close());
      return started.ok ? null : started;
    },
    close: () => {
      pageLife.stop();
      void closePhone();
    },
  };
}
