/** Maps the title of a button that switches on conditions (faults) to the body of its `POST /emulator/conditions`. */
export const conditionPresets: Readonly<Record<string, object>> = {
  'Tokens of two minutes': { tokenLifetimeSeconds: 120 },
  'Next exchange fails, 503': { refuseExchange: { status: 503, code: 'ServiceUnavailable', times: 1 } },
  'Exchanges are throttled, 429': {
    refuseExchange: { status: 429, code: 'TooManyRequests', retryAfterSeconds: 10 },
  },
  'Exchanges take 5 s': { delayExchangeMs: 5_000 },
  'No Teams licence': { noLicence: true },
  'No role on the resource': { noRole: true },
  'A second proof is needed': { mfa: true },
  'Account disabled': { disabled: true },
  'Only administrators consent': { userConsent: 'nothing' },
  'Graph answers 5 s late': { delayGraphMs: 5_000 },
  'Graph is throttled': { throttleGraph: { retryAfterSeconds: 10 } },
  'Signalling is half a second late': { delaySignallingMs: 500 },
  'Signalling is silent': { silentSignalling: true },
  'Signalling is refused': { refuseSignalling: 4000 },
  'Media is lost': { media: 'lost' },
  'Media is refused': { media: 'refused' },
  'The network of a train': { network: { preset: 'train' } },
  'The network of a hotel': { network: { preset: 'hotel' } },
  'An office with a broken switch': { network: { preset: 'brokenSwitch' } },
  '10 % of packets get lost': { network: { lossPercent: 10 } },
  'As slow as the service': {
    timing: { agentMs: [2_000, 5_000], callSetupMs: [1_000, 3_000], deviceManagerMs: 7_000 },
  },
  'A closed page stays for a minute': { closedPageStays: { forMs: 60_000 } },
  'Events come late': { eventDelivery: 'late' },
  'Events come twice': { eventDelivery: 'twice' },
  'Renderers fail': { rendererFails: { code: 408, subCode: 43203 } },
  'Hold fails': { holdFails: true },
  'Resume fails': { resumeFails: true },
  'Muting is limited': { muteLimit: { changes: 4, seconds: 30 } },
  'Muting takes effect late': { lateMuteMs: 500 },
  'Muting fails before connected': { muteFailsBeforeConnected: true },
  'Hold fails in RemoteHold': { holdFailsInRemoteHold: true },
  'Incoming calls have another id': { otherIncomingId: true },
  'Calls end without a reason': { callEndReason: 'missing' },
  'No captions with telephones': { noPhoneCaptions: true },
  'Captions without translation': { plainCaptions: true },
  'Early media of telephones': { earlyMedia: true },
  'The call of a transferee ends late': { transferredCallEnds: { afterMs: 5_000, code: 410, subCode: 3101 } },
  'No screen, camera or adding people by policy': {
    withheldCapabilities: ['shareScreen', 'turnVideoOn', 'addTeamsUser', 'addPhoneNumber'],
  },
};

/** Maps the title of a button to the milliseconds by which it moves the emulator's clock forward. */
export const clockAdvances: Readonly<Record<string, number>> = {
  'A minute on': 60_000,
  'Ten minutes on': 600_000,
  'An hour on': 3_600_000,
};
