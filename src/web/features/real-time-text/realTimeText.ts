import type { RealTimeTextInfo } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

interface TextLine {
  /** Made of the sender and the SDK's number of the text, which only the sender counts. */
  readonly key: string;
  readonly senderId: string;
  readonly isOwn: boolean;
  readonly text: string;
  readonly isFinal: boolean;
}

interface RealTimeTextState {
  readonly availability: Availability;
  readonly lines: readonly TextLine[];
}

const maxLines = 100;

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
  create({ call, tools, onChange, atEnd }) {
    const sdkFeature = call.feature(tools.sdk.Features.RealTimeText);
    let lines: readonly TextLine[] = [];
    const onText = ({ sender, sequenceId, text, resultType, isLocal }: RealTimeTextInfo) => {
      const senderId = sender.identifier ? getIdentifierRawId(sender.identifier) : '';
      const key = `${senderId} ${sequenceId}`;
      lines = addLine(lines, { key, senderId, isOwn: isLocal, text, isFinal: resultType === 'Final' });
      onChange();
    };
    sdkFeature.on('realTimeTextReceived', onText);
    atEnd(() => sdkFeature.off('realTimeTextReceived', onText));
    return {
      read: () => ({ availability: checkCapability(call, tools, 'realTimeText'), lines }),
      run: ({ text, isFinal }) => sdkFeature.sendRealTimeText(text, isFinal),
    };
  },
};
