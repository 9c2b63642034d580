import type { DtmfTone } from '@azure/communication-calling';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Dialpad20Regular } from '@fluentui/react-icons/svg/dialpad';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkConnection, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { useFeature } from '../../calling/react.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';

/** Sends the tones of a telephone's keys (DTMF), for example to a voice menu. */
export const keypad: CallFeature<{ availability: Availability }, DtmfTone> = {
  name: 'keypad',
  // Tones wait for earlier tones, so that no key is lost if the user types fast.
  queuesCommands: true,
  create({ call, tools, watch }) {
    const { groupKeypad } = tools.capabilities;
    if (!groupKeypad) watch(call, 'remoteParticipantsUpdated');
    return {
      read() {
        const isRefused = !groupKeypad && call.remoteParticipants.length > 1;
        return { availability: isRefused ? 'callKind' : checkConnection(call, tools) };
      },
      run: (tone) => call.sendDtmf(tone),
    };
  },
};

interface Key {
  readonly label: string;
  readonly tone: DtmfTone;
  /** The letters on the key (ITU-T E.161), with which callers dial words. */
  readonly letters?: string;
}

/** The keys from left to right and from top to bottom, three in a row. */
const keys: readonly Key[] = [
  { label: '1', tone: 'Num1' },
  { label: '2', tone: 'Num2', letters: 'ABC' },
  { label: '3', tone: 'Num3', letters: 'DEF' },
  { label: '4', tone: 'Num4', letters: 'GHI' },
  { label: '5', tone: 'Num5', letters: 'JKL' },
  { label: '6', tone: 'Num6', letters: 'MNO' },
  { label: '7', tone: 'Num7', letters: 'PQRS' },
  { label: '8', tone: 'Num8', letters: 'TUV' },
  { label: '9', tone: 'Num9', letters: 'WXYZ' },
  { label: '*', tone: 'Star' },
  { label: '0', tone: 'Num0' },
  { label: '#', tone: 'Pound' },
];

// In hertz (ITU-T Q.23). A key's tone is the sum of the frequency of its row and that of its column.
const rowFrequencies = [697, 770, 852, 941];
const columnFrequencies = [1209, 1336, 1477];

const toneSeconds = 0.15;
/** The volume that the user hears; 1 would be the full volume. */
const toneGain = 0.06;

/** Plays the tone of a key to the user. The other participants get the tone from `sendDtmf` instead. */
function playTone(key: Key): void {
  const index = keys.indexOf(key);
  // `?? 0` is for the type only: every key has a row and a column.
  const frequencies = [rowFrequencies[Math.floor(index / 3)] ?? 0, columnFrequencies[index % 3] ?? 0];
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
  // A key without letters has this line, too, so that all digits are at the same height.
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
      {/* `ltr`, because telephone keys and numbers run from left to right in all languages. */}
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
