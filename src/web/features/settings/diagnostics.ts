import type { Phone } from '../../calling/phone.ts';

/**
 * What helps whoever looks into a problem, as plain data: versions, settings and how the last calls went. No names,
 * ids, addresses or tokens; which device was chosen becomes whether one was.
 */
export function diagnosticsOf(phone: Phone, versions: { app: string; sdk: string }, now: Date) {
  const { connection, calls, incoming, notices } = phone.state.get();
  const { microphone, camera, speaker, ringer, ...settings } = phone.settings.get();
  const { microphones, cameras, speakers } = phone.devices.list.get();
  return {
    at: now.toISOString(),
    versions,
    browser: navigator.userAgent,
    language: navigator.language,
    online: navigator.onLine,
    connection,
    calls: calls.length,
    ringing: incoming.length,
    notices: notices.map(({ code, detail }) => ({ code, detail })),
    devices: { microphones: microphones.length, cameras: cameras.length, speakers: speakers.length },
    settings: {
      ...settings,
      microphone: microphone !== null,
      camera: camera !== null,
      speaker: speaker !== null,
      ringer: ringer !== null,
    },
    lastCalls: phone.history.entries
      .get()
      .slice(0, 20)
      .map(({ outcome, withVideo, at, seconds }) => ({
        outcome,
        withVideo,
        at: new Date(at).toISOString(),
        seconds,
      })),
  };
}

/** Hands the person a file. */
export function save(data: object, name: string): void {
  const address = URL.createObjectURL(
    new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by then; without this the file would stay in memory as long as the page.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
