import type { TeamsCall } from '@azure/communication-calling';
import type { CallSession } from '../../../../src/emulator/sdk/call/session.ts';
import type { PeerConnection } from '../../../../src/emulator/sdk/media/peerConnection.ts';

/** @returns the drop-in's own connection to the first other participant. */
export function firstPeer(call: TeamsCall): PeerConnection {
  const { session } = call as unknown as { session: CallSession };
  const [peer] = session.mesh.peers.values();
  if (!peer) throw new Error('The call has no peer connection.');
  return peer;
}
