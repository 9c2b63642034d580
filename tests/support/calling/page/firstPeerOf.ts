import type { TeamsCall } from '@azure/communication-calling';
import type { CallSession } from '../../../../src/emulator/sdk/call/session.ts';
import type { PeerConnection } from '../../../../src/emulator/sdk/media/peerConnection.ts';

/**
 * Reads private state of the drop-in SDK, the emulator's replacement for `@azure/communication-calling`.
 * @returns the drop-in SDK's peer connection object for the first other participant.
 */
export function firstPeerOf(call: TeamsCall): PeerConnection {
  const { session } = call as unknown as { session: CallSession };
  const [peer] = session.mesh.peers.values();
  if (!peer) throw new Error('The call has no peer connection.');
  return peer;
}
