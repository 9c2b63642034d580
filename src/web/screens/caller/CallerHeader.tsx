import { Caption1, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { CellularWarning20Regular } from '@fluentui/react-icons/svg/cellular-warning';
import { MicOff20Filled } from '@fluentui/react-icons/svg/mic-off';
import { MicPulse20Filled } from '@fluentui/react-icons/svg/mic-pulse';
import { useTranslation } from 'react-i18next';
import { CallOrigin } from '../../areas/call-status/CallStatus.tsx';
import { useCaller } from '../../caller/useCaller.ts';
import { useCall, useFeatureValue, useParticipant } from '../../calling/react.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { weakNetworks } from '../../features/tiles/weakNetworks.ts';
import { useCallTitle } from '../../people/useCallTitle.ts';
import { usePhoto } from '../../people/usePhoto.ts';
import { usePresence, useStatusMessage } from '../../people/usePresence.ts';
import { onLowPhoneCall } from '../../ui/callWidth.ts';
import { oneLine } from '../../ui/oneLine.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';

/** For `makeStyles`: the page is as narrow as a phone. */
const onPhonePage = '@container stage (max-width: 519px)';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    minWidth: 0,
    // The line above the page has the name instead.
    [onLowPhoneCall]: { display: 'none' },
  },
  // The ring shows that the person speaks. Otherwise it is transparent, so that it moves nothing when it appears.
  avatar: {
    flexShrink: 0,
    outline: '3px solid transparent',
    outlineOffset: '2px',
    // Forced colours would make the transparent ring visible.
    '@media (forced-colors: active)': { outlineStyle: 'none' },
    [onPhonePage]: { width: '56px', height: '56px' },
  },
  speaking: {
    outline: `3px solid ${tokens.colorBrandStroke1}`,
    '@media (forced-colors: active)': { outlineStyle: 'solid' },
  },
  held: { opacity: 0.5 },
  lines: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  nameLine: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    height: '40px',
  },
  // The line has the same height for every name, because the name often arrives late: a long name has smaller letters and two lines.
  name: { margin: 0, minWidth: 0, ...typographyStyles.title3, ...oneLine },
  longName: {
    ...typographyStyles.subtitle2,
    lineHeight: '20px',
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
  },
  icon: { flexShrink: 0 },
  muted: { flexShrink: 0, color: tokens.colorStatusDangerForeground3 },
  // Reserves lines for texts that arrive late or never.
  line: {
    ...oneLine,
    ...typographyStyles.body1,
    minHeight: tokens.lineHeightBase300,
  },
  origin: { minHeight: tokens.lineHeightBase200 },
  quiet: { color: tokens.colorNeutralForeground2 },
  state: { flexShrink: 0, color: tokens.colorNeutralForeground2 },
});

/** How many characters of a name fit into one line of large letters. */
const maxLargeCharacters = 26;

/** Shows who the other person is, and whether they are muted, have a weak network or hold the call. */
export function CallerHeader() {
  const { t } = useTranslation();
  const styles = useStyles();
  const other = useCall((call) => call.other);
  const caller = useCaller(
    other,
    useCall((call) => call.otherName),
  );
  const title = useCallTitle();
  const name = caller.name || title;
  const participant = useParticipant(other ?? '');
  const isHeld = useCall((call) => call.heldBy !== null);
  const isNetworkWeak = useFeatureValue(weakNetworks, ({ rawIds }) => rawIds.includes(other ?? '')) === true;
  const photo = usePhoto(caller.colleagueId ?? other, 96);
  const presence = usePresence(caller.colleagueId ?? '');
  const message = useStatusMessage(caller.colleagueId ?? '');
  const isMuted = participant?.isMuted ?? false;
  const isLong = name.length > maxLargeCharacters;
  return (
    <div
      role="group"
      aria-label={t(isMuted ? 'call.tileMuted' : 'call.tile', { name })}
      className={styles.header}
    >
      <PersonAvatar
        name={name}
        size={72}
        photo={photo}
        isUnknown={other === null}
        status={presence?.status}
        className={mergeClasses(
          styles.avatar,
          participant?.isSpeaking === true && styles.speaking,
          isHeld && styles.held,
        )}
      />
      <div className={styles.lines}>
        <div className={styles.nameLine}>
          <h1 className={mergeClasses(styles.name, isLong && styles.longName)} title={name}>
            <bdi>{name}</bdi>
          </h1>
          <MutedSign />
          {isNetworkWeak && <CellularWarning20Regular className={styles.icon} aria-label={t('call.weak')} />}
          {participant?.isSpeaking && (
            <MicPulse20Filled className={styles.icon} aria-label={t('call.speaking')} />
          )}
          {participant?.state === 'Hold' && (
            <Caption1 className={styles.state}>{t('people.states.Hold')}</Caption1>
          )}
        </div>
        <Line words={[caller.company, caller.work]} />
        <Line words={[caller.number, presence?.words, message, useSourceWords(caller, other)]} isQuiet />
        <div className={styles.origin}>
          <CallOrigin />
        </div>
      </div>
    </div>
  );
}

/** Shows that the other person is muted. */
export function MutedSign() {
  const { t } = useTranslation();
  const styles = useStyles();
  const participant = useParticipant(useCall((call) => call.other) ?? '');
  return participant?.isMuted && <MicOff20Filled className={styles.muted} aria-label={t('call.muted')} />;
}

/** Says that the name comes from the user's contacts, or that nobody knows the number. */
function useSourceWords(
  { name, isContact, number, company }: ReturnType<typeof useCaller>,
  rawId: string | null,
) {
  const { t } = useTranslation();
  const { state } = useConsent('contacts');
  if (isContact) return t('caller.contact');
  const isNameless = rawId?.startsWith('4:+') === true && number === '' && company === '' && name !== '';
  return isNameless && state === 'granted' ? t('caller.noName') : '';
}

interface LineProps {
  words: readonly (string | undefined)[];
  isQuiet?: boolean;
}

/** A line that keeps its place while there are no words. */
function Line({ words, isQuiet = false }: LineProps) {
  const styles = useStyles();
  const known = words.filter(Boolean);
  return (
    <div className={mergeClasses(styles.line, isQuiet && styles.quiet)} title={known.join(' · ')}>
      {known.map((text, index) => (
        <span key={text}>
          {index > 0 && ' · '}
          <bdi>{text}</bdi>
        </span>
      ))}
    </div>
  );
}
