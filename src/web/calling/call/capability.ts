import type {
  CapabilityResolutionReason,
  ParticipantCapabilityName,
  TeamsCall,
} from '@azure/communication-calling';
import type { CallTools } from './feature.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import type { Sdk } from '../sdk/sdk.ts';
import { isRunning } from './callState.ts';
import { isReconnecting } from './network.ts';
import { joinStops } from '../../base/subscriptions.ts';

/** Whether a command is possible now, or why not. The words for a reason are `unavailable.<reason>` in the locale files. */
export type Availability =
  | 'yes'
  | 'notConnected'
  | 'lobby'
  | 'reconnecting'
  | 'role'
  | 'callKind'
  | 'telephone'
  | 'emergency'
  | 'policy'
  | 'consent'
  | 'browser'
  | 'notSupported';

const reasons: Record<CapabilityResolutionReason, Availability> = {
  Capable: 'yes',
  CapabilityNotApplicableForTheCallType: 'callKind',
  ClientRestricted: 'notSupported',
  UserPolicyRestricted: 'policy',
  RoleRestricted: 'role',
  FeatureNotSupported: 'notSupported',
  MeetingRestricted: 'role',
  NotInitialized: 'notConnected',
  NotCapable: 'role',
  TeamsPremiumLicenseRestricted: 'policy',
  IpModeUserPolicyRestricted: 'policy',
  ExplicitConsentRequired: 'consent',
};

/** Checks whether the call is connected, for a command that needs no capability. */
export function checkConnection(call: TeamsCall, { sdk }: Pick<CallTools, 'sdk'>): Availability {
  if (call.state === 'InLobby') return 'lobby';
  if (!isRunning(call)) return 'notConnected';
  return isReconnecting(call, sdk) ? 'reconnecting' : 'yes';
}

/**
 * Checks whether the call is connected, for a command that Microsoft restricts in an agent's emergency call: mute, hold, transfer,
 * and adding or removing somebody.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/tpe/teams-phone-extensibility-capabilities
 */
export function checkControl(call: TeamsCall, tools: Pick<CallTools, 'sdk' | 'capabilities'>): Availability {
  const isRestricted = !tools.capabilities.emergencyControls && call.isEmergencyCall === true;
  return isRestricted ? 'emergency' : checkConnection(call, tools);
}

/**
 * Checks whether the call is connected and the user has a capability, which depends on the kind of call and the user's role.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
 */
export function checkCapability(
  call: TeamsCall,
  { sdk }: CallTools,
  name: ParticipantCapabilityName,
): Availability {
  const connection = checkConnection(call, { sdk });
  if (connection !== 'yes') return connection;
  const { capabilities } = call.feature(sdk.Features.Capabilities);
  // Contrary to the type, an older SDK may not know this capability.
  const state = capabilities[name] as (typeof capabilities)[typeof name] | undefined;
  if (!state) return 'notSupported';
  return state.isPresent ? 'yes' : (reasons[state.reason] ?? 'notSupported');
}

export function watchCapabilities(call: TeamsCall, sdk: Sdk, onChange: () => void): Unsubscribe {
  return joinStops(
    listen(call, ['roleChanged'], onChange),
    listen(call.feature(sdk.Features.Capabilities), ['capabilitiesChanged'], onChange),
  );
}
