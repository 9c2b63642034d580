import type { CallEndReason } from '@azure/communication-calling';

/**
 * Maps `code/subCode` to the kind and the detail of the end reason. A key without a subcode stands for subcode 0, and its kind
 * also for all subcodes without a row. Sources: Microsoft's page "Troubleshooting call end response codes" and its page on phone
 * calls; for the lobby and missing meetings, Microsoft Graph and Microsoft's UI library.
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes
 */
const documentedReasons = {
  '0': ['hungUp'],
  '0/4097': ['endedForAll'],
  '0/4521': ['hungUp', 'appClosed'],
  '0/5000': ['removed'],
  '0/5003': ['declined', 'allDeclined'],
  '0/5300': ['removed'],
  '0/5317': ['removed', 'roleChanged'],
  '0/5854': ['notLetIn'],
  '0/5855': ['lobbyTimedOut'],
  '0/7000': ['hungUp', 'byBot'],
  '0/540000': ['hungUp', 'phoneHungUp'],
  '0/560000': ['hungUp', 'phoneHungUp'],
  '401/10009': ['token'],
  '403': ['notAllowed'],
  '403/5828': ['notAllowed', 'notInvited'],
  '403/5829': ['notAllowed', 'notOpen'],
  '403/5830': ['notAllowed', 'otherAccounts'],
  '403/10105': ['notAllowed', 'lineRefused'],
  '403/510403': ['notAllowed', 'numberBlocked'],
  '403/511532': ['notAllowed', 'noPhoneRoute'],
  '403/560403': ['notAllowed', 'numberRefused'],
  '404': ['noSuchPerson'],
  '404/5751': ['noSuchMeeting'],
  '404/511404': ['noSuchNumber'],
  '404/560404': ['noSuchNumber'],
  '408': ['noAnswer'],
  '408/4506': ['noAnswer', 'answerTimedOut'],
  '408/10057': ['notSetUp', 'calleeLost'],
  '408/500001': ['noAnswer', 'noPhoneAnswer'],
  '408/560408': ['noAnswer', 'noPhoneAnswer'],
  '410': ['network', 'mediaFailed'],
  '410/3100': ['notSetUp', 'networkAtStart'],
  '410/3101': ['network', 'networkBroke'],
  '410/3111': ['notSetUp', 'offerRefused'],
  '410/3112': ['notSetUp', 'firewall'],
  '410/301004': ['notSetUp', 'firewall'],
  '410/301005': ['network', 'mediaLost'],
  '410/531004': ['notSetUp', 'firewall'],
  '430': ['unreachable', 'undelivered'],
  '480': ['unreachable'],
  '480/10037': ['unreachable', 'notSignedIn'],
  '480/10076': ['unreachable', 'offline'],
  '480/10077': ['unreachable', 'offline'],
  '480/10078': ['unreachable', 'offline'],
  '480/560480': ['noAnswer', 'noPhoneAnswer'],
  '481': ['notSetUp', 'incomingFailed'],
  '422': ['notAllowed', 'lineRefused'],
  '484': ['noSuchNumber', 'incompleteNumber'],
  '484/560484': ['noSuchNumber', 'incompleteNumber'],
  '486': ['busy'],
  '486/540486': ['busy', 'lineBusy'],
  '486/560486': ['busy', 'lineBusy'],
  '487': ['cancelled'],
  '487/10003': ['answeredElsewhere'],
  '487/10004': ['noAnswer'],
  '487/10024': ['declined', 'allDeclined'],
  '487/540487': ['cancelled'],
  '490': ['network'],
  '490/4502': ['network', 'requestFailed'],
  '490/4525': ['network', 'requestFailed'],
  '491': ['network'],
  '495': ['token'],
  '496': ['network'],
  '496/7': ['network', 'browserOffline'],
  '497': ['network'],
  '497/560487': ['cancelled'],
  '498': ['network'],
  '500': ['service'],
  '500/560500': ['service', 'phoneNetwork'],
  '503': ['service'],
  '503/560503': ['service', 'phoneNetwork'],
  '504': ['service'],
  '603': ['declined'],
} as const satisfies Record<string, readonly [kind: string, detail?: string]>;
type DocumentedReason = (typeof documentedReasons)[keyof typeof documentedReasons];

/** How a call ended. The text for the user is `ended.<kind>` in the locale files. */
export type EndKind = DocumentedReason[0] | 'transferred' | 'other';
/** What the kind does not say. The text for the user is `ended.why.<detail>` in the locale files. */
export type EndDetail = Extract<DocumentedReason, readonly [string, string]>[1] | 'unknownCode';

type Row = readonly [kind: EndKind, detail?: EndDetail];
export const endReasons: Readonly<Record<string, Row>> = documentedReasons;

/** Writes an end reason as text, for example `487/10004`. */
export const formatEndCode = ({ code, subCode }: CallEndReason): string => `${code}/${subCode ?? 0}`;

/** @param reason from the SDK, or as a text that `formatEndCode` has written */
function findEndReason(reason: CallEndReason | string): Row {
  const text = typeof reason === 'string' ? reason : formatEndCode(reason);
  const exactRow = endReasons[text];
  if (exactRow) return exactRow;
  const [code = '', subCode] = text.split('/');
  const codeRow = endReasons[code];
  if (!codeRow) return ['other', 'unknownCode'];
  const [kind] = codeRow;
  return subCode === '0' ? codeRow : [kind, 'unknownCode'];
}

export const findEndKind = (reason: CallEndReason | string): EndKind => findEndReason(reason)[0];

const unreachableKinds: ReadonlySet<EndKind> = new Set(['noSuchPerson', 'noSuchNumber', 'noSuchMeeting']);
/** Whether another call to the same target would fail in the same way. */
export const isUnreachable = (kind: EndKind): boolean => unreachableKinds.has(kind);

/** The kinds of ends that something other than a person has caused, so that support needs the code. */
const failureKinds: ReadonlySet<EndKind> = new Set([
  ...unreachableKinds,
  'network',
  'notAllowed',
  'notSetUp',
  'other',
  'service',
  'token',
  'unreachable',
]);
export const isFailure = (kind: EndKind): boolean => failureKinds.has(kind);

/** @returns `null` if the kind says everything */
export const findEndDetail = (reason: CallEndReason | string): EndDetail | null =>
  findEndReason(reason)[1] ?? null;
