import type { ComponentType } from 'react';
import { loadPart } from '../base/loadPart.ts';
import { pauseRendering } from '../base/renderingPause.ts';
import { openTabChannel } from '../base/tabChannel.ts';
import { createAgentOwner, type ConnectedAgent } from '../calling/agent/agentOwner.ts';
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
import { followCallPartners } from '../people/followCallPartners.ts';
import type { People } from '../people/people.ts';
import { rawIdOf, readAgentId } from '../people/rawId.ts';
import { sharePresence } from '../people/sharePresence.ts';
import { waitForSdkTurn } from './exchange.ts';
import { reportStorageFaults } from './reportStorageFaults.ts';
import type { SignInAssembly } from './signIn.ts';
import type { TokensAssembly } from './tokens.ts';

/** The page's only agent owner, because the SDK allows only one agent (connection to the service) for each user. */
const agentOwner = createAgentOwner();

export const openPreview = createPreview(agentOwner.prepare);

const loadInCall = () => loadPart(() => import('../app/inCall.ts'), 'CallScreen');

/** Begins to load the Calling SDK, which takes longest. If that fails, `connect` loads the SDK again. */
export const preloadCalling = (): void =>
  void waitForSdkTurn()
    .then(agentOwner.load)
    .catch(() => {});

interface PhoneAssemblyDeps extends Pick<PhoneDeps, 'createThread' | 'addToThread' | 'settings'> {
  readonly oid: string;
  readonly tokenSource: Config['tokenSource'];
  readonly signIn: Pick<SignInAssembly, 'keeper' | 'isOver'>;
  readonly tokens: Pick<TokensAssembly, 'getCredentialForAgent' | 'getAcsToken'>;
  readonly people: People;
  readonly consents: Consents;
  readonly history: History;
  readonly log: DiagnosticsLog;
}

/** Creates the functions that create and close the phone. Must run before there is an agent (see `createPageLife`). */
export function assemblePhone(deps: PhoneAssemblyDeps) {
  const {
    oid,
    tokenSource,
    signIn,
    tokens,
    people,
    consents,
    history,
    settings,
    createThread,
    addToThread,
    log,
  } = deps;
  const pageLife = createPageLife();
  const stops = [pageLife.stop];
  const callsInTabs = createCallsInTabs(oid);
  /** Without Web Locks, a tab does not know of the calls in other tabs, so it assumes that there is one. */
  const isInCallElsewhere = async () => !navigator.locks || (await callsInTabs.hasCalls());
  let phone: Phone | null = null;

  const capabilities = capabilitiesBySource[tokenSource.kind];
  const lines: readonly CompanyLine[] | null =
    'resourceAccounts' in tokenSource ? tokenSource.resourceAccounts : null;

  const createConnectedPhone = (connected: ConnectedAgent, features: readonly AnyCallFeature[]): Phone => {
    // An agent has another raw id than the Teams user. It names the ACS resource, which only the token knows.
    const ownId = (lines && readAgentId(tokens.getAcsToken() ?? '')) ?? rawIdOf(oid);
    const newPhone = createPhone(connected, {
      features,
      ownId,
      capabilities,
      company: lines && createCompany(lines, ownId),
      settings,
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
    pageLife.watch(newPhone, connected.agent, callLog.writeBeforeLeaving);
    stops.push(
      reportStorageFaults(newPhone),
      callLog.stop,
      sharePresence(newPhone, people.ownPresence, consents, callsInTabs),
      followCallPartners(newPhone, oid, people.presences),
      watchPhone(newPhone, log),
      newPhone.state.subscribe(() => connected.setRinging(newPhone.state.get().incoming.length > 0)),
    );
    return newPhone;
  };

  return {
    /** @returns the phone; `null` until an agent has connected */
    getPhone: () => phone,
    /** Connects an agent and creates the phone. @returns `null` if the user has signed out meanwhile */
    connect: async (
      onAskedFor: () => void,
    ): Promise<Result<{ phone: Phone; CallScreen: ComponentType }> | null> => {
      const connected = await agentOwner.connect(async (needsFreshToken) => {
        const credential = await tokens.getCredentialForAgent(needsFreshToken);
        // The next task runs when the SDK has been asked for an agent. The screens load while it waits for the service.
        setTimeout(() => {
          onAskedFor();
          void loadInCall().catch(() => {});
        });
        return credential;
      });
      if (!connected.ok) return connected;
      const inCall = await loadInCall().catch((cause: unknown) => fail('sdk-not-loaded', { cause }));
      // Only a failure has the property `ok`.
      if ('ok' in inCall) {
        // The next attempt connects a new agent, and there must never be two agents.
        await connected.value.close();
        return inCall;
      }
      if (signIn.isOver()) {
        await connected.value.close();
        return null;
      }
      const features = inCall.listFeatures(capabilities);
      phone = createConnectedPhone(connected.value, features);
      return ok({ phone, CallScreen: inCall.CallScreen });
    },
    close: () => {
      for (const stop of stops) stop();
      void phone?.close();
    },
  };
}
