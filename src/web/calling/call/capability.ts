import type {
  CapabilityResolutionReason,
  ParticipantCapabilityName,
  TeamsCall,
} from '@azure/communication-calling';
import type { CallTools } from './feature.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import { isRunning } from './callState.ts';
import { isReconnecting } from './network.ts';

/** Whether a command is possible now, or why not. The words of a reason are `unavailable.<reason>` in the locale files. */
export type Availability =
  'yes' | 'notConnected' | 'reconnecting' | 'role' | 'callKind' | 'policy' | 'consent' | 'notSupported';

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

/** For commands that only need a connection to the other participants: possible while the call runs and is not reconnecting. */
export function whileRunning(call: TeamsCall, { sdk }: Pick<CallTools, 'sdk'>): Availability {
  if (!isRunning(call)) return 'notConnected';
  return isReconnecting(call, sdk) ? 'reconnecting' : 'yes';
}

/**
 * For commands that the SDK has a capability for. The answer depends on the kind of call and on the user's call role.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
 */
export function capability(
  call: TeamsCall,
  { sdk }: CallTools,
  name: ParticipantCapabilityName,
): Availability {
  const now = whileRunning(call, { sdk });
  if (now !== 'yes') return now;
  const { capabilities } = call.feature(sdk.Features.Capabilities);
  // An older SDK may not know the capability; then the command is not supported.
  const known = capabilities[name] as (typeof capabilities)[typeof name] | undefined;
  if (!known) return 'notSupported';
  return known.isPresent ? 'yes' : (reasons[known.reason] ?? 'notSupported');
}

/** Calls `onChange` whenever `capability` may return something new, except after a change of the call's state. */
export function watchCapabilities(call: TeamsCall, { sdk }: CallTools, onChange: () => void): Unsubscribe {
  const stops = [
    listen(call, ['roleChanged'], onChange),
    listen(call.feature(sdk.Features.Capabilities), ['capabilitiesChanged'], onChange),
  ];
  return () => stops.forEach((stop) => stop());
}
