/** A number of milliseconds, or the least and the most milliseconds. */
export type MsOrRange = number | [number, number];

/**
 * The conditions of the emulator. A condition is a fault, or another unusual behaviour of the service. The page
 * `emulator-controls.md` of this package describes each one.
 */
export interface Conditions {
  /** New tokens of Entra and ACS live this many seconds. */
  tokenLifetimeSeconds?: number | undefined;
  /** New ACS tokens live this many seconds, whatever the lifetime of the Teams token is. */
  acsTokenLifetimeSeconds?: number | undefined;
  /** The exchange hands out tokens of another ACS resource. */
  otherAcsResource?: boolean | undefined;
  /** While the user is in a call, signalling refuses tokens of another ACS resource. */
  callsKeepAcsResource?: boolean | undefined;
  /** The token exchange answers with this error, `times` times, or until the condition is removed. */
  refuseExchange?:
    | { status: number; code: string; times?: number | undefined; retryAfterSeconds?: number | undefined }
    | undefined;
  /** The token exchange answers this many milliseconds late. */
  delayExchangeMs?: number | undefined;
  /** The token exchange answers 429 above this rate. For everyone only. */
  exchangeQuota?: { requests: number; seconds: number } | undefined;
  /** Graph answers this many milliseconds late. */
  delayGraphMs?: number | undefined;
  /** Graph answers 429, `times` times, or until the condition is removed. */
  throttleGraph?: { retryAfterSeconds: number; times?: number | undefined } | undefined;
  /**
   * Which chat Graph creates for a call between the user and telephones: one with the user alone, or one with the user and
   * the member 00000000-0000-0000-0000-000000000000.
   */
  telephoneChats?: 'userAlone' | 'withNobody' | undefined;
  /**
   * Graph answers 429 to requests about presence above this rate, for one application in one tenant. By default 1,500 requests
   * in 30 s. For everyone only.
   */
  presenceLimit?: { requests: number; seconds: number } | undefined;
  /** The exchange finds no Teams licence. */
  noLicence?: boolean | undefined;
  /** An exchange that an Entra token authorises finds no role on the ACS resource. */
  noRole?: boolean | undefined;
  /** Sign-in needs a second factor. */
  mfa?: boolean | undefined;
  /** The account is disabled. */
  disabled?: boolean | undefined;
  /** Which permissions users may consent to, in place of the policy of the directory's tenants. */
  userConsent?: 'everything' | 'microsoftDefault' | 'lowImpact' | 'nothing' | undefined;
  /** Teams tokens lack these permissions, although the user has consented to them. */
  withheldPermissions?: ('Teams.ManageCalls' | 'Teams.ManageChats')[] | undefined;
  /** The tenant has no service principal of ACS. */
  noServicePrincipal?: boolean | undefined;
  /** The redirect URIs are not registered for a single-page app. For everyone only. */
  notSpa?: boolean | undefined;
  /** The application does not allow public client flows: no token for a device code. For everyone only. */
  noPublicClient?: boolean | undefined;
  /** The ACS resource answers no CORS preflight. For everyone only. */
  noAcsCors?: boolean | undefined;
  /** Each signalling frame arrives this many milliseconds late, in both directions. */
  delaySignallingMs?: number | undefined;
  /** Signalling sockets stay open and carry nothing. The frames arrive once the condition is removed. */
  silentSignalling?: boolean | undefined;
  /** New signalling sockets are closed with this code, 3000 to 4999. */
  refuseSignalling?: number | undefined;
  /** `lost`: no packet gets through, in present calls as well. `refused`: no offer and no answer gets through. */
  media?: 'refused' | 'lost' | undefined;
  /** The calls of the user end with this code, `times` times, or until the condition is removed. */
  refuseCalls?:
    { code: number; subCode: number; afterMs?: number | undefined; times?: number | undefined } | undefined;
  /** These steps take this many milliseconds. `agentMs` and `deviceManagerMs` can be set for everyone only. */
  timing?:
    | {
        agentMs?: MsOrRange | undefined;
        callSetupMs?: MsOrRange | undefined;
        deviceManagerMs?: MsOrRange | undefined;
      }
    | undefined;
  /** A user whose page closes without a hang-up stays in the calls this many milliseconds. */
  closedPageStays?: { forMs: number } | undefined;
  /** Events of the SDK come late, twice, or both. */
  eventDelivery?: 'late' | 'twice' | 'both' | undefined;
  /** `createView` rejects with this code. */
  rendererFails?: { code: number; subCode: number } | undefined;
  /** `call.hold()` rejects. */
  holdFails?: boolean | undefined;
  /** `call.resume()` rejects. */
  resumeFails?: boolean | undefined;
  /** A policy takes these capabilities away, in present calls as well. The names are those of the SDK. */
  withheldCapabilities?: string[] | undefined;
  /** `mute()` and `unmute()` reject with 429 above this rate, while `isMuted` changes nevertheless. */
  muteLimit?: { changes: number; seconds: number } | undefined;
  /** `isMuted` and the sound change this many milliseconds after `mute()` or `unmute()` has resolved. */
  lateMuteMs?: number | undefined;
  /** Muting the microphone or the incoming audio rejects before the call is connected. */
  muteFailsBeforeConnected?: boolean | undefined;
  /** `call.hold()` rejects while the other participant holds the call. */
  holdFailsInRemoteHold?: boolean | undefined;
  /** An incoming call has another id than the call that `accept()` returns. */
  otherIncomingId?: boolean | undefined;
  /** `callEndReason` is set half a second after the end of a call, or never. */
  callEndReason?: 'late' | 'missing' | undefined;
  /** `startCaptions` rejects in calls with a phone number. */
  noPhoneCaptions?: boolean | undefined;
  /** Captions cannot be translated. A change in a running call raises `CaptionsKindChanged`. */
  plainCaptions?: boolean | undefined;
  /** Calls to phone numbers have the state `EarlyMedia` instead of `Ringing`, and a ringback tone is heard. */
  earlyMedia?: boolean | undefined;
  /** The call of a user who was transferred ends this late, and with this code. */
  transferredCallEnds?: { afterMs: number; code: number; subCode: number } | undefined;
  /** `addParticipant` reaches only members of the call's chat. */
  chatMembersOnly?: boolean | undefined;
}

/** Changes of conditions: `null` removes a condition. */
export type ConditionChanges = { readonly [Name in keyof Conditions]: Conditions[Name] | null };
