type DescriptionType = 'offer' | 'answer';

/** Breaks session descriptions, for tests of what a call does with one that it cannot apply. */
export interface BrokenDescriptions {
  /** Breaks descriptions of this type on their way to signalling, or none. */
  readonly breakDescriptions: (type: DescriptionType | null) => void;
  /** What nobody caught in this page, rejections included. */
  readonly uncaught: readonly string[];
}

interface Frame {
  readonly command?: { readonly signal?: { readonly description?: { type: string; sdp: string } } };
}

export function brokenDescriptions(): BrokenDescriptions {
  const uncaught: string[] = [];
  addEventListener('unhandledrejection', ({ reason }) => uncaught.push(String(reason)));
  addEventListener('error', ({ message }) => uncaught.push(message));
  let broken: DescriptionType | null = null;
  // oxlint-disable-next-line typescript/unbound-method -- It is called with the socket below.
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function sendBroken(this: WebSocket, text) {
    if (!broken || typeof text !== 'string') return send.call(this, text);
    const frame = JSON.parse(text) as Frame;
    const description = frame.command?.signal?.description;
    // The media line keeps the format, which is then described nowhere.
    if (description?.type === broken) {
      description.sdp = description.sdp.replace(/a=rtpmap:\d+ VP8.*\r\n/, '');
    }
    return send.call(this, JSON.stringify(frame));
  };
  return {
    breakDescriptions: (type) => {
      broken = type;
    },
    uncaught,
  };
}
