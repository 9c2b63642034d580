import type {
  CapabilityResolutionReason,
  ParticipantCapabilityName,
  TeamsCall,
} from '@azure/communication-calling';
import type { CallTools } from './feature.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import { isRunning } from './callState.ts';
import { isReconnecting } from './network.ts';

/** Whether something can be done now and, if not, why: `unavailable.<reason>` in the locale files. */
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

/** What needs the others to be reached, and nothing else: neither while ringing nor while the way is lost. */
export function whileRunning(call: TeamsCall, { sdk }: Pick<CallTools, 'sdk'>): Availability {
  if (!isRunning(call)) return 'notConnected';
  return isReconnecting(call, sdk) ? 'reconnecting' : 'yes';
}

/**
 * What the SDK's capabilities say of this person, in this kind of call and role.
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
  // An SDK that does not know the name yet is not asked to do it.
  const known = capabilities[name] as (typeof capabilities)[typeof name] | undefined;
  if (!known) return 'notSupported';
  return known.isPresent ? 'yes' : (reasons[known.reason] ?? 'notSupported');
}

/** Calls `look` whenever `capability` may return something new for another reason than the call's state. */
export function watchCapabilities(call: TeamsCall, { sdk }: CallTools, look: () => void): Unsubscribe {
  const stops = [
    listen(call, ['roleChanged'], look),
    listen(call.feature(sdk.Features.Capabilities), ['capabilitiesChanged'], look),
  ];
  return () => stops.forEach((stop) => stop());
}
