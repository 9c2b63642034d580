/**
 * Removes the lines about formats that a media section does not list. Firefox writes such lines for codecs that
 * `setCodecPreferences` has excluded, and Chromium then refuses the whole description: "Failed to parse codecs
 * correctly".
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
