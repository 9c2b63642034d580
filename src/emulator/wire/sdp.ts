/** Enough for a dozen media sections with all their codecs, and less than the largest WebSocket message (64 KiB). */
const maxSdpLength = 60_000;
/** The emulator's clients use four media sections. Each section makes the receiving browser create a transceiver. */
const maxSections = 16;
/** Enough for a few addresses in each media section. Each candidate makes the receiving browser probe an address. */
const maxCandidates = 100;

/**
 * Tells whether a text has the form of a session description (RFC 8866) that a browser makes, with ICE credentials, a DTLS
 * fingerprint, and no more media sections and candidates than a call can need.
 */
export function isSessionDescription(sdp: string): boolean {
  if (sdp.length > maxSdpLength || !sdp.endsWith('\r\n')) return false;
  const lines = sdp.slice(0, -2).split('\r\n');
  if (!lines.every((line) => /^[a-z]=[^\r\n\0]+$/.test(line))) return false;
  const sections = lines.filter((line) => line.startsWith('m='));
  const candidates = lines.filter((line) => line.startsWith('a=candidate:'));
  if (sections.length > maxSections || candidates.length > maxCandidates) return false;
  if (!sections.every((line) => /^m=(audio|video|application) \d{1,5} [A-Z/]+ /.test(line))) return false;
  if (!candidates.every((line) => isCandidate(line.slice(2)))) return false;
  // The session part has exactly one line each for version, origin, name and time, in this order.
  const sessionLineTypes = lines.filter((line) => /^[vost]=/.test(line)).map((line) => line[0]);
  return (
    lines[0] === 'v=0' &&
    sessionLineTypes.join('') === 'vost' &&
    sections.length > 0 &&
    lines.some((line) => line.startsWith('a=ice-ufrag:')) &&
    lines.some((line) => line.startsWith('a=ice-pwd:')) &&
    lines.some((line) => /^a=fingerprint:sha-\d{3} [0-9A-F:]+$/.test(line))
  );
}

/** Matches `candidate:<foundation> <component> <transport> <priority> <address> <port> typ <type>` and extensions. */
const candidatePattern =
  /^candidate:\S{1,32} \d{1,3} (udp|tcp) \d{1,10} [\w.:-]{1,255} \d{1,5} typ (host|srflx|prflx|relay)( [\x21-\x7e]+)*$/i;

/** Tells whether a text is an ICE candidate (RFC 8839), or the empty text that marks the end of candidates. */
export function isCandidate(text: string): boolean {
  return text === '' || (text.length <= 512 && candidatePattern.test(text));
}

/** @returns the session id of a description, which all descriptions of one peer connection have in common. */
export const findOrigin = (sdp: string): string | undefined => /^o=\S+ (\d+)/m.exec(sdp)?.[1];

/** @returns the ICE user name fragment of a description's first media section. */
export const findUserFragment = (sdp: string): string | undefined => /^a=ice-ufrag:(.+?)\r?$/m.exec(sdp)?.[1];

/**
 * Replaces all candidates of a description by one, or by none. It is in the first media section, since all sections share its
 * path (BUNDLE).
 */
export function withOnlyCandidate(sdp: string, candidate: string): string {
  const bare = sdp.replaceAll(/^a=(candidate:|end-of-candidates)[^\r\n]*\r\n/gm, '');
  if (candidate === '') return bare;
  return bare.replace(/^a=ice-ufrag:/m, () => `a=${candidate}\r\na=ice-ufrag:`);
}
