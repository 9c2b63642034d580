/**
 * Removes the lines about formats (payload types) that their media section does not list. Firefox writes such lines for
 * codecs that `setCodecPreferences` has excluded. Chromium would refuse the whole description: "Failed to parse codecs
 * correctly".
 */
export function withoutUnknownFormats(sdp: string): string {
  /** The formats of the media section that the present line belongs to. */
  let formats: ReadonlySet<string> = new Set();
  const lines = sdp.split('\r\n').filter((line) => {
    // A media section begins with `m=<media> <port> <protocol> <format> <format> …`.
    if (line.startsWith('m=')) formats = new Set(line.split(' ').slice(3));
    const [, format] = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line) ?? [];
    return format === undefined || formats.has(format);
  });
  return lines.join('\r\n');
}
