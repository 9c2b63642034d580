import { Button, Caption1, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { TextT20Regular } from '@fluentui/react-icons/svg/text-t';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { Panel, usePanel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';
import { realTimeText } from './realTimeText.ts';
import { Banner } from '../../ui/Banner.tsx';

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
  sender: { display: 'block', color: tokens.colorNeutralForeground3 },
  unfinished: { color: tokens.colorNeutralForeground2 },
  // One line that shows the end of a longer text, so that the videos below do not move.
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
      {/* The log does not announce itself: a screen reader would read a text again after each letter. */}
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
          maxLength={2_000}
          disabled={isBlocked}
          onChange={(_event, { value }) => {
            setText(value);
            run({ text: value, isFinal: false });
          }}
          onKeyDown={(event) => {
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

/** Opens the panel of real-time text. Meetings have none, and so no such item. */
export const RealTimeTextItem = () => (
  <PanelItem
    feature={realTimeText}
    titleKey="realTimeText.title"
    icon={<TextT20Regular />}
    isOnlyForItsKind
  />
);

/** Shows what another participant types while the panel is closed, because that participant may not be able to speak. */
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
