/**
 * `RTCRtpSender.setParameters` with its second parameter from the W3C's extensions to WebRTC. TypeScript does not know
 * this parameter yet, and some browsers ignore it.
 */
type SetParameters = (
  parameters: RTCRtpSendParameters,
  options?: { encodingOptions: { keyFrame: boolean }[] },
) => Promise<void>;

const maxAttempts = 3;

const isOutdated = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'InvalidModificationError';

/**
 * Reads the parameters of a sender, changes them, and sets them. If a negotiation changes them in the meantime, the
 * browser refuses them as outdated; this function then reads them again, at most three times in all.
 * @param change changes the parameters in place, and may return options for `setParameters`.
 * @throws what `setParameters` throws.
 * @see https://www.w3.org/TR/webrtc/#dom-rtcrtpsender-setparameters
 */
export async function changeParameters(
  sender: RTCRtpSender,
  change: (parameters: RTCRtpSendParameters) => Parameters<SetParameters>[1] | void,
): Promise<void> {
  const setParameters: SetParameters = sender.setParameters.bind(sender);
  for (let attempt = 1; ; attempt += 1) {
    const parameters = sender.getParameters();
    const options = change(parameters);
    try {
      return await (options ? setParameters(parameters, options) : setParameters(parameters));
    } catch (error) {
      if (!isOutdated(error) || attempt === maxAttempts) throw error;
    }
  }
}
