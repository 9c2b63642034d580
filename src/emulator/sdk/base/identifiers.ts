import {
  createIdentifierFromRawId,
  getIdentifierRawId,
  type CommunicationIdentifier,
  type CommunicationIdentifierKind,
} from '@azure/communication-common';
import { callingError } from './errors.ts';

/** Adds `rawId`, which the common library leaves out. The Calling SDK always sets it, and apps use it as a key. */
export const identifierOf = (rawId: string): CommunicationIdentifierKind =>
  ({ ...createIdentifierFromRawId(rawId), rawId }) as CommunicationIdentifierKind;

/** @throws 400/0 for anything that is not an identifier, such as a string. */
export function rawIdOf(identifier: CommunicationIdentifier): string {
  try {
    const rawId = getIdentifierRawId(identifier);
    if (/^\d{1,2}:[\x21-\x7e]{1,200}$/.test(rawId)) return rawId;
  } catch {
    // The SDK's own error follows.
  }
  throw callingError(400, 0, 'Failed to call: the participant is not a valid identifier.');
}
