import type { DtmfTone } from '@azure/communication-calling';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Dialpad20Regular } from '@fluentui/react-icons/svg/dialpad';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';
import { keypad } from './keypad.ts';

interface Key {
  readonly label: string;
  /** The letters on the key (ITU-T E.161), by which callers dial words; empty for none. */
  readonly letters: string;
  readonly tone: DtmfTone;
  /** In hertz. A tone is the sum of one frequency for the key's row and one for its column (ITU-T Q.23). */
  readonly frequencies: readonly [number, number];
}

// In hertz, from top to bottom and from left to right.
const rowFrequencies = [697, 770, 852, 941] as const;
const columnFrequencies = [1209, 1336, 1477] as const;

const createKey = (label: string, tone: DtmfTone, row: number, column: number, letters = ''): Key => ({
  label,
  letters,
  tone,
  frequencies: [rowFrequencies[row] ?? 0, columnFrequencies[column] ?? 0],
});

const keys: readonly Key[] = [
  createKey('1', 'Num1', 0, 0),
  createKey('2', 'Num2', 0, 1, 'ABC'),
  createKey('3', 'Num3', 0, 2, 'DEF'),
  createKey('4', 'Num4', 1, 0, 'GHI'),
  createKey('5', 'Num5', 1, 1, 'JKL'),
  createKey('6', 'Num6', 1, 2, 'MNO'),
  createKey('7', 'Num7', 2, 0, 'PQRS'),
  createKey('8', 'Num8', 2, 1, 'TUV'),
  createKey('9', 'Num9', 2, 2, 'WXYZ'),
  createKey('*', 'Star', 3, 0),
  createKey('0', 'Num0', 3, 1),
  createKey('#', 'Pound', 3, 2),
];

const toneSeconds = 0.15;
const toneGain = 0.06;

/** Plays the tone of a key to the user. The other participants get the tone from `sendDtmf` instead. */
function playTone({ frequencies }: Key): void {
  const audioContext = new AudioContext();
  const gainNode = audioContext.createGain();
  gainNode.gain.value = toneGain;
  gainNode.connect(audioContext.destination);
  const oscillators = frequencies.map((frequency) => new OscillatorNode(audioContext, { frequency }));
  for (const oscillator of oscillators) {
    oscillator.connect(gainNode);
    oscillator.start();
    oscillator.stop(audioContext.currentTime + toneSeconds);
  }
  oscillators[0]?.addEventListener('ended', () => void audioContext.close());
}

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

export const KeypadItem = () => (
  <PanelItem feature={keypad} titleKey="keypad.title" icon={<Dialpad20Regular />} />
);
