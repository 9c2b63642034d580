import { Caption1, Link, makeStyles, Subtitle2, tokens, typographyStyles } from '@fluentui/react-components';
import { Open16Regular } from '@fluentui/react-icons/svg/open';
import { useTranslation } from 'react-i18next';
import { toDisplayId } from './displayId.ts';
import { PersonAvatar } from '../ui/PersonAvatar.tsx';
import { CopyableId } from './CopyableId.tsx';
import { PersonCallButtons } from './PersonCallButtons.tsx';
import { StarButton } from './StarButton.tsx';
import { useLookUp } from './useLookUp.ts';
import { usePhoto } from './usePhoto.ts';
import { usePresence } from './usePresence.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    width: '320px',
    maxWidth: `calc(100vw - 2 * ${tokens.spacingHorizontalXXXL})`,
    textAlign: 'start',
  },
  person: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  lines: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  // Names and job titles can be very long, so only three lines are shown.
  clamped: {
    display: '-webkit-box',
    WebkitLineClamp: 3,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  facts: { display: 'flex', flexDirection: 'column', margin: 0, overflowWrap: 'anywhere' },
  fact: { margin: 0, minWidth: 0 },
  term: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  link: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, alignSelf: 'start' },
});

/**
 * Creates the link that opens a chat with a person in Teams.
 * @see https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
 */
const toTeamsChatLink = (upn: string) =>
  `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(upn)}`;

/** The content of a person card: photo, presence, ids, and buttons to call the person and to make them a favourite. */
export function PersonDetails({ rawId, name }: { rawId: string; name: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const photo = usePhoto(rawId, 96);
  const presence = usePresence(rawId);
  const lookUpResult = useLookUp(rawId);
  // A phone number has a raw id such as `4:+14255550100`.
  const isPhone = rawId.startsWith('4:');
  const isInDirectory = lookUpResult !== null && typeof lookUpResult !== 'string';
  const { upn, jobTitle } = isInDirectory ? lookUpResult : { upn: null, jobTitle: null };
  return (
    <div className={styles.card}>
      <div className={styles.person}>
        <PersonAvatar name={name} size={72} photo={photo} status={presence?.status} />
        <div className={styles.lines}>
          <Subtitle2 className={styles.clamped}>
            <bdi>{name}</bdi>
          </Subtitle2>
          {jobTitle && (
            <Caption1 className={styles.clamped}>
              <bdi>{jobTitle}</bdi>
            </Caption1>
          )}
          {presence && <Caption1>{presence.words}</Caption1>}
        </div>
      </div>
      <div className={styles.buttons}>
        <PersonCallButtons rawId={rawId} name={name} />
        <StarButton rawId={rawId} name={name} />
      </div>
      <dl className={styles.facts}>
        {upn && (
          <>
            <dt className={styles.term}>{t('person.address')}</dt>
            <dd className={styles.fact}>
              <bdi>{upn}</bdi>
            </dd>
          </>
        )}
        <dt className={styles.term}>{t(isPhone ? 'person.number' : 'person.id')}</dt>
        <dd className={styles.fact}>
          {isPhone ? (
            <CopyableId id={rawId.slice(2)} displayText={toDisplayId(rawId)} />
          ) : (
            <CopyableId id={rawId} />
          )}
        </dd>
      </dl>
      {upn && (
        <Link className={styles.link} href={toTeamsChatLink(upn)} target="_blank" rel="noreferrer">
          {t('person.openInTeams')} <Open16Regular aria-hidden />
        </Link>
      )}
    </div>
  );
}
