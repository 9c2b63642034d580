import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Dialpad20Regular } from '@fluentui/react-icons/svg/dialpad';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';
import { keypad } from './keypad.ts';
import { keys, playTone, type Key } from './keys.ts';

const useStyles = makeStyles({
  sentKeys: {
    minHeight: tokens.lineHeightBase500,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    overflowWrap: 'anywhere',
    textAlign: 'center',
  },
  keys: {
    display: 'grid',
    gridTemplateColumns: 'repeat(3, 1fr)',
    gap: tokens.spacingHorizontalS,
    width: '100%',
    maxWidth: '264px',
    alignSelf: 'center',
  },
  key: {
    flexDirection: 'column',
    minWidth: 0,
    height: '60px',
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
  },
  // Every key has this line, so that all digits stand at one height.
  letters: {
    minHeight: tokens.lineHeightBase100,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase100,
    fontWeight: tokens.fontWeightRegular,
    letterSpacing: '0.1em',
    color: tokens.colorNeutralForeground2,
  },
});

/** The keys of a telephone, which the user can press or type. */
export function KeypadPanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, run } = useFeature(keypad);
  const [sentKeys, setSentKeys] = useState('');
  const sendKey = (key: Key) => {
    playTone(key);
    setSentKeys((earlierKeys) => earlierKeys + key.label);
    run(key.tone);
  };
  return (
    <Panel title={t('keypad.title')}>
      {/* Telephones have the same keys, and numbers the same order, in all languages. */}
      <output dir="ltr" aria-label={t('keypad.sent')} className={styles.sentKeys}>
        {sentKeys}
      </output>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Every button inside accepts typed keys. */}
      <div
        role="group"
        dir="ltr"
        aria-label={t('keypad.keys')}
        className={styles.keys}
        onKeyDown={(event) => {
          const typedKey = keys.find(({ label }) => label === event.key);
          if (typedKey && state.availability === 'yes' && !event.repeat) sendKey(typedKey);
        }}
      >
        {keys.map((key) => (
          <Button
            key={key.label}
            className={styles.key}
            disabledFocusable={state.availability !== 'yes'}
            onClick={() => sendKey(key)}
          >
            {key.label}
            <span aria-hidden className={styles.letters}>
              {key.letters}
            </span>
          </Button>
        ))}
      </div>
    </Panel>
  );
}

export function KeypadItem() {
  const { availability } = useFeature(keypad).state;
  return (
    <PanelItem
      feature={keypad}
      titleKey="keypad.title"
      icon={<Dialpad20Regular />}
      availability={availability}
    />
  );
}
