/** What a call needs of this browser. */
export type Check = 'microphone' | 'camera' | 'network';
export type Verdict = 'good' | 'bad';

const within = 8_000;

async function opens(constraints: MediaStreamConstraints): Promise<Verdict> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    for (const track of stream.getTracks()) track.stop();
    return 'good';
  } catch {
    // Which of refused, missing and busy it is, the remedy's words cover.
    return 'bad';
  }
}

/** Sets up a connection from this page to itself and sends a word through: what a policy or an extension may forbid. */
async function connects(): Promise<Verdict> {
  const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
  try {
    one.addEventListener(
      'icecandidate',
      ({ candidate }) => void other.addIceCandidate(candidate ?? undefined),
    );
    other.addEventListener(
      'icecandidate',
      ({ candidate }) => void one.addIceCandidate(candidate ?? undefined),
    );
    const channel = one.createDataChannel('check');
    const heard = new Promise<Verdict>((resolve) => {
      other.addEventListener('datachannel', (event) =>
        event.channel.addEventListener('message', () => resolve('good')),
      );
      setTimeout(resolve, within, 'bad');
    });
    channel.addEventListener('open', () => channel.send('check'));
    await one.setLocalDescription();
    if (one.localDescription) await other.setRemoteDescription(one.localDescription);
    await other.setLocalDescription();
    if (other.localDescription) await one.setRemoteDescription(other.localDescription);
    return await heard;
  } catch {
    return 'bad';
  } finally {
    one.close();
    other.close();
  }
}

/** The checks, each on its own. Whatever they open is closed again. */
export const checks: Record<Check, () => Promise<Verdict>> = {
  microphone: () => opens({ audio: true }),
  camera: () => opens({ video: true }),
  network: connects,
};
