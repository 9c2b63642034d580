type DescriptionType = 'offer' | 'answer';

/** The part of a signalling frame that carries a session description. */
interface Frame {
  readonly command?: { readonly signal?: { readonly description?: { type: string; sdp: string } } };
}

/**
 * Prepares tests of what a call does when a participant cannot apply a session description. Replaces `WebSocket.prototype.send`
 * in order to damage descriptions.
 */
export function prepareBrokenDescriptions() {
  let brokenType: DescriptionType | null = null;
  // oxlint-disable-next-line typescript/unbound-method -- It is called with the socket below.
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function sendBroken(this: WebSocket, text) {
    if (!brokenType || typeof text !== 'string') return send.call(this, text);
    const frame = JSON.parse(text) as Frame;
    const description = frame.command?.signal?.description;
    if (description?.type === brokenType) {
      // Then the line `m=video` lists the format VP8, but no line `a=rtpmap` describes it, so the SDP is invalid.
      description.sdp = description.sdp.replace(/a=rtpmap:\d+ VP8.*\r\n/, '');
    }
    return send.call(this, JSON.stringify(frame));
  };
  return {
    /** Damages every description of this type that the page sends from now on. */
    breakSessionDescriptions: (type: DescriptionType): void => void (brokenType = type),
  };
}
