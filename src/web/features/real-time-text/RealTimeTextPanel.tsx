import type { RealTimeTextInfo } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { Button, Caption1, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { TextT20Regular } from '@fluentui/react-icons/svg/text-t';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkCapability, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { useFeature } from '../../calling/react.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { Panel, usePanel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';
import { Banner } from '../../ui/Banner.tsx';

interface TextLine {
  /** The sender's id, and the number that the SDK gives to each text of this sender. */
  readonly key: string;
  /** Raw id; empty if the SDK does not say who types. */
  readonly senderId: string;
  readonly isOwn: boolean;
  readonly text: string;
  /** `false` while the sender goes on typing this text. */
  readonly isFinal: boolean;
}

interface RealTimeTextState {
  readonly availability: Availability;
  readonly lines: readonly TextLine[];
}

const maxLines = 100;
/** The longest text that the user can type. */
const maxCharacters = 2_000;

/** Adds a text, or replaces its earlier version. A text that its sender has emptied disappears. */
function addLine(lines: readonly TextLine[], line: TextLine): readonly TextLine[] {
  if (line.text === '') return lines.filter(({ key }) => key !== line.key);
  const isKnown = lines.some(({ key }) => key === line.key);
  if (isKnown) return lines.map((earlier) => (earlier.key === line.key ? line : earlier));
  return [...lines, line].slice(-maxLines);
}

/**
 * Text that the others read while the user types it, for users who do not speak or hear. `run` sends the whole text typed so far.
 * After a text with `isFinal`, a new text begins. Microsoft does not offer real-time text in calls with telephones or Teams users,
 * so it is usually unavailable.
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

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
  sender: { display: 'block', color: tokens.colorNeutralForeground3 },
  unfinished: { color: tokens.colorNeutralForeground2 },
  // Shows only the last line of a longer text, so that the banner keeps its height.
  text: { display: 'flex', alignItems: 'end', height: '1lh', overflow: 'hidden' },
});

/** Lists what the participants type, letter by letter, and sends what the user types. Enter begins a new text. */
export function RealTimeTextPanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, run } = useFeature(realTimeText);
  const [text, setText] = useState('');
  const isBlocked = state.availability !== 'yes';
  const finish = () => {
    if (text.trim() !== '') run({ text, isFinal: true });
    setText('');
  };
  return (
    <Panel title={t('realTimeText.title')}>
      {/* `aria-live` is off, because a screen reader would otherwise read a text again after each letter. */}
      <div role="log" aria-live="off" aria-label={t('realTimeText.lines')} className={styles.lines}>
        {state.lines.map(({ key, senderId, text: line, isFinal }) => (
          <div key={key} className={isFinal ? '' : styles.unfinished}>
            <SenderName senderId={senderId} />
            <bdi>{line}</bdi>
          </div>
        ))}
      </div>
      <Field label={t('realTimeText.field')} hint={t('realTimeText.hint')}>
        <Textarea
          value={text}
          maxLength={maxCharacters}
          disabled={isBlocked}
          onChange={(_event, { value }) => {
            setText(value);
            run({ text: value, isFinal: false });
          }}
          onKeyDown={(event) => {
            // While an input method composes a character, Enter ends the composition.
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            finish();
          }}
        />
      </Field>
      <Button disabledFocusable={isBlocked || text.trim() === ''} onClick={finish}>
        {t('realTimeText.finish')}
      </Button>
      {isBlocked && <Caption1>{t(`unavailable.${state.availability}`)}</Caption1>}
    </Panel>
  );
}

function SenderName({ senderId }: { senderId: string }) {
  const styles = useStyles();
  const name = usePersonName(senderId);
  return (
    <Caption1 className={styles.sender}>
      <bdi>{name}</bdi>
    </Caption1>
  );
}

/** Opens the real-time text panel. Only kinds of calls with real-time text have this entry; meetings do not. */
export const RealTimeTextItem = () => (
  <PanelItem
    feature={realTimeText}
    titleKey="realTimeText.title"
    icon={<TextT20Regular />}
    isHiddenInOtherCallKinds
  />
);

/** While the panel is closed, shows the latest text of another participant, who may not be able to speak. */
export function RealTimeTextBanner() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state } = useFeature(realTimeText);
  const { name: openPanelName, togglePanel } = usePanel();
  const lastLine = state.lines.findLast(({ isOwn }) => !isOwn);
  const senderName = usePersonName(lastLine?.senderId ?? null);
  if (!lastLine || openPanelName === realTimeText.name) return null;
  return (
    <Banner icon={<TextT20Regular />}>
      <span className={styles.text}>
        <span>{t('realTimeText.line', { name: senderName, text: lastLine.text })}</span>
      </span>
      <Button size="small" onClick={() => togglePanel(realTimeText.name)}>
        {t('realTimeText.answer')}
      </Button>
    </Banner>
  );
}
