/** The parts of the browser that a call needs. `network` means WebRTC. */
export type Check = 'microphone' | 'camera' | 'network';
export type CheckResult = 'good' | 'bad';

/** Milliseconds until the network check fails. */
const networkTimeoutMs = 8_000;

/** Checks whether a device opens, and closes it again. */
async function checkDevice(constraints: MediaStreamConstraints): Promise<CheckResult> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    for (const track of stream.getTracks()) track.stop();
    return 'good';
  } catch {
    // The device is refused, missing or busy. The help text is the same for all three.
    return 'bad';
  }
}

/**
 * Connects two peer connections of this page, and sends a message from one to the other. This fails if a policy or a browser
 * extension blocks WebRTC.
 */
async function checkPeerConnection(): Promise<CheckResult> {
  const [sender, receiver] = [new RTCPeerConnection(), new RTCPeerConnection()];
  try {
    sender.addEventListener(
      'icecandidate',
      ({ candidate }) => void receiver.addIceCandidate(candidate ?? undefined),
    );
    receiver.addEventListener(
      'icecandidate',
      ({ candidate }) => void sender.addIceCandidate(candidate ?? undefined),
    );
    const channel = sender.createDataChannel('check');
    const resultPromise = new Promise<CheckResult>((resolve) => {
      receiver.addEventListener('datachannel', (event) =>
        event.channel.addEventListener('message', () => resolve('good')),
      );
      setTimeout(resolve, networkTimeoutMs, 'bad');
    });
    channel.addEventListener('open', () => channel.send('check'));
    await sender.setLocalDescription();
    if (sender.localDescription) await receiver.setRemoteDescription(sender.localDescription);
    await receiver.setLocalDescription();
    if (receiver.localDescription) await sender.setRemoteDescription(receiver.localDescription);
    return await resultPromise;
  } catch {
    return 'bad';
  } finally {
    sender.close();
    receiver.close();
  }
}

/** Maps each check to the function that runs it. The promises of these functions never reject. */
export const checkFunctions: Record<Check, () => Promise<CheckResult>> = {
  microphone: () => checkDevice({ audio: true }),
  camera: () => checkDevice({ video: true }),
  network: checkPeerConnection,
};
