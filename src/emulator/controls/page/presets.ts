/** The buttons that switch on conditions (faults). `set` is the body of `POST /emulator/conditions`. */
export const conditionPresets: readonly { readonly title: string; readonly set: object }[] = [
  { title: 'Tokens of two minutes', set: { tokenLifetimeSeconds: 120 } },
  {
    title: 'Next exchange fails, 503',
    set: { refuseExchange: { status: 503, code: 'ServiceUnavailable', times: 1 } },
  },
  {
    title: 'Exchanges are throttled, 429',
    set: { refuseExchange: { status: 429, code: 'TooManyRequests', retryAfterSeconds: 10 } },
  },
  { title: 'Exchanges take 5 s', set: { delayExchangeMs: 5_000 } },
  { title: 'No Teams licence', set: { noLicence: true } },
  { title: 'No role on the resource', set: { noRole: true } },
  { title: 'A second proof is needed', set: { mfa: true } },
  { title: 'Account disabled', set: { disabled: true } },
  { title: 'Only administrators consent', set: { userConsent: 'nothing' } },
  { title: 'Graph answers 5 s late', set: { delayGraphMs: 5_000 } },
  { title: 'Graph is throttled', set: { throttleGraph: { retryAfterSeconds: 10 } } },
  { title: 'Signalling is half a second late', set: { delaySignallingMs: 500 } },
  { title: 'Signalling is silent', set: { silentSignalling: true } },
  { title: 'Signalling is refused', set: { refuseSignalling: 4000 } },
  { title: 'Media is lost', set: { media: 'lost' } },
  { title: 'Media is refused', set: { media: 'refused' } },
  {
    title: 'As slow as the service',
    set: {
      timing: { agentMs: [2_000, 5_000], callSetupMs: [1_000, 3_000], deviceManagerMs: 7_000 },
    },
  },
  { title: 'A closed page stays for a minute', set: { closedPageStays: { forMs: 60_000 } } },
  { title: 'Events come late', set: { eventDelivery: 'late' } },
  { title: 'Events come twice', set: { eventDelivery: 'twice' } },
  { title: 'Renderers fail', set: { rendererFails: { code: 408, subCode: 43203 } } },
  { title: 'Hold fails', set: { holdFails: true } },
  { title: 'Resume fails', set: { resumeFails: true } },
  { title: 'Muting is limited', set: { muteLimit: { changes: 4, seconds: 30 } } },
  { title: 'Muting takes effect late', set: { lateMuteMs: 500 } },
  { title: 'Muting fails before connected', set: { muteFailsBeforeConnected: true } },
  { title: 'Hold fails in RemoteHold', set: { holdFailsInRemoteHold: true } },
  { title: 'Incoming calls have another id', set: { otherIncomingId: true } },
  { title: 'Calls end without a reason', set: { callEndReason: 'missing' } },
  { title: 'No captions with telephones', set: { noPhoneCaptions: true } },
  { title: 'Captions without translation', set: { plainCaptions: true } },
  { title: 'Early media of telephones', set: { earlyMedia: true } },
  {
    title: 'The call of a transferee ends late',
    set: { transferredCallEnds: { afterMs: 5_000, code: 410, subCode: 3101 } },
  },
  {
    title: 'No screen, camera or adding people by policy',
    set: { withheldCapabilities: ['shareScreen', 'turnVideoOn', 'addTeamsUser', 'addPhoneNumber'] },
  },
];

/** Buttons that move the emulator's clock forward. */
export const clockAdvances: readonly { readonly title: string; readonly advanceMs: number }[] = [
  { title: 'A minute on', advanceMs: 60_000 },
  { title: 'Ten minutes on', advanceMs: 600_000 },
  { title: 'An hour on', advanceMs: 3_600_000 },
];
