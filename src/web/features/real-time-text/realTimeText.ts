import type { RealTimeTextInfo, TeamsCall } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

interface TextLine {
  /** Made of the sender and the SDK's number of the text, which only the sender counts. */
  readonly key: string;
  /** Raw id of the participant who types. */
  readonly senderId: string;
  readonly isOwn: boolean;
  readonly text: string;
  /** Whether the text will not change any more. */
  readonly isFinal: boolean;
}

interface RealTimeTextState {
  readonly availability: Availability;
  /** Newest last. */
  readonly lines: readonly TextLine[];
}

/** How many texts of a call are kept. Older texts are dropped. */
const maxLines = 100;
const linesByCall = new WeakMap<TeamsCall, readonly TextLine[]>();

/** Adds a text, or replaces its earlier version. A text that its sender has emptied disappears. */
function addLine(lines: readonly TextLine[], line: TextLine): readonly TextLine[] {
  if (line.text === '') return lines.filter(({ key }) => key !== line.key);
  const isKnown = lines.some(({ key }) => key === line.key);
  if (isKnown) return lines.map((earlier) => (earlier.key === line.key ? line : earlier));
  return [...lines, line].slice(-maxLines);
}

/**
 * Text that the others read while the user types it, for users who do not speak or hear. The command sends the present text of
 * the field; `isFinal` begins a new text. Microsoft does not offer it in calls with telephones and Teams, so on Azure the
 * capability usually says that it is unavailable.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/voice-video-calling/get-started-with-real-time-text
 */
export const realTimeText: CallFeature<RealTimeTextState, { text: string; isFinal: boolean }> = {
  name: 'realTimeText',
  // Every change of the field must arrive, in order.
  queuesCommands: true,
  read: (call, tools) => ({
    availability: checkCapability(call, tools, 'realTimeText'),
    lines: linesByCall.get(call) ?? [],
  }),
  watch(call, onChange, tools) {
    const sdkFeature = call.feature(tools.sdk.Features.RealTimeText);
    const onText = ({ sender, sequenceId, text, resultType, isLocal }: RealTimeTextInfo) => {
      const senderId = sender.identifier ? getIdentifierRawId(sender.identifier) : '';
      const line = { senderId, isOwn: isLocal, text, isFinal: resultType === 'Final' };
      const key = `${senderId} ${sequenceId}`;
      linesByCall.set(call, addLine(linesByCall.get(call) ?? [], { ...line, key }));
      onChange();
    };
    sdkFeature.on('realTimeTextReceived', onText);
    const unwatchCapabilities = watchCapabilities(call, tools, onChange);
    return () => {
      sdkFeature.off('realTimeTextReceived', onText);
      unwatchCapabilities();
    };
  },
  run: (call, { sdk }, { text, isFinal }) =>
    call.feature(sdk.Features.RealTimeText).sendRealTimeText(text, isFinal),
};
