import type { CallerInfo, CustomContext } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { toSingleLine } from '../../base/toSingleLine.ts';
import type { Target } from './target.ts';

/** The person, queue or auto attendant through which a call came to the user. */
export interface Via {
  /** Raw id, for example `8:orgid:…` of a person, or `28:orgid:…` of a queue. */
  readonly rawId: string;
  /** The name that the SDK gives; `null` if it gives none. */
  readonly displayName: string | null;
}

/** One value of the context that a calling application sent with its call. */
export interface ContextValue {
  /** The key that the application chose; `null` for `userToUser`, the only value without a key. */
  readonly key: string | null;
  readonly value: string;
}

/** What an agent knows about a call to or from one of the company's numbers. */
export interface CompanyCall {
  /** The company's number, which the telephone shows or has called, for example `+14255550150`. */
  readonly number: string;
  /** Seconds that the caller had waited in the queue when the call began to ring; `null` if unknown. */
  readonly waitedSeconds: number | null;
}

/** Why a call was started for another one: to consult somebody about its caller, or by the SDK, for example after a transfer. */
export interface StartedFor {
  /** The key (`CallSnapshot.key`) of the other call, which may have ended. */
  readonly call: string;
  readonly why: 'consultation' | 'sdk';
}

/** What the app knows about the start of a call, and the SDK's call does not say. */
export interface CallStart {
  /** Whom the user called; `null` for an incoming call. */
  readonly target: Target | null;
  /** Raw id of the user on whose behalf the call is placed or answered; `null` if the user acts for themselves. */
  readonly onBehalfOf: string | null;
  /** What the calling application sent with an incoming call; `null` if it sent nothing. */
  readonly customContext: readonly ContextValue[] | null;
  /** For an agent: the company's number to which or from which the call goes; `null` for all other calls. */
  readonly companyCall: CompanyCall | null;
  /** What an agent's transfer passes on: the custom context as the SDK gave it; `null` for nothing. */
  readonly passOn: CustomContext | null;
  readonly startedFor: StartedFor | null;
}

/** The start of a call that the user neither placed nor accepted, such as a call that the SDK starts for a transfer. */
export const unknownStart: CallStart = {
  target: null,
  onBehalfOf: null,
  customContext: null,
  companyCall: null,
  passOn: null,
  startedFor: null,
};

/** A call may bring 1000 headers. More than a few of them would hide the rest of the call from the user. */
const maxValues = 5;
/** The SDK's limits for a SIP header. */
const maxKeyCharacters = 64;
const maxValueCharacters = 256;

/** The prefix of a SIP header's name. It tells the user nothing. */
const headerPrefix = /^X-MS-Custom-/i;

/** Reads the raw id of a caller or a transferor; `null` while the SDK does not say who it is. */
export const readRawId = (info: Partial<CallerInfo> | undefined): string | null =>
  info?.identifier ? getIdentifierRawId(info.identifier) : null;

/** Reads who transferred or forwarded a call; `null` if the caller called the user, or while the SDK does not say. */
export function readVia(transferorInfo: Partial<CallerInfo> | undefined): Via | null {
  const rawId = readRawId(transferorInfo);
  return rawId === null ? null : { rawId, displayName: transferorInfo?.displayName ?? null };
}

/** @returns a list with the value; an empty list if it is blank or no text, because the calling application may send anything */
function readContextValue(key: unknown, value: unknown): readonly ContextValue[] {
  if (typeof value !== 'string') return [];
  const line = toSingleLine(value, maxValueCharacters);
  if (line === '') return [];
  const name = typeof key === 'string' ? toSingleLine(key.replace(headerPrefix, ''), maxKeyCharacters) : '';
  return [{ key: name === '' ? null : name, value: line }];
}

function readHeaders(list: CustomContext['voipHeaders']): readonly ContextValue[] {
  // The SDK's types promise headers, but nothing checks what the calling application sends.
  const headers = Array.isArray(list) ? (list as readonly ({ key: unknown; value: unknown } | null)[]) : [];
  return headers.flatMap((header) => readContextValue(header?.key, header?.value));
}

/**
 * Reads all values, each once. VoIP headers come first, because the caller's telephone network can fill a list of SIP headers. The
 * SDK may give a SIP header twice: in `sipHeaders`, and in the deprecated `xHeaders`.
 */
function readAllValues(context: CustomContext): readonly ContextValue[] {
  const values = [
    ...readContextValue(null, context.userToUser),
    ...[context.voipHeaders, context.sipHeaders, context.xHeaders].flatMap(readHeaders),
  ];
  return [...new Map(values.map((entry) => [`${entry.key} ${entry.value}`, entry])).values()];
}

/**
 * Reads the custom context of an incoming call: short single lines, at most five, none of them twice.
 * @returns `null` if the calling application sent no custom context, or one without any text
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/call-context
 */
export function readCustomContext(context: CustomContext | undefined): readonly ContextValue[] | null {
  const values = context ? readAllValues(context) : [];
  return values.length === 0 ? null : values.slice(0, maxValues);
}

/**
 * The headers by which the application behind the company's numbers tells an agent about the caller. Microsoft names no headers for
 * this, so these are the app's own: an application that adds agents to calls sends them as VoIP headers. SIP headers of these names
 * are custom context, because the caller may have sent them.
 */
const calledNumberHeader = 'called-number';
const waitedSecondsHeader = 'waited-seconds';

/**
 * Reads the custom context of an agent's incoming call.
 * @returns as in `CallStart`. `customContext` has all values but those that `companyCall` has
 */
export function readCompanyContext(
  context: CustomContext | undefined,
): Pick<CallStart, 'companyCall' | 'customContext' | 'passOn'> {
  const values = context ? readAllValues(context) : [];
  const voipValues = readHeaders(context?.voipHeaders);
  const findHeader = (name: string) => voipValues.find(({ key }) => key?.toLowerCase() === name);
  const calledNumber = findHeader(calledNumberHeader);
  if (!calledNumber)
    return { companyCall: null, customContext: readCustomContext(context), passOn: context ?? null };
  const waited = findHeader(waitedSecondsHeader);
  const waitedSeconds = waited && /^\d{1,6}$/.test(waited.value) ? Number(waited.value) : null;
  const isSame = (one: ContextValue, other: ContextValue | undefined) =>
    one.key === other?.key && one.value === other.value;
  const otherValues = values.filter((entry) => !isSame(entry, calledNumber) && !isSame(entry, waited));
  return {
    companyCall: { number: calledNumber.value, waitedSeconds },
    customContext: otherValues.length === 0 ? null : otherValues.slice(0, maxValues),
    passOn: context ?? null,
  };
}
