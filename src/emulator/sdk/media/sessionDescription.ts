/**
 * Firefox describes feedback for formats that it does not offer when codecs are chosen with `setCodecPreferences`, and
 * Chromium refuses the whole description: "Failed to parse codecs correctly".
 * @returns the description without what concerns formats that its media sections do not list.
 */
export function withoutUnknownFormats(sdp: string): string {
  let formats: ReadonlySet<string> = new Set();
  const lines = sdp.split('\r\n').filter((line) => {
    if (line.startsWith('m=')) formats = new Set(line.split(' ').slice(3));
    const [, format] = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line) ?? [];
    return format === undefined || formats.has(format);
  });
  return lines.join('\r\n');
}
