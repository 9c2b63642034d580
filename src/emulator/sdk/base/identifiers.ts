import {
  createIdentifierFromRawId,
  getIdentifierRawId,
  type CommunicationIdentifier,
  type CommunicationIdentifierKind,
} from '@azure/communication-common';
import { callingError } from './errors.ts';

/** The common library leaves out `rawId`; the Calling SDK always has it, and apps key their lists by it. */
export const identifierOf = (rawId: string): CommunicationIdentifierKind =>
  ({ ...createIdentifierFromRawId(rawId), rawId }) as CommunicationIdentifierKind;

/** @throws 400/0 for something that is no identifier, such as a plain text. */
export function rawIdOf(identifier: CommunicationIdentifier): string {
  try {
    const rawId = getIdentifierRawId(identifier);
    if (/^\d{1,2}:[\x21-\x7e]{1,200}$/.test(rawId)) return rawId;
  } catch {
    // Said below, in the words of this SDK.
  }
  throw callingError(400, 0, 'Failed to call: the participant is not a valid identifier.');
}
