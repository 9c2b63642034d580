/** Enough for a dozen media sections with all their codecs; far below a frame's limit. */
const maxSdpLength = 60_000;
/** The drop-in uses four; each makes the other browser set up a transceiver. */
const mostSections = 16;
/** A few addresses for each section; each makes the other browser probe one. */
const mostCandidates = 100;

/**
 * Whether a text has the form of a session description (RFC 8866) that a browser makes: typed lines in CRLF,
 * the obligatory session part, media sections, ICE credentials, a DTLS fingerprint and whole candidates, all of them in
 * numbers that a call can need.
 */
export function sessionDescription(sdp: string): boolean {
  if (sdp.length > maxSdpLength || !sdp.endsWith('\r\n')) return false;
  const lines = sdp.slice(0, -2).split('\r\n');
  if (!lines.every((line) => /^[a-z]=[^\r\n\0]+$/.test(line))) return false;
  const sections = lines.filter((line) => line.startsWith('m='));
  const candidates = lines.filter((line) => line.startsWith('a=candidate:'));
  if (sections.length > mostSections || candidates.length > mostCandidates) return false;
  if (!sections.every((line) => /^m=(audio|video|application) \d{1,5} [A-Z/]+ /.test(line))) return false;
  if (!candidates.every((line) => candidate(line.slice(2)))) return false;
  const order = lines.filter((line) => /^[vost]=/.test(line)).map((line) => line[0]);
  return (
    lines[0] === 'v=0' &&
    order.join('') === 'vost' &&
    sections.length > 0 &&
    lines.some((line) => line.startsWith('a=ice-ufrag:')) &&
    lines.some((line) => line.startsWith('a=ice-pwd:')) &&
    lines.some((line) => /^a=fingerprint:sha-\d{3} [0-9A-F:]+$/.test(line))
  );
}

/** Whether a text is one ICE candidate (RFC 8839), or the empty text that ends a generation of them. */
export function candidate(text: string): boolean {
  return (
    text === '' ||
    (text.length <= 512 &&
      /^candidate:\S{1,32} \d{1,3} (udp|tcp) \d{1,10} [\w.:-]{1,255} \d{1,5} typ (host|srflx|prflx|relay)( [\x21-\x7e]+)*$/i.test(
        text,
      ))
  );
}
