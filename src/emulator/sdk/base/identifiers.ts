import type { CallerInfo } from '@azure/communication-calling';
import {
  createIdentifierFromRawId,
  getIdentifierRawId,
  type CommunicationIdentifier,
  type CommunicationIdentifierKind,
} from '@azure/communication-common';
import { callingError } from './errors.ts';

/** The kinds whose other properties contain the raw id as it is. */
const kindsWithoutRawId: ReadonlySet<string> = new Set(['communicationUser', 'unknown']);

/**
 * Creates an identifier from a raw id. Apps use its property `rawId` as a key. `@azure/communication-common` leaves that property
 * out, but SDK 2.0.0 was seen to set it, except for the kinds `communicationUser` and `unknown`.
 */
export function identifierOf(rawId: string): CommunicationIdentifierKind {
  const identifier = createIdentifierFromRawId(rawId);
  const withRawId = { ...identifier, rawId } as CommunicationIdentifierKind;
  return kindsWithoutRawId.has(identifier.kind) ? identifier : withRawId;
}

/** @param name the name that a telephone network sends, or an ACS user has chosen; `undefined` for a Teams user, whose name apps read from Graph. */
export const createCallerInfo = (rawId: string, name?: string): CallerInfo => ({
  identifier: identifierOf(rawId),
  ...(name !== undefined && { displayName: name }),
});

/** @param name the name of a queue or an auto attendant; `undefined` for a user. */
export const createTransferorInfo = (rawId: string | undefined, name?: string): CallerInfo | undefined =>
  rawId === undefined ? undefined : createCallerInfo(rawId, name);

/** @throws 400/0 (code/subcode) for anything that is not an identifier, such as a string. */
export function rawIdOf(identifier: CommunicationIdentifier): string {
  try {
    const rawId = getIdentifierRawId(identifier);
    // A raw id is a short number, a colon, and printable ASCII without spaces, such as `8:orgid:…` or `4:+1425…`.
    if (/^\d{1,2}:[\x21-\x7e]{1,200}$/.test(rawId)) return rawId;
  } catch {
    // Both an error of the library and a malformed raw id lead to the SDK's own error below.
  }
  throw callingError(400, 0, 'The participant is not a valid identifier.');
}
