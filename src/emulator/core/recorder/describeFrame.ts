import type { ClientFrame, ServerFrame, Signal, SignallingEvent } from '../../wire/protocol.ts';
import type { NewEntry } from './traceFormat.ts';

/** Heartbeats come every second, and say nothing about calls. */
const unrecorded = new Set(['ping', 'pong']);

/**
 * Describes a frame of signalling, or an event for a participant without a page.
 * @param findName returns the name of a person by raw id
 * @returns `undefined` for a frame that is not recorded
 */
export function describeFrame(
  way: 'up' | 'down',
  frame: object,
  findName: (rawId: string) => string,
): NewEntry | undefined {
  const sent = frame as ClientFrame | ServerFrame | SignallingEvent;
  if (unrecorded.has(sent.t)) return undefined;
  // The frames `event` and `command` are envelopes, whose content has a type of its own.
  const content =
    sent.t === 'event' ? sent.event : sent.t === 'command' && 'command' in sent ? sent.command : sent;
  const detail = describeContent(content as SignallingEvent, findName);
  return { kind: 'frame', name: content.t, way, ...(detail !== '' && { detail }), data: content };
}

/** Says what distinguishes a message from others of its type. */
function describeContent(content: SignallingEvent, findName: (rawId: string) => string): string {
  const { t } = content;
  if (t === 'participant') return `${findName(content.entry.id)} ${content.entry.presence}`;
  if (t === 'incoming') return `from ${findName(content.from.id)}`;
  if (t === 'ended' || t === 'left') return `${content.end.code}/${content.end.subCode}`;
  if (t === 'transferred') return content.end ? `${content.end.code}/${content.end.subCode}` : 'done';
  if (t === 'refused') return `${content.of}: ${content.why}`;
  if (t === 'answered')
    return content.refusal ? `${content.refusal.code}/${content.refusal.subCode}` : 'done';
  if (t === 'shared' || t === 'said') return content.feature;
  if (t === 'signal') return describeSignal(content.signal);
  if (t === 'place') return content.presence;
  return '';
}

const describeSignal = (signal: Signal): string =>
  'description' in signal ? signal.description.type : 'ask' in signal ? `ask ${signal.ask}` : 'candidate';
