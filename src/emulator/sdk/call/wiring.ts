import { LocalMedia } from '../media/localMedia.ts';
import { Mesh } from '../media/mesh.ts';
import type { CallSession } from './session.ts';
import { speakerOf } from '../devices/speaker.ts';

/** @returns the connections of a call, which tell the call what they bring. */
export function meshOf(session: CallSession): Mesh {
  const { devices, connection, id: call } = session.deps;
  return new Mesh(speakerOf(devices), {
    send: (to, signal) => connection.send({ t: 'signal', call, to, signal }),
    video: (from, lane, track) => session.find(from)?.stream(lane).setTrack(track),
    audio: (added, removed) => session.events.emit('remoteAudioStreamsUpdated', { added, removed }),
    state: (from, state) => session.connectivity.changed(from, state),
    failed: (participant) => session.connectivity.refuse(participant),
  });
}

/** @returns what a call captures and sends; changes are published and shown. */
export function localOf(session: CallSession): LocalMedia {
  return new LocalMedia({
    devices: session.deps.devices,
    diagnostics: session.diagnostics,
    send: (lane, track) => session.mesh.send(lane, track),
    changed: (what) => {
      session.entry.publish();
      session.sent.changed(session.local, what);
      // A camera may have opened while it was being forbidden.
      session.consent.enforce();
      session.access.enforce();
    },
  });
}
